// clause: SPEC 3, timers
// Three hundred pending timers of as many runs each fire in their own mapping.
const v = new AsyncContext.Variable({ defaultValue: -1 });
asyncTest(async () => {
  const seen = await Promise.all(Array.from({ length: 300 }, (_, i) => new Promise((done) => {
    v.run(i, () => setTimeout(() => done(v.get()), (i * 7) % 11));
  })));
  assert(seen.every((x, i) => x === i));
  assert.sameValue(v.get(), -1);
});
