// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Promise.all of an empty iterable resolves its result at once, in the mapping of the
  call.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  The Promise combinators capture through the then that they call.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const seen = [];

function Result(executor) {
  executor(list => { seen.push(list.length + ' ' + ctx.get()); }, () => { seen.push('reject'); });
}
Result.resolve = value => value;

ctx.run('all', () => { Promise.all.call(Result, []); });
assert.compareArray(seen, ['0 all'], 'the mapping of the call');
