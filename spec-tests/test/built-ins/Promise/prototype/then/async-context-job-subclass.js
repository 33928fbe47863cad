// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  The resolving functions that a subclass hands to its executor are called in the
  mapping of the reaction.
info: |
  NewPromiseReactionJob ( reaction, argument )

  The mapping of the reaction stays for the whole job, so that the resolve function of
  the derived promise is called in it.

  The mapping of the reaction stays for the whole job, so that the reject function of
  the derived promise is called in it.
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
  let resolve;
  const promise = new Sub(r => { resolve = r; });
  ctx.run('first', () => promise.then(() => 'one'))
    .then(() => ctx.run('inner', () => { throw 'two'; }))
    .then(null, () => 'three');
  ctx.run('resolver', () => { resolve('zero'); });
  for (let i = 0; i < 5; i++) await null;

  assert.compareArray(
    calls,
    ['resolve zero resolver', 'resolve one first', 'reject two unset', 'resolve three unset'],
    'every link settles in the mapping of its own then call'
  );
});
