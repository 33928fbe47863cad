// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  The reject function of a custom species is called in the mapping of the reaction after
  a handler threw, also out of a run.
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
    value => { calls.push('resolve ' + value + ' ' + ctx.get()); },
    reason => { calls.push('reject ' + reason + ' ' + ctx.get()); }
  );
}

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  promise.constructor = { [Symbol.species]: Derived };
  ctx.run('a', () => { promise.then(() => { throw 'plain'; }); });
  ctx.run('b', () => {
    promise.then(() => { ctx.run('inner', () => { throw 'out of a run'; }); });
  });
  ctx.run('resolver', () => { resolve(); });
  await null;

  assert.compareArray(calls, ['reject plain a', 'reject out of a run b'], 'reject function of the species');
});
