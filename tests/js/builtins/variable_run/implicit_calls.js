// clause: SPEC 2, implicit calls see the current mapping
// Getters, setters, conversions, Proxy traps and iterators run in the mapping of the code that causes them.
const variable = new AsyncContext.Variable();
const seen = [];
const note = () => { seen.push(variable.get()); };
const object = {
  get read() { note(); },
  set written(_) { note(); },
  toString() { note(); return ""; },
  toJSON() { note(); },
  *[Symbol.iterator]() {},
};
variable.run("set", () => {
  object.read;
  object.written = 1;
  `${object}`;
  JSON.stringify(object);
  "key" in new Proxy({}, { has() { note(); return false; } });
  for (const _ of { [Symbol.iterator]() { note(); return [][Symbol.iterator](); } });
});
assert.compareArray(seen, ["set", "set", "set", "set", "set", "set"]);
