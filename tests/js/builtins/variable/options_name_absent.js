// clause: SPEC 2, an absent name is not read
// When HasProperty says no, "name" is not Get; "defaultValue" is Get although it is absent.
const log = [];
const options = new Proxy({}, {
  has(target, key) { log.push(`has ${String(key)}`); return false; },
  get(target, key) { log.push(`get ${String(key)}`); return "read"; },
});
const variable = new AsyncContext.Variable(options);
assert.compareArray(log, ["has name", "get defaultValue"]);
assert.sameValue(variable.name, "");
assert.sameValue(variable.get(), "read");
