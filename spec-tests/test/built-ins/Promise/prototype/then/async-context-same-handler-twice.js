// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  One function that is the handler of two reactions has another mapping in each, as the
  reaction holds it and not the function.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Two reactions of one promise have each the mapping of their own call.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const handler = () => ctx.get();
  const a = ctx.run('a', () => promise.then(handler, handler));
  const b = ctx.run('b', () => promise.then(handler, handler));
  ctx.run('resolver', () => { resolve(); });

  assert.sameValue(await a, 'a', 'the first reaction');
  assert.sameValue(await b, 'b', 'the second reaction');
  assert.sameValue(handler(), 'unset', 'the function itself has captured nothing');
});
