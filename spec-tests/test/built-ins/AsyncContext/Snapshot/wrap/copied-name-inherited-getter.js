// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  An inherited getter of the name is called once, with the function as its
  this value
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The name is "wrapped " followed by the name of the function, which Get finds
  also when it is inherited.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const receivers = [];
const fn = function() {};
delete fn.name;
Object.setPrototypeOf(fn, {
  get name() {
    receivers.push(this);
    return "inherited";
  }
});

const wrapped = AsyncContext.Snapshot.wrap(fn);

assert.sameValue(wrapped.name, "wrapped inherited", "the result of the getter");
assert.compareArray(receivers, [fn], "this values of the getter");
