// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  A variable is recognised by what it is, not by its prototype or its own properties.
info: |
  AsyncContext.Variable.prototype.get ( )

  AsyncContext.Variable.prototype.get throws a TypeError unless this is an
  AsyncContext.Variable.
  The default value is returned if the variable is not set.
features: [AsyncContext]
---*/

var get = AsyncContext.Variable.prototype.get;
function make() {
  return new AsyncContext.Variable({ defaultValue: "default" });
}

assert.sameValue(
  get.call(Object.setPrototypeOf(make(), null)),
  "default",
  "a variable without a prototype"
);
assert.sameValue(
  get.call(Object.setPrototypeOf(make(), AsyncContext.Snapshot.prototype)),
  "default",
  "a variable with the prototype of snapshots"
);
assert.sameValue(
  get.call(Object.assign(make(), { get: 1, defaultValue: 2, constructor: Object })),
  "default",
  "a variable with own properties"
);
assert.sameValue(Object.freeze(make()).get(), "default", "a frozen variable");
