// clause: SPEC 1 and 3, the mapping is agent-wide
// A Variable of another realm and one of this realm live in the same mapping and are captured together by `then`.
const other = $host.createRealm();
const mine = new AsyncContext.Variable({ defaultValue: 'no mine' });
const theirs = new other.global.AsyncContext.Variable({ defaultValue: 'no theirs' });
asyncTest(async () => {
  const p = mine.run('m', () => theirs.run('t', () => Promise.resolve().then(() => [mine.get(), theirs.get()])));
  assert.compareArray([mine.get(), theirs.get()], ['no mine', 'no theirs']);
  assert.compareArray(await p, ['m', 't']);
});
