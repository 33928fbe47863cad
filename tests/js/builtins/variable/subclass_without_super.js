// clause: SPEC 2, only the base constructor makes a Variable
// A derived class that returns another object instead of calling super gives no Variable.
class Fake extends AsyncContext.Variable {
  constructor() { return Object.create(new.target.prototype); }
}
const fake = new Fake();
assert(fake instanceof AsyncContext.Variable);
assert.throws(TypeError, () => fake.get());
