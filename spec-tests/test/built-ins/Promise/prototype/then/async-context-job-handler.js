// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  The handlers, with their argument and an undefined this, run in the mapping of the
  reaction to the very end.
info: |
  NewPromiseReactionJob ( reaction, argument )

  The handler runs in the mapping of the reaction.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const calls = [];
  function handler(argument) {
    'use strict';
    const before = ctx.get();
    ctx.run('inner', () => {});
    calls.push([this, arguments.length, argument, before, ctx.get()]);
  }
  await ctx.run('fulfilled', () => Promise.resolve('value').then(handler));
  await ctx.run('rejected', () => Promise.reject('reason').then(null, handler));

  assert.sameValue(calls.length, 2, 'each handler is called once');
  assert.compareArray(calls[0], [undefined, 1, 'value', 'fulfilled', 'fulfilled'], 'fulfil');
  assert.compareArray(calls[1], [undefined, 1, 'reason', 'rejected', 'rejected'], 'reject');
});
