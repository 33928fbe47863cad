// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-finalization-registry-target
description: >
  A registry of the empty mapping cleans up there although the target is registered and
  collected inside of runs.
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
const registry = new FinalizationRegistry(held => { seen.push(held, ctx.get()); });

function register() {
  registry.register({}, 'held');
}

asyncTest(async function () {
  ctx.run('register', register);
  await ctx.run('collection', () => $262.gc());

  assert.compareArray(seen, ['held', 'unset'], 'one call, in the empty mapping');
  assert.sameValue(typeof registry, 'object', 'the registry is alive');
});
