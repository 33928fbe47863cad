// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A reaction captures the values of all variables, and those that are not set stay
  unset.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Each reaction captures the mapping that is current when then is called, not the one in
  which the promise settles.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const a = new AsyncContext.Variable({ defaultValue: 'no a' });
const b = new AsyncContext.Variable({ defaultValue: 'no b' });
const c = new AsyncContext.Variable({ defaultValue: 'no c' });

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const seen = a.run('a1', () => b.run('b1', () =>
    promise.then(() => [a.get(), b.get(), c.get()])
  ));
  a.run('a2', () => c.run('c2', () => { resolve(); }));

  assert.compareArray(await seen, ['a1', 'b1', 'no c'], 'the values at the then call');
});
