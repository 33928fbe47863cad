// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A wrapped function as a method or an accessor gets the object as its this
  value
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function passes on its own this value and its arguments.
features: [AsyncContext]
---*/

const wrapped = AsyncContext.Snapshot.wrap(function() {
  return this.tag;
});
class Base {
  constructor() {
    this.tag = "instance";
  }
}
Base.prototype.wrapped = wrapped;
class Derived extends Base {
  wrapped() {
    return "super " + super.wrapped();
  }
}
const object = Object.defineProperty({ tag: "object", wrapped }, "accessor", { get: wrapped });

assert.sameValue(object.wrapped(), "object", "as a method");
assert.sameValue(object.accessor, "object", "as a getter");
assert.sameValue(new Base().wrapped(), "instance", "as an inherited method");
assert.sameValue(new Derived().wrapped(), "super instance", "as a method of super");
