// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  What is evaluated after an await in the same expression sees the mapping of the await.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let open;
  let gate;
  const next = () => gate = new Promise(r => { open = r; });
  const seen = {};
  const collect = (...args) => args.join();
  next();
  const promise = ctx.run('function', async () => {
    seen.template = `${ctx.get()} ${await gate} ${ctx.get()}`;
    seen.argument = collect(ctx.get(), await next(), ctx.get());
    const { missing = await next(), [ctx.get()]: computed } = { function: 'found' };
    seen.pattern = computed;
    const object = { [await next()]: ctx.get() };
    seen.computed = Object.keys(object).concat(object.value);
    seen.condition = (await next()) ? ctx.get() : 'falsy';
  });
  for (let i = 0; i < 5; i++) {
    ctx.run('opener', () => { open('value'); });
    await null;
  }
  await promise;

  assert.sameValue(seen.template, 'function value function', 'in a template');
  assert.sameValue(seen.argument, 'function,value,function', 'in an argument list');
  assert.sameValue(seen.pattern, 'found', 'in a destructuring default');
  assert.compareArray(seen.computed, ['value', 'function'], 'in a computed property name');
  assert.sameValue(seen.condition, 'function', 'in a condition');
});
