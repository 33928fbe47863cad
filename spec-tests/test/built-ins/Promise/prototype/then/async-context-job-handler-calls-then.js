// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  A then that a handler calls captures the mapping of the reaction, or that of a run in
  the handler.
info: |
  NewPromiseReactionJob ( reaction, argument )

  The handler runs in the mapping of the reaction.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let open;
  const gate = new Promise(r => { open = r; });
  let nested;
  await ctx.run('then', () => Promise.resolve().then(() => {
    const before = gate.then(() => ctx.get());
    const inside = ctx.run('inner', () => gate.then(() => ctx.get()));
    const after = gate.then(() => ctx.get());
    nested = Promise.all([before, inside, after]);
  }));
  ctx.run('opener', () => { open(); });

  assert.compareArray(
    await nested,
    ['then', 'inner', 'then'],
    'the mapping is handed on from the handler, and the run in it is over afterwards'
  );
});
