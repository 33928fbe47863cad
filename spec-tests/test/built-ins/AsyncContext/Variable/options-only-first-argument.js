// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  Only the first argument is looked at.
info: |
  AsyncContext.Variable ( options )

  Options that are not an Object are ignored.
features: [AsyncContext]
---*/

var options = {
  get name() {
    throw new Test262Error("name is not read");
  },
  get defaultValue() {
    throw new Test262Error("defaultValue is not read");
  }
};

var variable = new AsyncContext.Variable(undefined, options);
assert.sameValue(variable.name, "", "the name");
assert.sameValue(variable.get(), undefined, "the default value");

variable = new AsyncContext.Variable({ name: "first", defaultValue: 1 }, options);
assert.sameValue(variable.name, "first", "the name of the first argument");
assert.sameValue(variable.get(), 1, "the default value of the first argument");
