// clause: SPEC 2, a subclass can override run and get
// Overrides reach the original behaviour through super.
class Doubling extends AsyncContext.Variable {
  run(value, func, ...args) { return super.run(value * 2, func, ...args); }
  get() { return [super.get()]; }
}
const variable = new Doubling({ defaultValue: 1 });
assert.compareArray(variable.run(21, () => variable.get()), [42]);
assert.compareArray(variable.get(), [1]);
