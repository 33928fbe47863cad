// clause: SPEC 3, generator
// A bound `next` handed to `run` as its callback resumes the body in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { const sent = yield v.get(); yield sent + v.get(); }
const gen = v.run('creator', g);
const next = gen.next.bind(gen);
assert.compareArray([v.run('r1', next).value, v.run('r2', next, 'sent ').value], ['creator', 'sent creator']);
