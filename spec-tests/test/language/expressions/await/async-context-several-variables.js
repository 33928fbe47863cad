// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  An await brings back the values of all variables, and those that are not set stay
  unset.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const a = new AsyncContext.Variable({ defaultValue: 'no a' });
const b = new AsyncContext.Variable({ defaultValue: 'no b' });

asyncTest(async function () {
  let resolve;
  const gate = new Promise(r => { resolve = r; });
  async function wait() {
    await gate;
    return a.get() + ' ' + b.get();
  }
  const promises = [
    a.run('a1', () => b.run('b1', wait)),
    a.run('a2', wait),
    b.run(undefined, wait),
    wait(),
  ];
  a.run('a3', () => b.run('b3', () => { resolve(); }));

  assert.compareArray(
    await Promise.all(promises),
    ['a1 b1', 'a2 no b', 'no a undefined', 'no a no b'],
    'the values of each call'
  );
});
