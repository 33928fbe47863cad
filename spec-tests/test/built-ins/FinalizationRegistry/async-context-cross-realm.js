// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-finalization-registry-target
description: >
  A registry of another realm captures the mapping of the agent at its construction.
info: |
  FinalizationRegistry ( cleanupCallback )

  A FinalizationRegistry captures the mapping at its construction.

  Each cleanup job runs in the mapping of the construction of the registry, not in that
  of register.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, cross-realm, FinalizationRegistry, host-gc-required, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const other = $262.createRealm().global;
const seen = [];
const registry = ctx.run('construction', () =>
  new other.FinalizationRegistry(held => { seen.push(held, ctx.get()); }));

function register() {
  registry.register({}, 'held');
}

asyncTest(async function () {
  ctx.run('register', register);
  await $262.gc();

  assert.compareArray(seen, ['held', 'construction'], 'the mapping of the construction');
  assert(registry instanceof other.FinalizationRegistry, 'the registry is alive');
});
