// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  A handler made by AsyncContext.Snapshot.wrap sees its own mapping, and the rest of the
  job that of the reaction.
info: |
  NewPromiseReactionJob ( reaction, argument )

  The handler runs in the mapping of the reaction.

  The mapping of the reaction stays for the whole job, so that the resolve function of
  the derived promise is called in it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.species, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const seen = [];

function Derived(executor) {
  executor(() => { seen.push('resolve ' + ctx.get()); }, () => {});
}

asyncTest(async function () {
  const promise = Promise.resolve();
  promise.constructor = { [Symbol.species]: Derived };
  const wrapped = ctx.run('wrap', () =>
    AsyncContext.Snapshot.wrap(() => { seen.push('handler ' + ctx.get()); }));
  ctx.run('then', () => { promise.then(wrapped); });
  await null;

  assert.compareArray(seen, ['handler wrap', 'resolve then'], 'the wrap covers the handler only');
});
