// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A timer whose callback is a function of another realm has the mapping of the call of
  setTimeout.
info: |
  Host jobs and schedulers

  setTimeout captures the mapping at the call.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, cross-realm, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const callback = $262.createRealm().evalScript('(function (ctx, report) { report(ctx.get()); })');

asyncTest(async function () {
  const seen = await new Promise(resolve => {
    ctx.run('call', () => { setTimeout(callback, 0, ctx, resolve); });
  });

  assert.sameValue(seen, 'call', 'the mapping of the call');
});
