// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A microtask whose callback is a function of another realm has the mapping of the call
  of queueMicrotask.
info: |
  Host jobs and schedulers

  queueMicrotask captures the mapping at the call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, cross-realm, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const make = $262.createRealm().evalScript('((ctx, report) => () => { report(ctx.get()); })');

asyncTest(async function () {
  const seen = [];
  const callback = ctx.run('maker', make, ctx, value => { seen.push(value); });
  ctx.run('call', () => { queueMicrotask(callback); });
  await null;

  assert.compareArray(seen, ['call'], 'the mapping of the call');
});
