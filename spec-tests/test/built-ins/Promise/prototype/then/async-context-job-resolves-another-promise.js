// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  A handler that resolves another promise with an object has the then getter of that
  read in its own mapping.
info: |
  NewPromiseReactionJob ( reaction, argument )

  The handler runs in the mapping of the reaction.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolveOther;
  const another = ctx.run('creator', () => new Promise(r => { resolveOther = r; }));
  await ctx.run('then', () => Promise.resolve().then(() => {
    resolveOther({
      get then() {
        seen.push(ctx.get());
      },
    });
  }));
  await another;

  assert.compareArray(seen, ['then'], 'the resolve function reads then in the mapping of its caller');
});
