// clause: SPEC 2, the options see only has and get
// No other internal method of the options object is used.
const log = [];
const handler = new Proxy({}, {
  get(_, trap) {
    log.push(trap);
    return undefined;
  },
});
new AsyncContext.Variable(new Proxy({ name: "n" }, handler));
assert.compareArray(log, ["has", "get", "get"]);
