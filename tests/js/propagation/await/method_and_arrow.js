// clause: SPEC 3, PerformPromiseThen (await)
// Async methods, static methods and arrows keep the mapping of their call across an await.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
class C {
  async m() { await null; return v.get(); }
  static async s() { await null; return v.get(); }
}
const o = { async m() { await null; return v.get(); } };
const arrow = async () => { await null; return v.get(); };
asyncTest(async () => {
  const c = new C();
  const all = [v.run(1, () => c.m()), v.run(2, () => C.s()), v.run(3, () => o.m()), v.run(4, arrow), arrow()];
  assert.compareArray(await Promise.all(all), [1, 2, 3, 4, 'empty']);
});
