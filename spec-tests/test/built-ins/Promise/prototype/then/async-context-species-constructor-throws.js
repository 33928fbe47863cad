// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A species constructor that throws out of a run makes then throw, leaves the caller in
  its mapping and adds no reaction.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Then makes the derived promise with the species constructor, in the mapping of the
  caller.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.species, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let calls = 0;
  const promise = Promise.resolve();
  promise.constructor = {
    [Symbol.species]: function () {
      ctx.run('inner', () => { throw new EvalError(); });
    },
  };
  ctx.run('caller', () => {
    assert.throws(EvalError, () => promise.then(), 'without handlers');
    assert.throws(EvalError, () => promise.then(() => { calls++; }), 'with a handler');
    assert.sameValue(ctx.get(), 'caller', 'the mapping of the caller');
  });
  await null;
  await null;

  assert.sameValue(calls, 0, 'no reaction was added');
});
