// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  The call of then and that of a resolve function run no handler, and the current
  mapping stays after each of them.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Neither then nor a resolving function calls a handler at once, and the current mapping
  stays as it is.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  ctx.run('then', () => {
    promise.then(() => { seen.push('handler ' + ctx.get()); });
    seen.push('after then ' + ctx.get());
  });
  seen.push('outside ' + ctx.get());
  ctx.run('resolver', () => {
    resolve();
    seen.push('after resolve ' + ctx.get());
    promise.then(() => { seen.push('second handler ' + ctx.get()); });
    seen.push('after the second then ' + ctx.get());
  });
  seen.push('outside ' + ctx.get());
  await promise;

  assert.compareArray(seen, [
    'after then then',
    'outside unset',
    'after resolve resolver',
    'after the second then resolver',
    'outside unset',
    'handler then',
    'second handler resolver',
  ], 'the mappings in the order of execution');
});
