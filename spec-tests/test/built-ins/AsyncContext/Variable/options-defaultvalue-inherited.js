// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  A default value of the prototype chain of the options is found.
info: |
  AsyncContext.Variable ( options )

  The defaultValue option is always read with Get, whether it is present or not.
features: [AsyncContext]
---*/

var options = Object.create({ defaultValue: "inherited" });
assert.sameValue(new AsyncContext.Variable(options).get(), "inherited", "an inherited data property");

var receivers = [];
options = Object.create({
  get defaultValue() {
    receivers.push(this);
    return "from a getter";
  }
});
assert.sameValue(new AsyncContext.Variable(options).get(), "from a getter", "an inherited getter");
assert.sameValue(receivers.length, 1, "the getter was called once");
assert.sameValue(receivers[0], options, "the getter was called with the options as this");
