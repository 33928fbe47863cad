// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  A name of the prototype chain of the options is found.
info: |
  AsyncContext.Variable ( options )

  The name option is read with HasProperty, and only if it is present with Get.
features: [AsyncContext]
---*/

var prototype = { name: "inherited" };
var options = Object.create(Object.create(prototype));
assert.sameValue(new AsyncContext.Variable(options).name, "inherited", "an inherited data property");

var receivers = [];
options = Object.create({
  get name() {
    receivers.push(this);
    return "from a getter";
  }
});
assert.sameValue(new AsyncContext.Variable(options).name, "from a getter", "an inherited getter");
assert.sameValue(receivers.length, 1, "the getter was called once");
assert.sameValue(receivers[0], options, "the getter was called with the options as this");
