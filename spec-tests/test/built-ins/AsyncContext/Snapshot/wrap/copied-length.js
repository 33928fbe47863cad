// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The length of ordinary functions of all kinds is copied
info: |
  AsyncContext.Snapshot.wrap ( fn )

  A copied length that is another Number is converted with ToIntegerOrInfinity
  and is at least 0.
features: [AsyncContext, default-parameters, rest-parameters, async-functions, generators]
---*/

const wrap = AsyncContext.Snapshot.wrap;

assert.sameValue(wrap(function() {}).length, 0, "no parameters");
assert.sameValue(wrap(function(a, b, c) {}).length, 3, "three parameters");
assert.sameValue(wrap((a, b = 1, c) => {}).length, 1, "parameters after a default are not counted");
assert.sameValue(wrap((a, ...rest) => {}).length, 1, "a rest parameter is not counted");
assert.sameValue(wrap(async function(a, b) {}).length, 2, "an async function");
assert.sameValue(wrap(function*(a, b) {}).length, 2, "a generator function");
assert.sameValue(wrap(Array.prototype.concat).length, 1, "a built-in function");
assert.sameValue(wrap(class { constructor(a, b) {} }).length, 2, "a class");
