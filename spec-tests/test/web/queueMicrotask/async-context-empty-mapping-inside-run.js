// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A microtask that is queued through a snapshot of the empty mapping in a run runs in
  the empty mapping.
info: |
  Host jobs and schedulers

  queueMicrotask captures the mapping at the call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const empty = new AsyncContext.Snapshot();

asyncTest(async function () {
  const seen = [];
  ctx.run('outer', () => {
    empty.run(queueMicrotask, () => { seen.push(ctx.get()); });
  });
  await null;

  assert.compareArray(seen, ['unset'], 'the mapping of the snapshot');
});
