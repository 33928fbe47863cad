// clause: SPEC 3, async generator
// An async generator of a function made by the AsyncGeneratorFunction constructor has the mapping of the call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const AsyncGeneratorFunction = (async function* () {}).constructor;
asyncTest(async () => {
  const g = v.run('function', () => new AsyncGeneratorFunction('v', 'yield v.get(); await null; yield v.get();'));
  const gen = v.run('call', () => g(v));
  assert.sameValue((await v.run('resumer', () => gen.next())).value, 'call');
  assert.sameValue((await gen.next()).value, 'call');
});
