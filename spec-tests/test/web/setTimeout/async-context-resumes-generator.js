// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A timer callback that resumes a generator has the mapping of its call back afterwards,
  and the generator has its own.
info: |
  Host jobs and schedulers

  setTimeout captures the mapping at the call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, generators, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const generator = ctx.run('generator', function* () {
    yield ctx.get();
  });
  const seen = await new Promise(resolve => {
    ctx.run('timer', () => {
      setTimeout(() => { resolve([generator.next().value, ctx.get()]); }, 0);
    });
  });

  assert.compareArray(seen, ['generator', 'timer'], 'in the body and after it');
});
