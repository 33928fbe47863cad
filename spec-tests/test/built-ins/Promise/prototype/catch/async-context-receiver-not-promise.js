// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Catch on an object that is no promise just calls the then method of it, in the mapping
  of the caller.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Promise.prototype.catch and Promise.prototype.finally capture through then.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

const receiver = {
  then(onFulfilled, onRejected) {
    return [onFulfilled, onRejected(), ctx.get()];
  },
};
const result = ctx.run('catch', () =>
  Promise.prototype.catch.call(receiver, () => 'handler ' + ctx.get()));

assert.compareArray(
  result,
  [undefined, 'handler catch', 'catch'],
  'the handler is handed on as it is and then runs in the mapping of the call'
);
assert.sameValue(ctx.get(), 'unset', 'the mapping outside is unchanged');
