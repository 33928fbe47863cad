// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  What counts is the call of the intrinsic then, here by the overridden method of a
  subclass.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Each reaction captures the mapping that is current when then is called, not the one in
  which the promise settles.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

class Sub extends Promise {
  then(onFulfilled, onRejected) {
    return ctx.run('overridden', () => super.then(onFulfilled, onRejected));
  }
}

asyncTest(async function () {
  let resolve;
  const promise = new Sub(r => { resolve = r; });
  const seen = [];
  const derived = ctx.run('then', () => promise.then(() => { seen.push(ctx.get()); }));
  assert.sameValue(derived.constructor, Sub, 'the derived promise is of the subclass');
  ctx.run('resolver', () => { resolve(); });
  await derived;

  assert.compareArray(seen, ['overridden'], 'the mapping in which the intrinsic then was called');
});
