// clause: SPEC 3, generator
// A for-of in one run over a generator of another alternates between the two mappings.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function* g() { seen.push('body ' + v.get()); yield; seen.push('body ' + v.get()); yield; seen.push('body ' + v.get()); }
const gen = v.run('creator', g);
v.run('consumer', () => { for (const _ of gen) seen.push('loop ' + v.get()); });
assert.compareArray(seen, ['body creator', 'loop consumer', 'body creator', 'loop consumer', 'body creator']);
