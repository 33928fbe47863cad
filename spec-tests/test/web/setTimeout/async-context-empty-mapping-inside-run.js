// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A timer that is set through a snapshot of the empty mapping in a run fires in the
  empty mapping.
info: |
  Host jobs and schedulers

  setTimeout captures the mapping at the call.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const empty = new AsyncContext.Snapshot();

asyncTest(async function () {
  const seen = await new Promise(resolve => {
    ctx.run('outer', () => {
      empty.run(setTimeout, () => { resolve(ctx.get()); }, 0);
    });
  });

  assert.sameValue(seen, 'unset', 'the mapping of the snapshot');
});
