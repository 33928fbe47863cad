// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-finalization-registry-target
description: >
  A target that is registered and collected outside of any run is cleaned up in the
  mapping of the construction.
info: |
  FinalizationRegistry ( cleanupCallback )

  Each cleanup job runs in the mapping of the construction of the registry, not in that
  of register.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, FinalizationRegistry, host-gc-required, async-functions]
---*/

const a = new AsyncContext.Variable({ defaultValue: 'no a' });
const b = new AsyncContext.Variable({ defaultValue: 'no b' });
const seen = [];
const registry = a.run('a', () => b.run(undefined, () =>
  new FinalizationRegistry(held => { seen.push(held, a.get(), b.get()); })));

function register() {
  registry.register({}, 'held');
}

asyncTest(async function () {
  register();
  await $262.gc();

  assert.compareArray(seen, ['held', 'a', undefined], 'both variables as at the construction');
  assert.sameValue(typeof registry, 'object', 'the registry is alive');
});
