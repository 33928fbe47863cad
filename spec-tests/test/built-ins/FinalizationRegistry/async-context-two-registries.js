// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-finalization-registry-target
description: >
  Registries of several mappings that share a callback and a target each clean up in
  their own.
info: |
  FinalizationRegistry ( cleanupCallback )

  A FinalizationRegistry captures the mapping at its construction.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, FinalizationRegistry, host-gc-required, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const seen = [];
const callback = held => { seen.push(held + ' ' + ctx.get()); };
const registries = [
  ctx.run('a', () => new FinalizationRegistry(callback)),
  new FinalizationRegistry(callback),
  ctx.run('b', () => new FinalizationRegistry(callback)),
];

function register() {
  const target = {};
  registries.forEach((registry, i) => { registry.register(target, i); });
}

asyncTest(async function () {
  ctx.run('register', register);
  await $262.gc();

  assert.compareArray(seen.sort(), ['0 a', '1 unset', '2 b'], 'each in the mapping of its construction');
  assert.sameValue(registries.length, 3, 'the registries are alive');
});
