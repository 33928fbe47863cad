// clause: SPEC 3, generator
// A generator driven by promise reactions of another run keeps its own mapping at every step.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { const seen = []; for (let i = 0; i < 3; i++) { yield Promise.resolve(i); seen.push(v.get()); } return seen; }
const drive = (gen) => {
  const { value, done } = gen.next();
  return done ? Promise.resolve(value) : value.then(() => drive(gen));
};
asyncTest(async () => {
  const gen = v.run('creator', g);
  assert.compareArray(await v.run('driver', drive, gen), ['creator', 'creator', 'creator']);
});
