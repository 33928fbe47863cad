// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  Jobs that follow each other each have the mapping of their own reaction, whatever the
  job before did.
info: |
  NewPromiseReactionJob ( reaction, argument )

  After a job the mapping is what it was before it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  const settled = Promise.resolve();
  const add = handler => { settled.then(handler); };
  const look = () => { seen.push(ctx.get()); };
  ctx.run('a', add, look);
  add(look);
  ctx.run('b', add, () => ctx.run('inner', look));
  add(look);
  ctx.run('c', add, undefined);
  add(look);
  ctx.run('d', add, () => Object.create(null));
  add(look);
  await null;

  assert.compareArray(
    seen,
    ['a', 'unset', 'inner', 'unset', 'unset', 'unset'],
    'a job of the empty mapping after one of a run sees the empty mapping'
  );
});
