// clause: SPEC 1 and 3, the mapping is agent-wide
// `run` and `get` of another realm's Variable.prototype work on a Variable of this realm.
const other = $host.createRealm();
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const { run, get } = other.global.AsyncContext.Variable.prototype;
assert.notSameValue(run, v.run);
assert.sameValue(run.call(v, 'theirs', () => v.get()), 'theirs');
assert.sameValue(v.run('mine', () => get.call(v)), 'mine');
