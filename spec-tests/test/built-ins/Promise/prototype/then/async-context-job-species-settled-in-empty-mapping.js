// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  The functions of a custom species are called in the mapping of the reaction also where
  the promise was settled in the empty mapping.
info: |
  NewPromiseReactionJob ( reaction, argument )

  The mapping of the reaction stays for the whole job, so that the resolve function of
  the derived promise is called in it.
  The mapping of the reaction stays for the whole job, so that the reject function of
  the derived promise is called in it.
  A pass-through reaction without a handler settles the derived promise in the mapping
  of the reaction.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.species, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const calls = [];

function Derived(executor) {
  executor(
    value => { calls.push('resolve ' + value + ' in ' + ctx.get()); },
    reason => { calls.push('reject ' + reason + ' in ' + ctx.get()); }
  );
}

asyncTest(async function () {
  let resolve, reject;
  const fulfilled = new Promise(r => { resolve = r; });
  const rejected = new Promise((_, r) => { reject = r; });
  fulfilled.constructor = rejected.constructor = { [Symbol.species]: Derived };
  ctx.run('returns', () => { fulfilled.then(() => 'result'); });
  ctx.run('throws', () => { fulfilled.then(() => { throw 'exception'; }); });
  ctx.run('passes', () => { fulfilled.then(); });
  ctx.run('rejects', () => { rejected.then(); });
  assert.sameValue(ctx.get(), 'unset', 'the promises are settled in the empty mapping');
  resolve('value');
  reject('reason');
  await null;
  await null;

  assert.compareArray(calls, [
    'resolve result in returns',
    'reject exception in throws',
    'resolve value in passes',
    'reject reason in rejects',
  ], 'functions of the species');
});
