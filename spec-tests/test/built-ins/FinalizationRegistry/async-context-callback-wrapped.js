// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-finalization-registry-target
description: >
  A cleanup callback made by AsyncContext.Snapshot.wrap sees the mapping of the wrap,
  which does not show in the other cleanups.
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
const look = held => { seen.push(held + ' ' + ctx.get()); };
const wrapped = ctx.run('wrap', () => AsyncContext.Snapshot.wrap(look));
const registry = ctx.run('construction', () => new FinalizationRegistry(held => {
  wrapped(held + ' wrapped');
  look(held + ' plain');
}));

function register(held) {
  registry.register({}, held);
}

asyncTest(async function () {
  register(1);
  register(2);
  await $262.gc();

  assert.compareArray(
    seen.sort(),
    ['1 plain construction', '1 wrapped wrap', '2 plain construction', '2 wrapped wrap'],
    'the wrap covers its own call only'
  );
  assert.sameValue(typeof registry, 'object', 'the registry is alive');
});
