// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  What the conversion of the name does to the options is seen when the default
  value is read.
info: |
  AsyncContext.Variable ( options )

  The name is read and converted before the default value is read.
features: [AsyncContext]
---*/

var options = {
  defaultValue: "before",
  name: {
    toString: function() {
      options.defaultValue = "after";
      return "name";
    }
  }
};

var variable = new AsyncContext.Variable(options);
assert.sameValue(variable.get(), "after", "the default value is read after the conversion");

options = {
  name: "before",
  get defaultValue() {
    options.name = "after";
  }
};
assert.sameValue(
  new AsyncContext.Variable(options).name, "before",
  "the name is read before the default value"
);
