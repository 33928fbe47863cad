// clause: the rejectionhandled event of HTML
// Rejections that were reported in different turns are all remembered.
const seen = [];
$host.onReport((e) => { seen.push(e.type + ' ' + e.reason); });
asyncTest(async () => {
  const wait = () => new Promise((r) => setTimeout(r, 3));
  const a = Promise.reject('a'); await wait();
  const b = Promise.reject('b'); await wait();
  a.catch(() => {}); await wait();
  b.catch(() => {}); await wait();
  assert.compareArray(seen, ['unhandledrejection a', 'unhandledrejection b', 'rejectionhandled a', 'rejectionhandled b']);
});
