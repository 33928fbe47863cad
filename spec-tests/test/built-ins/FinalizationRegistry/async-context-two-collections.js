// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-finalization-registry-target
description: >
  A later cleanup of the same registry runs in the mapping of the construction too.
info: |
  FinalizationRegistry ( cleanupCallback )

  Each cleanup job runs in the mapping of the construction of the registry, not in that
  of register.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, FinalizationRegistry, host-gc-required, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const seen = [];
const registry = ctx.run('construction', () =>
  new FinalizationRegistry(held => { seen.push(held + ' ' + ctx.get()); }));

function register(held) {
  registry.register({}, held);
}

asyncTest(async function () {
  register('first');
  await $262.gc();
  ctx.run('register', register, 'second');
  await ctx.run('collection', () => $262.gc());

  assert.compareArray(seen, ['first construction', 'second construction'], 'one call for each target');
  assert.sameValue(typeof registry, 'object', 'the registry is alive');
});
