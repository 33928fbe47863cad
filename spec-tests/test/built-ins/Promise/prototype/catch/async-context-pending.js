// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A catch handler of a pending promise sees the mapping of the catch call.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Promise.prototype.catch and Promise.prototype.finally capture through then.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let reject;
  const promise = ctx.run('creator', () => new Promise((_, r) => { reject = r; }));
  const inRun = ctx.run('catch', () => promise.catch(reason => reason + ' ' + ctx.get()));
  const inEmpty = promise.catch(reason => reason + ' ' + ctx.get());
  ctx.run('rejecter', () => { reject('reason'); });

  assert.sameValue(await inRun, 'reason catch', 'the mapping of the catch call in a run');
  assert.sameValue(await inEmpty, 'reason unset', 'the mapping of the catch call outside');
});
