// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  A then getter of the result of a handler is read in the mapping of the reaction also
  where the promise was settled in the empty mapping.
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
  const object = {
    get then() {
      seen.push(ctx.get());
    },
  };
  let resolve, reject;
  const fulfilled = new Promise(r => { resolve = r; });
  const rejected = new Promise((_, r) => { reject = r; });
  const derived = ctx.run('then', () => [
    fulfilled.then(() => object),
    rejected.then(undefined, () => object),
    rejected.catch(() => 'ignored').then(() => object),
  ]);
  assert.sameValue(ctx.get(), 'unset', 'the promises are settled in the empty mapping');
  resolve();
  reject();
  await derived[0];
  await derived[1];
  await derived[2];

  assert.compareArray(seen, ['then', 'then', 'then'], 'the getter sees the mapping of the reaction');
});
