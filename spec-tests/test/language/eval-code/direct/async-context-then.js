// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performeval
description: >
  A then that evaluated code calls captures the mapping of the call of eval.
info: |
  PerformEval ( x, strictCaller, direct )

  Evaluated code runs in the current mapping.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const seen = ctx.run('eval', () => eval('promise.then(() => ctx.get())'));
  ctx.run('resolver', () => { resolve(); });

  assert.sameValue(await seen, 'eval', 'the mapping of the reaction');
});
