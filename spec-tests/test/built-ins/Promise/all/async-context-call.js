// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Promise.all resolves its result in the mapping of the call, in whichever mappings the
  elements are settled.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  The Promise combinators capture through the then that they call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const calls = [];

function Result(executor) {
  executor(
    list => { calls.push('resolve ' + list.join() + ' ' + ctx.get()); },
    reason => { calls.push('reject ' + reason + ' ' + ctx.get()); }
  );
}
Result.resolve = value => value;

asyncTest(async function () {
  const resolvers = [];
  const elements = [0, 1, 2].map(() =>
    ctx.run('creator', () => new Promise(r => { resolvers.push(r); })));
  ctx.run('all', () => { Promise.all.call(Result, elements); });
  Promise.all.call(Result, elements);
  resolvers[2]('c');
  ctx.run('resolver', () => { resolvers[0]('a'); });
  await null;
  assert.sameValue(calls.length, 0, 'one element is still pending');
  ctx.run('last resolver', () => { resolvers[1]('b'); });
  await null;

  assert.compareArray(
    calls,
    ['resolve a,b,c all', 'resolve a,b,c unset'],
    'one call in a run and one in the empty mapping'
  );
});
