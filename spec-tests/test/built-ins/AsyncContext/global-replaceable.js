// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  An assignment replaces the global property, and the constructors do not look
  it up.
info: |
  The AsyncContext object

  AsyncContext is a property of the global object that is writable, not
  enumerable and configurable.
features: [AsyncContext, globalThis]
---*/

var original = AsyncContext;
var Variable = original.Variable;
var replacement = {
  get Variable() {
    throw new Test262Error("the global property is not looked up");
  }
};

AsyncContext = replacement;
assert.sameValue(AsyncContext, replacement, "the binding has the new value");
assert.sameValue(globalThis.AsyncContext, replacement, "the property has the new value");
assert.sameValue(
  Object.getOwnPropertyDescriptor(globalThis, "AsyncContext").enumerable, false,
  "an assignment leaves the property not enumerable"
);

var variable = new Variable();
assert.sameValue(
  Object.getPrototypeOf(variable), Variable.prototype,
  "the prototype is the intrinsic one"
);
