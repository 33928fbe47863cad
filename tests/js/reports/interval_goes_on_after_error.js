// clause: the error, unhandledrejection and rejectionhandled events of HTML
// An interval whose first tick throws ticks again in its own mapping; the error is reported with that mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push('report ' + e.asyncContext.run(() => v.get())); });
asyncTest(async () => {
  await new Promise((done) => {
    let n = 0;
    const id = v.run('interval', () => setInterval(() => {
      seen.push('tick ' + v.get());
      if (n++ === 0) throw 'oops';
      clearInterval(id);
      done();
    }, 1));
  });
  assert.compareArray(seen, ['tick interval', 'report interval', 'tick interval']);
});
