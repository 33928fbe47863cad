// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-finalization-registry-target
description: >
  A registry that is made by a subclass captures when the super constructor is called.
info: |
  FinalizationRegistry ( cleanupCallback )

  A FinalizationRegistry captures the mapping at its construction.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, FinalizationRegistry, host-gc-required, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const seen = [];

class Sub extends FinalizationRegistry {
  constructor() {
    ctx.run('super', () => {
      super(held => { seen.push(held, ctx.get()); });
    });
  }
}

const registry = ctx.run('new', () => new Sub());

function register() {
  registry.register({}, 'held');
}

asyncTest(async function () {
  ctx.run('register', register);
  await $262.gc();

  assert.compareArray(seen, ['held', 'super'], 'the mapping of the super call');
  assert(registry instanceof Sub, 'the registry is alive');
});
