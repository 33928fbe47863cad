// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  A then getter of the result of a reject handler is read in the mapping of the
  reaction.
info: |
  NewPromiseReactionJob ( reaction, argument )

  A then getter that is read while the derived promise is resolved sees the mapping of
  the reaction.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let reject;
  const promise = new Promise((_, r) => { reject = r; });
  const derived = ctx.run('then', () => promise.then(null, () => ({
    get then() {
      seen.push(ctx.get());
    },
  })));
  ctx.run('rejecter', () => { reject(); });
  await derived;

  assert.compareArray(seen, ['then'], 'the getter sees the mapping of the reaction');
});
