// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  A then getter of the result of a handler of the empty mapping is read in the empty
  mapping.
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
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const derived = promise.then(() => ctx.run('inner', () => ({
    get then() {
      seen.push(ctx.get());
    },
  })));
  ctx.run('resolver', () => { resolve(); });
  await derived;

  assert.compareArray(seen, ['unset'], 'the getter sees the empty mapping');
});
