// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  A value and a reason that pass links without handlers settle each derived promise of a
  subclass in the mapping of its link.
info: |
  NewPromiseReactionJob ( reaction, argument )

  A pass-through reaction without a handler settles the derived promise in the mapping
  of the reaction.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const calls = [];

class Sub extends Promise {
  constructor(executor) {
    super((resolve, reject) => executor(
      value => {
        calls.push('resolve ' + value + ' ' + ctx.get());
        resolve(value);
      },
      reason => {
        calls.push('reject ' + reason + ' ' + ctx.get());
        reject(reason);
      }
    ));
  }
}

asyncTest(async function () {
  let resolve, reject;
  const first = new Sub(r => { resolve = r; });
  const second = new Sub((_, r) => { reject = r; });
  const a = ctx.run('a', () => first.then());
  ctx.run('b', () => a.then(null, () => {}));
  const c = ctx.run('c', () => second.then());
  ctx.run('d', () => c.then(() => {})).then(null, () => {});
  ctx.run('settler', () => {
    resolve(1);
    reject(2);
  });
  for (let i = 0; i < 4; i++) await null;

  assert.compareArray(calls, [
    'resolve 1 settler', 'reject 2 settler',
    'resolve 1 a', 'reject 2 c',
    'resolve 1 b', 'reject 2 d',
    'resolve undefined unset',
  ], 'each in the mapping of the then call that made it');
});
