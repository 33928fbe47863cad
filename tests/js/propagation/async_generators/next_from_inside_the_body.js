// clause: SPEC 3, async generator
// A `next` called by the body on its own generator is queued; the body and its continuation keep the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let queued;
  let gen;
  async function* g() {
    queued = v.run('nested', () => gen.next());
    yield v.get();
    yield v.get();
  }
  gen = v.run('creator', g);
  const first = v.run('resumer', () => gen.next());
  assert.sameValue((await first).value, 'creator');
  assert.sameValue((await queued).value, 'creator');
});
