// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A function that awaits one that it called in a nested run goes on in its own mapping,
  and that one in the nested.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  async function inner() {
    await null;
    seen.push('inner ' + ctx.get());
  }
  async function outer() {
    await ctx.run('nested', inner);
    seen.push('outer ' + ctx.get());
    await inner();
    seen.push('outer ' + ctx.get());
  }
  await ctx.run('function', outer);

  assert.compareArray(
    seen,
    ['inner nested', 'outer function', 'inner function', 'outer function'],
    'each function has its own mapping after its own await'
  );
});
