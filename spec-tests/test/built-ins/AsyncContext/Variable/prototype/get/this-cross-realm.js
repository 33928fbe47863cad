// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  A variable of another realm is a variable, and errors are of the realm of the method.
info: |
  AsyncContext.Variable.prototype.get ( )

  AsyncContext.Variable.prototype.get throws a TypeError unless this is an
  AsyncContext.Variable.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm().global;
var get = AsyncContext.Variable.prototype.get;
var otherGet = other.AsyncContext.Variable.prototype.get;

assert.notSameValue(get, otherGet, "each realm has its own get");
assert.sameValue(
  otherGet.call(new AsyncContext.Variable({ defaultValue: "mine" })),
  "mine",
  "get of the other realm on a variable of this realm"
);
assert.sameValue(
  get.call(new other.AsyncContext.Variable({ defaultValue: "theirs" })),
  "theirs",
  "get of this realm on a variable of the other realm"
);

assert.throws(other.TypeError, function () {
  otherGet.call({});
}, "get of the other realm throws the TypeError of its realm");
assert.throws(TypeError, function () {
  get.call(new other.Object());
}, "get of this realm throws the TypeError of this realm");
