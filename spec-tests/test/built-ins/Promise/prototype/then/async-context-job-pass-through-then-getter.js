// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  A value that passes a reaction without a handler has its then getter read in the
  mapping of that reaction.
info: |
  NewPromiseReactionJob ( reaction, argument )

  A pass-through reaction without a handler settles the derived promise in the mapping
  of the reaction.

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
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const derived = ctx.run('then', () => promise.then(undefined, () => {}));
  ctx.run('resolver', () => { resolve(object); });
  assert.compareArray(seen, ['resolver'], 'first the resolve function itself reads then');
  await derived;

  assert.compareArray(seen, ['resolver', 'then'], 'then the job of the reaction does');
});
