// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performeval
description: >
  An async arrow function that direct eval makes in one run goes on in the mapping of
  its caller after an await.
info: |
  PerformEval ( x, strictCaller, direct )

  A function that evaluated code makes captures nothing: it runs in the mapping of its
  caller.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const func = ctx.run('eval', () => eval('async () => { await null; return ctx.get(); }'));

  assert.sameValue(await ctx.run('caller', func), 'caller', 'called in another run');
  assert.sameValue(await func(), 'unset', 'called outside');
});
