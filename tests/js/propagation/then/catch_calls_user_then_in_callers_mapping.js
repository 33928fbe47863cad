// clause: SPEC 3, PerformPromiseThen
// `Promise.prototype.catch` calls the receiver's own `then` synchronously in the caller's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const receiver = { then() { seen.push(v.get()); return 'result'; } };
const r = v.run('catch', () => Promise.prototype.catch.call(receiver, () => {}));
assert.compareArray(seen, ['catch']);
assert.sameValue(r, 'result');
