// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  A getter of the options can still change the prototype that newTarget gives.
info: |
  AsyncContext.Variable ( options )

  The object is created from newTarget only after the options were read.
features: [AsyncContext, Reflect.construct]
---*/

function NewTarget() {}
var before = NewTarget.prototype;
var after = {};

var variable = Reflect.construct(AsyncContext.Variable, [{
  get defaultValue() {
    NewTarget.prototype = after;
  }
}], NewTarget);

assert.notSameValue(Object.getPrototypeOf(variable), before, "not the prototype of before the call");
assert.sameValue(Object.getPrototypeOf(variable), after, "the prototype that the getter has set");
