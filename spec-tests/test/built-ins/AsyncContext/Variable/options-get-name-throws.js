// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  An error of the getter of the name propagates, and the default value is not
  read.
info: |
  AsyncContext.Variable ( options )

  An abrupt completion of a step that reads the options propagates.
features: [AsyncContext]
---*/

var reads = 0;
var options = {
  get name() {
    throw new Test262Error();
  },
  get defaultValue() {
    reads++;
  }
};

assert.throws(Test262Error, function() {
  new AsyncContext.Variable(options);
}, "the getter throws");
assert.sameValue(reads, 0, "the default value was not read");
