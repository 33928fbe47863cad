// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-finalization-registry-target
description: >
  Targets that are registered in several mappings are all cleaned up in that of the
  construction, also after a run in the callback.
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
const registry = ctx.run('construction', () => new FinalizationRegistry(held => {
  seen.push(held + ' ' + ctx.get());
  ctx.run('inner', () => {});
}));

function register(held) {
  registry.register({}, held);
}

asyncTest(async function () {
  ctx.run('a', register, 1);
  ctx.run('b', register, 2);
  register(3);
  await $262.gc();

  assert.compareArray(
    seen.sort(),
    ['1 construction', '2 construction', '3 construction'],
    'one call for each target'
  );
  assert.sameValue(typeof registry, 'object', 'the registry is alive');
});
