// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  An async function of another realm, and a promise of another realm that is awaited,
  know only the mapping of the agent.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.

  An async function's mapping is not that of the code that settles what it awaits.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, cross-realm, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const other = $262.createRealm();
const theirs = other.evalScript('(async function (ctx, gate) { await gate; return ctx.get(); })');

asyncTest(async function () {
  let resolve, resolveForeign;
  const gate = new Promise(r => { resolve = r; });
  const foreign = ctx.run('creator', () => new other.global.Promise(r => { resolveForeign = r; }));
  const a = ctx.run('a', theirs, ctx, gate);
  const b = theirs(ctx, foreign);
  const c = ctx.run('c', async () => {
    await foreign;
    return ctx.get();
  });
  ctx.run('resolver', () => {
    resolve();
    resolveForeign();
  });

  assert.sameValue(await a, 'a', 'a function of the other realm, a promise of this one');
  assert.sameValue(await b, 'unset', 'both of the other realm, in the empty mapping');
  assert.sameValue(await c, 'c', 'a function of this realm, a promise of the other one');
});
