// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  When the callback of finally throws out of a run, the species is rejected in the
  mapping of the finally call.
info: |
  NewPromiseReactionJob ( reaction, argument )

  The mapping of the reaction stays for the whole job, so that the reject function of
  the derived promise is called in it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Promise.prototype.finally, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const calls = [];

class Sub extends Promise {
  constructor(executor) {
    super((resolve, reject) => executor(resolve, reason => {
      calls.push(reason, ctx.get());
      reject(reason);
    }));
  }
}

asyncTest(async function () {
  let resolve;
  const promise = new Sub(r => { resolve = r; });
  const derived = ctx.run('finally', () => promise.finally(() => {
    ctx.run('inner', () => { throw 'thrown'; });
  }));
  let outcome = 'none';
  Promise.prototype.then.call(derived, () => { outcome = 'fulfilled'; }, () => { outcome = 'rejected'; });
  ctx.run('resolver', () => { resolve('value'); });
  for (let i = 0; i < 3; i++) await null;

  assert.sameValue(outcome, 'rejected', 'the derived promise is rejected');
  assert.compareArray(calls, ['thrown', 'finally'], 'in the mapping of the reaction');
});
