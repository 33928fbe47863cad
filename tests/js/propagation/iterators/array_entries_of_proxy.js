// clause: SPEC 3, built-in iterators
// `entries()` of a proxied array fires the `get` traps in the mapping of whoever calls `next`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const proxy = new Proxy([7], { get(t, k) { if (k === 'length' || k === '0') seen.push(k + ' ' + v.get()); return t[k]; } });
const it = v.run('creator', () => Array.prototype.entries.call(proxy));
assert.compareArray(seen, []);
v.run('caller', () => it.next());
assert.compareArray(seen, ['length caller', '0 caller']);
