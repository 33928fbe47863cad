// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-finalization-registry-target
description: >
  The cleanup callback runs in the mapping of the construction, not in that of the
  register call or of the collection.
info: |
  FinalizationRegistry ( cleanupCallback )

  A FinalizationRegistry captures the mapping at its construction.

  Each cleanup job runs in the mapping of the construction of the registry, not in that
  of register.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, FinalizationRegistry, host-gc-required, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const seen = [];
const callback = ctx.run('maker of the callback', () => held => { seen.push(held, ctx.get()); });
const registry = ctx.run('construction', () => new FinalizationRegistry(callback));

function register() {
  registry.register({}, 'held');
}

asyncTest(async function () {
  ctx.run('register', register);
  await ctx.run('collection', () => $262.gc());

  assert.compareArray(seen, ['held', 'construction'], 'one call, in the mapping of the construction');
  assert.sameValue(ctx.get(), 'unset', 'the code that awaits the collection has its own mapping');
  assert.sameValue(typeof registry, 'object', 'the registry is alive');
});
