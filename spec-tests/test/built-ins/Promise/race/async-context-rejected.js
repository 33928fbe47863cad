// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Promise.race rejects its result in the mapping of the call, whoever rejects the first
  element.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  The Promise combinators capture through the then that they call.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const calls = [];

class Result extends Promise {
  constructor(executor) {
    super((resolve, reject) => executor(resolve, reason => {
      calls.push(reason + ' ' + ctx.get());
      reject(reason);
    }));
  }
}

asyncTest(async function () {
  let reject;
  const element = new Promise((_, r) => { reject = r; });
  element.constructor = Result;
  const result = ctx.run('race', () => Result.race([element]));
  assert.sameValue(result.constructor, Result, 'the result is of the subclass');
  result.then(null, () => {});
  ctx.run('rejecter', () => { reject('reason'); });
  await null;

  assert.sameValue(calls[0], 'reason race', 'the mapping of the call of Promise.race');
});
