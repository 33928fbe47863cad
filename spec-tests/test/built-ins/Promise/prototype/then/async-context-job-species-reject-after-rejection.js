// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  The reject function of a custom species is called in the mapping of the reaction after
  a reject handler threw.
info: |
  NewPromiseReactionJob ( reaction, argument )

  The mapping of the reaction stays for the whole job, so that the reject function of
  the derived promise is called in it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.species, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const calls = [];

function Derived(executor) {
  executor(
    value => { calls.push('resolve', value, ctx.get()); },
    reason => { calls.push('reject', reason, ctx.get()); }
  );
}

asyncTest(async function () {
  let reject;
  const promise = new Promise((_, r) => { reject = r; });
  promise.constructor = { [Symbol.species]: Derived };
  ctx.run('then', () => {
    promise.then(() => 'fulfilled', reason => { throw reason + ' again'; });
  });
  ctx.run('rejecter', () => { reject('reason'); });
  await null;

  assert.compareArray(calls, ['reject', 'reason again', 'then'], 'reject function of the species');
});
