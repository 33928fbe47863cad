// clause: SPEC 2, length is read before name
// Own getters of both run in this order, each once.
const log = [];
const func = Object.defineProperties(() => {}, {
  name: { get() { log.push("name"); return "n"; } },
  length: { get() { log.push("length"); return 1; } },
});
AsyncContext.Snapshot.wrap(func);
assert.compareArray(log, ["length", "name"]);
