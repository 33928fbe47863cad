// clause: SPEC 3, generator
// Prototype, static and private generator methods of a class capture at the call of the method.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
class C {
  *m() { yield v.get(); }
  static *s() { yield v.get(); }
  *#p() { yield v.get(); }
  p() { return this.#p(); }
}
const c = new C();
const gens = [v.run('m', () => c.m()), v.run('s', () => C.s()), v.run('p', () => c.p())];
assert.compareArray(gens.map((gen) => v.run('resumer', () => gen.next().value)), ['m', 's', 'p']);
