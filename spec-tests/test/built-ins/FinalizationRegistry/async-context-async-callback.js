// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-finalization-registry-target
description: >
  An async cleanup callback, and a reaction that it adds, go on in the mapping of the
  construction.
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
let resolve;
const gate = new Promise(r => { resolve = r; });
const registry = ctx.run('construction', () => new FinalizationRegistry(async () => {
  gate.then(() => { seen.push('reaction ' + ctx.get()); });
  await gate;
  seen.push('await ' + ctx.get());
}));

function register() {
  registry.register({}, 'held');
}

asyncTest(async function () {
  ctx.run('register', register);
  await $262.gc();
  ctx.run('resolver', () => { resolve(); });
  await gate;

  assert.compareArray(
    seen,
    ['reaction construction', 'await construction'],
    'both in the mapping of the construction'
  );
  assert.sameValue(typeof registry, 'object', 'the registry is alive');
});
