// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  Intervals of two runs that tick by turns, one with an async callback, each keep their
  own mapping.
info: |
  Host jobs and schedulers

  setInterval captures the mapping at the call, for each tick.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const first = [];
  const second = [];
  let done;
  const finished = new Promise(resolve => { done = resolve; });
  const check = () => {
    if (first.length >= 3 && second.length >= 3) done();
  };
  const a = ctx.run('a', () => setInterval(() => {
    first.push(ctx.get());
    check();
  }, 2));
  const b = ctx.run('b', () => setInterval(async () => {
    await null;
    second.push(ctx.get());
    check();
  }, 2));
  await finished;
  clearInterval(a);
  clearInterval(b);

  assert.compareArray(first.slice(0, 3), ['a', 'a', 'a'], 'the first interval');
  assert.compareArray(second.slice(0, 3), ['b', 'b', 'b'], 'the second one, after its awaits');
});
