// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The mapper is called in the mapping of the call of Array.fromAsync, also after a
  promise of its own was settled elsewhere.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.

  An async function's mapping is not that of the code that settles what it awaits.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Array.fromAsync, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve;
  const promise = ctx.run('call', () => Array.fromAsync(['a', 'b'], value => {
    seen.push(value + ' ' + ctx.get());
    return new Promise(r => { resolve = r; });
  }));
  for (let i = 0; i < 2; i++) {
    while (seen.length <= i) await null;
    ctx.run('resolver', () => { resolve(i); });
  }

  assert.compareArray(await promise, [0, 1], 'the list of the results of the mapper');
  assert.compareArray(seen, ['a call', 'b call'], 'the mapping of the call for each value');
});
