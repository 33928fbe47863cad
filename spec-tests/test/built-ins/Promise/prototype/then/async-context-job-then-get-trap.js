// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  The get trap of a Proxy that a handler returns is called for then in the mapping of
  the reaction.
info: |
  NewPromiseReactionJob ( reaction, argument )

  A then getter that is read while the derived promise is resolved sees the mapping of
  the reaction.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Proxy, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const proxy = new Proxy({}, {
    get(target, key) {
      seen.push(String(key), ctx.get());
    },
  });
  const derived = ctx.run('then', () => promise.then(() => proxy));
  ctx.run('resolver', () => { resolve(); });
  await derived;

  assert.compareArray(seen, ['then', 'then'], 'one key, in the mapping of the reaction');
});
