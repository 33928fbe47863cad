// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A top-level await goes on in the mapping of the module, whoever settles or rejects
  what it awaits.
info: |
  Await ( value )

  Await captures in every construct that awaits: for await, await using, async
  generators and top-level await.
includes: [compareArray.js]
flags: [module]
features: [AsyncContext, async-functions, top-level-await]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const seen = [];

let resolve;
const gate = ctx.run('creator', () => new Promise(r => { resolve = r; }));
ctx.run('resolver', () => Promise.resolve().then(() => { resolve('value'); }));
seen.push(await gate, ctx.get());

try {
  await ctx.run('rejecter', async () => {
    await null;
    throw 'thrown in ' + ctx.get();
  });
} catch (error) {
  seen.push(error, ctx.get());
}

assert.compareArray(
  seen,
  ['value', 'unset', 'thrown in rejecter', 'unset'],
  'the module is in the empty mapping after each await'
);
