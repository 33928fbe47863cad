// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  The apply trap of a handler that is a Proxy runs in the mapping of the reaction.
info: |
  NewPromiseReactionJob ( reaction, argument )

  The handler runs in the mapping of the reaction.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Proxy, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const handler = ctx.run('creator of the proxy', () => new Proxy(() => 'target', {
    apply(target, thisArgument, args) {
      return [args[0], ctx.get()];
    },
  }));
  const seen = ctx.run('then', () => promise.then(handler));
  ctx.run('resolver', () => { resolve('value'); });

  assert.compareArray(await seen, ['value', 'then'], 'the trap sees the mapping of the reaction');
});
