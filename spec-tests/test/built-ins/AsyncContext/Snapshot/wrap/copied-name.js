// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The name of functions of all kinds is copied after the prefix "wrapped "
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The name is "wrapped " followed by the name of the function, which Get finds
  also when it is inherited.
features: [AsyncContext, Symbol, computed-property-names]
---*/

const wrap = AsyncContext.Snapshot.wrap;
const object = {
  method() {},
  get accessor() {
    return 0;
  },
  [Symbol("description")]() {}
};
const symbol = Object.getOwnPropertySymbols(object)[0];
const arrow = () => {};

assert.sameValue(wrap(function declared() {}).name, "wrapped declared", "a function");
assert.sameValue(wrap(arrow).name, "wrapped arrow", "an arrow function");
assert.sameValue(wrap(object.method).name, "wrapped method", "a method");
assert.sameValue(
  wrap(Object.getOwnPropertyDescriptor(object, "accessor").get).name,
  "wrapped get accessor",
  "a getter"
);
assert.sameValue(wrap(object[symbol]).name, "wrapped [description]", "a method with a symbol");
assert.sameValue(wrap(class Class {}).name, "wrapped Class", "a class");
assert.sameValue(wrap(Array.prototype.slice).name, "wrapped slice", "a built-in function");
assert.sameValue(wrap(wrap).name, "wrapped wrap", "wrap itself");
