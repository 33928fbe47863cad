// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A custom constructor and the length setter of what it makes run in the mapping of the
  call of Array.fromAsync.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Array.fromAsync, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  function Custom() {
    seen.push('construct ' + ctx.get());
    Object.defineProperty(this, 'length', {
      set(value) {
        seen.push('length ' + value + ' ' + ctx.get());
      },
    });
  }
  let resolve;
  const gate = new Promise(r => { resolve = r; });
  const promise = ctx.run('call', () => Array.fromAsync.call(Custom, [gate]));
  await null;
  ctx.run('resolver', () => { resolve('value'); });
  const result = await promise;

  assert.sameValue(result[0], 'value', 'the value of the promise');
  assert.compareArray(seen, ['construct call', 'length 1 call'], 'both in the mapping of the call');
});
