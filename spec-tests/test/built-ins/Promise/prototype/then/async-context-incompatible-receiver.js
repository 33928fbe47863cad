// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A then whose receiver is no promise throws a TypeError before it reads anything and
  leaves the mapping of the caller alone.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Neither then nor a resolving function calls a handler at once, and the current mapping
  stays as it is.
features: [AsyncContext]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const { then } = Promise.prototype;
let reads = 0;
const fake = {
  get constructor() {
    reads++;
    return Promise;
  },
};
let reached = false;

ctx.run('caller', () => {
  for (const receiver of [undefined, null, 1, {}, fake, Promise.prototype]) {
    assert.throws(TypeError, () => then.call(receiver, () => {}), 'the receiver is ' + typeof receiver);
    assert.sameValue(ctx.get(), 'caller', 'the mapping of the caller');
  }
  reached = true;
});

assert(reached, 'all receivers were tried');
assert.sameValue(reads, 0, 'the constructor was not read');
