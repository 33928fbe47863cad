// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  A then getter that throws out of a run rejects the derived promise, and the reactions
  of that have mappings of their own.
info: |
  NewPromiseReactionJob ( reaction, argument )

  A then getter that is read while the derived promise is resolved sees the mapping of
  the reaction.

  After a job the mapping is what it was before it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  const derived = ctx.run('then', () => Promise.resolve().then(() => ({
    get then() {
      seen.push(ctx.get());
      ctx.run('inner', () => { throw 'thrown'; });
    },
  })));
  const inEmpty = derived.then(null, reason => reason + ' ' + ctx.get());
  const inRun = ctx.run('catch', () => derived.then(null, reason => reason + ' ' + ctx.get()));

  assert.sameValue(await inEmpty, 'thrown unset', 'a handler of the empty mapping');
  assert.sameValue(await inRun, 'thrown catch', 'a handler of another run');
  assert.compareArray(seen, ['then'], 'the getter sees the mapping of the reaction');
});
