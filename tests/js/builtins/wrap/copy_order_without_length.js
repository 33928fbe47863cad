// clause: SPEC 2, without an own length only the name is read
// When HasOwnProperty says no, length is not Get, and the name still is.
const log = [];
const target = function task() {};
delete target.length;
const func = new Proxy(target, {
  get(object, key) { log.push(key); return object[key]; },
});
const wrapped = AsyncContext.Snapshot.wrap(func);
assert.compareArray(log, ["name"]);
assert.sameValue(wrapped.length, 0);
