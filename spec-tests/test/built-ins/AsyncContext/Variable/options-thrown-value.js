// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  What is thrown is not replaced by another value, of whatever type it is.
info: |
  AsyncContext.Variable ( options )

  An abrupt completion of a step that reads the options propagates.
features: [AsyncContext, Symbol]
---*/

var thrown = [undefined, null, 0, "text", Symbol(), {}];

thrown.forEach(function(value, index) {
  var caught = [];
  [
    { get name() { throw value; } },
    { name: { toString: function() { throw value; } } },
    { get defaultValue() { throw value; } }
  ].forEach(function(options) {
    try {
      new AsyncContext.Variable(options);
    } catch (error) {
      caught.push(error);
    }
  });
  assert.sameValue(caught.length, 3, "each constructor call throws, index " + index);
  assert.sameValue(caught[0], value, "what the getter of the name threw, index " + index);
  assert.sameValue(caught[1], value, "what the conversion of the name threw, index " + index);
  assert.sameValue(caught[2], value, "what the getter of the default value threw, index " + index);
});
