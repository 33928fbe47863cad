// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  A variable of another realm is a variable, and errors are of the realm of the getter.
info: |
  get AsyncContext.Variable.prototype.name

  The name getter throws a TypeError unless this is an AsyncContext.Variable.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm().global;
var getter = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name").get;
var otherGetter = Object.getOwnPropertyDescriptor(
  other.AsyncContext.Variable.prototype,
  "name"
).get;

assert.notSameValue(getter, otherGetter, "each realm has its own getter");
assert.sameValue(
  otherGetter.call(new AsyncContext.Variable({ name: "mine" })),
  "mine",
  "the getter of the other realm on a variable of this realm"
);
assert.sameValue(
  getter.call(new other.AsyncContext.Variable({ name: "theirs" })),
  "theirs",
  "the getter of this realm on a variable of the other realm"
);

assert.throws(other.TypeError, function () {
  otherGetter.call({});
}, "the getter of the other realm throws the TypeError of its realm");
assert.throws(TypeError, function () {
  getter.call(new other.Object());
}, "the getter of this realm throws the TypeError of this realm");
