// clause: SPEC 3, PerformPromiseThen (combinators)
// Promise.all calls `then` of each element synchronously in the mapping of the `all` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const element = v.run('creator', () => Promise.resolve(1));
element.then = () => { seen.push(v.get()); };
v.run('all', () => { Promise.all([element, element]); });
assert.compareArray(seen, ['all', 'all']);
