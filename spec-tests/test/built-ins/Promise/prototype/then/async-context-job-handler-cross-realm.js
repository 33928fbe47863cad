// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  A handler that is a function of another realm runs in the mapping of the reaction.
info: |
  NewPromiseReactionJob ( reaction, argument )

  The handler runs in the mapping of the reaction.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, cross-realm, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const other = $262.createRealm();
const handler = ctx.run('maker', () => other.evalScript('(ctx => [ctx.get()])'));

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const seen = ctx.run('then', () => promise.then(handler));
  ctx.run('resolver', () => { resolve(ctx); });
  const list = await seen;

  assert.sameValue(Object.getPrototypeOf(list), other.global.Array.prototype, 'the handler is of the other realm');
  assert.sameValue(list[0], 'then', 'it sees the mapping of the reaction');
});
