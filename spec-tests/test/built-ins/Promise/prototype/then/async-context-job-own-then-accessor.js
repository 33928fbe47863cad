// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  The own then accessor of a promise that a handler returns is read, and its value
  called, in the mapping of the reaction.
info: |
  NewPromiseReactionJob ( reaction, argument )

  A then getter that is read while the derived promise is resolved sees the mapping of
  the reaction.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  const returned = ctx.run('creator', () => Promise.resolve());
  Object.defineProperty(returned, 'then', {
    get() {
      seen.push('get ' + ctx.get());
      return onFulfilled => {
        seen.push('call ' + ctx.get());
        onFulfilled('value');
      };
    },
  });
  const derived = ctx.run('then', () => Promise.resolve().then(() => returned));

  assert.sameValue(await derived, 'value', 'the derived promise follows');
  assert.compareArray(seen, ['get then', 'call then'], 'both in the mapping of the reaction');
});
