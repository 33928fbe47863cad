// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  An error of the getter of the default value propagates, after the name was
  read.
info: |
  AsyncContext.Variable ( options )

  An abrupt completion of a step that reads the options propagates.
features: [AsyncContext]
---*/

var names = 0;
var options = {
  get name() {
    names++;
    return "name";
  },
  get defaultValue() {
    throw new Test262Error();
  }
};

assert.throws(Test262Error, function() {
  new AsyncContext.Variable(options);
}, "the getter throws");
assert.sameValue(names, 1, "the name was read before");
