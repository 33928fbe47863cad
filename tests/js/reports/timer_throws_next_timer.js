// clause: setTimeout of HTML
// After a timer of a run threw inside a nested run, the next timer, set in the empty mapping, sees the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const reports = [];
$host.onReport((e) => { reports.push(e.type); });
asyncTest(async () => {
  const seen = [];
  v.run('first', () => setTimeout(() => { v.run('inner', () => { throw new Error('x'); }); }, 1));
  setTimeout(() => { seen.push(v.get()); }, 1);
  await new Promise((r) => setTimeout(r, 15));
  assert.compareArray(seen, ['empty']);
  assert.compareArray(reports, ['error']);
});
