// clause: SPEC 2, order of CopyNameAndLength
// HasOwnProperty length, Get length, Get name, and no other internal method of the function is used.
const log = [];
const func = new Proxy(function task(a) {}, new Proxy({}, {
  get(_, trap) {
    return (target, key, ...rest) => {
      log.push(`${trap} ${String(key)}`);
      return Reflect[trap](target, key, ...rest);
    };
  },
}));
const wrapped = AsyncContext.Snapshot.wrap(func);
assert.compareArray(log, ["getOwnPropertyDescriptor length", "get length", "get name"]);
assert.sameValue(wrapped.name, "wrapped task");
assert.sameValue(wrapped.length, 1);
