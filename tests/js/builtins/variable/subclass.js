// clause: SPEC 2, Variable can be subclassed
// An instance of a derived class has the derived prototype and works as a variable.
class Traced extends AsyncContext.Variable {
  constructor(name) {
    super({ name, defaultValue: "default" });
    this.created = true;
  }
  describe() { return `${this.name}=${this.get()}`; }
}
const variable = new Traced("t");
assert.sameValue(Object.getPrototypeOf(variable), Traced.prototype);
assert(variable instanceof AsyncContext.Variable);
assert.sameValue(variable.created, true);
assert.sameValue(variable.run("set", () => variable.describe()), "t=set");
