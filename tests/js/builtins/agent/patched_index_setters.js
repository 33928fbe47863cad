// clause: SPEC 2, argument lists are not filled by assignment
// Setters for indices on Array.prototype and Object.prototype are never run by the built-ins.
const variable = new AsyncContext.Variable();
const pair = function (a, b) { return `${a}${b}`; };
let touched = 0;
const trap = { configurable: true, get() { touched++; }, set() { touched++; } };
for (const prototype of [Array.prototype, Object.prototype]) {
  Object.defineProperty(prototype, "0", trap);
  Object.defineProperty(prototype, "1", trap);
}
const seen = variable.run("v", pair, "a", "b") + AsyncContext.Snapshot.wrap(pair)("c", "d")
  + new AsyncContext.Snapshot().run(pair, "e", "f");
for (const prototype of [Array.prototype, Object.prototype]) {
  delete prototype[0];
  delete prototype[1];
}
assert.sameValue(seen, "abcdef");
assert.sameValue(touched, 0);
