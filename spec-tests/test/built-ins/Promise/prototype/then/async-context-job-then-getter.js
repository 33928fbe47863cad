// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  A then getter of the result of a handler is read in the mapping of the reaction, once.
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
  const object = ctx.run('maker', () => ({
    get then() {
      seen.push(ctx.get());
    },
  }));
  const derived = ctx.run('then', () => promise.then(() => object));
  ctx.run('resolver', () => { resolve(); });
  await derived;

  assert.compareArray(seen.slice(0, 1), ['then'], 'the getter sees the mapping of the reaction');
  assert.sameValue(seen.length, 1, 'and is read once');
});
