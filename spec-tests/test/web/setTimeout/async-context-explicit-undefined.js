// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A timer that is set where the variable is undefined sees undefined and not the
  default.
info: |
  Host jobs and schedulers

  setTimeout captures the mapping at the call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = await new Promise(resolve => {
    ctx.run('outer', () => ctx.run(undefined, () => {
      setTimeout(() => { resolve([ctx.get()]); }, 0);
    }));
  });

  assert.compareArray(seen, [undefined], 'undefined is the value of the variable');
});
