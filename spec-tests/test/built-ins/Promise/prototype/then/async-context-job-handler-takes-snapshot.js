// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  A snapshot that a handler makes holds the mapping of the reaction, also after the job.
info: |
  NewPromiseReactionJob ( reaction, argument )

  The handler runs in the mapping of the reaction.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const derived = ctx.run('then', () => promise.then(() => new AsyncContext.Snapshot()));
  ctx.run('resolver', () => { resolve(); });
  const snapshot = await derived;

  assert.sameValue(ctx.run('later', () => snapshot.run(() => ctx.get())), 'then',
    'the snapshot holds the mapping of the then call');
});
