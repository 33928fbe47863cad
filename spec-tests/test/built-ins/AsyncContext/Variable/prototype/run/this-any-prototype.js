// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  A variable is recognised by what it is, not by its prototype or its own properties.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  AsyncContext.Variable.prototype.run throws a TypeError unless this is an
  AsyncContext.Variable.
  During the call the variable has the given value, whatever type it is of.
features: [AsyncContext]
---*/

var run = AsyncContext.Variable.prototype.run;
var get = AsyncContext.Variable.prototype.get;

var bare = Object.setPrototypeOf(new AsyncContext.Variable(), null);
assert.sameValue(
  run.call(bare, "bare", function () { return get.call(bare); }),
  "bare",
  "a variable without a prototype"
);

var masked = Object.assign(new AsyncContext.Variable(), {
  run: 1,
  get: 2,
  constructor: Object
});
assert.sameValue(
  run.call(masked, "masked", function () { return get.call(masked); }),
  "masked",
  "a variable with own properties of the same names"
);

var frozen = Object.freeze(new AsyncContext.Variable());
assert.sameValue(
  frozen.run("frozen", function () { return frozen.get(); }),
  "frozen",
  "a frozen variable"
);

var disguised = Object.setPrototypeOf(new AsyncContext.Variable(), AsyncContext.Snapshot.prototype);
assert.sameValue(
  run.call(disguised, "disguised", function () { return get.call(disguised); }),
  "disguised",
  "a variable with the prototype of snapshots"
);
