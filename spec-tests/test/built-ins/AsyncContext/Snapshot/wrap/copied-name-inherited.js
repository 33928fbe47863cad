// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A name that the function only inherits is copied, unlike its length
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The name is "wrapped " followed by the name of the function, which Get finds
  also when it is inherited.
features: [AsyncContext]
---*/

const fn = function own() {};
delete fn.name;
assert.sameValue(
  AsyncContext.Snapshot.wrap(fn).name,
  "wrapped ",
  "the name of Function.prototype is empty"
);

Object.setPrototypeOf(fn, { name: "inherited" });
assert.sameValue(AsyncContext.Snapshot.wrap(fn).name, "wrapped inherited", "an inherited name");

class Base {}
const Derived = Object.setPrototypeOf(() => {}, Base);
delete Derived.name;
assert.sameValue(AsyncContext.Snapshot.wrap(Derived).name, "wrapped Base", "the name of a class");
