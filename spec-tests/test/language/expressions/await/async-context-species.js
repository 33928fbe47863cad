// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  An await of a promise never reads a species, and goes on in its own mapping.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.species, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const descriptor = Object.getOwnPropertyDescriptor(Promise, Symbol.species);

asyncTest(async function () {
  await null; // asyncTest may call then of the promise of this function.
  let reads = 0;
  let resolve;
  const gate = new Promise(r => { resolve = r; });
  let seen;
  Object.defineProperty(Promise, Symbol.species, {
    configurable: true,
    get() {
      reads++;
      return Promise;
    },
  });
  try {
    const promise = ctx.run('function', async () => {
      await gate;
      return ctx.get();
    });
    ctx.run('resolver', () => { resolve(); });
    seen = await promise;
  } finally {
    Object.defineProperty(Promise, Symbol.species, descriptor);
  }

  assert.sameValue(seen, 'function', 'the mapping of the await');
  assert.sameValue(reads, 0, 'no read of the species');
});
