// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Handlers that are not callable, of whatever type, count as missing and the reaction
  captures all the same.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  A reaction captures the mapping also when its handler is missing.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.species, Symbol, BigInt, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const values = [undefined, null, true, 0, 1n, 'string', Symbol('s'), {}, [], /x/, Promise.resolve()];
let calls;

function Derived(executor) {
  executor(
    value => { calls.push('resolve ' + value + ' ' + ctx.get()); },
    reason => { calls.push('reject ' + reason + ' ' + ctx.get()); }
  );
}

asyncTest(async function () {
  for (const handler of values) {
    calls = [];
    const fulfilled = Promise.resolve('value');
    const rejected = Promise.reject('reason');
    fulfilled.constructor = rejected.constructor = { [Symbol.species]: Derived };
    ctx.run('then', () => {
      fulfilled.then(handler, handler);
      rejected.then(handler, handler);
    });
    await null;

    assert.compareArray(
      calls,
      ['resolve value then', 'reject reason then'],
      'the handler is ' + (typeof handler) + ' ' + String(handler)
    );
  }
});
