// clause: SPEC 2, run inside a built-in's callback
// Each callback of Array.prototype.map has its own run, and between them the outer value is back.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = ["a", "b", "c"].map((item) => {
  const before = variable.get();
  return `${before}:${variable.run(item, () => variable.get())}:${variable.get()}`;
});
assert.compareArray(seen, ["default:a:default", "default:b:default", "default:c:default"]);
