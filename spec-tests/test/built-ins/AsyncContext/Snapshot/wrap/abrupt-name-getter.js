// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  An exception of an own or an inherited getter of the name propagates
info: |
  AsyncContext.Snapshot.wrap ( fn )

  An abrupt completion of reading the length or the name propagates.
features: [AsyncContext]
---*/

const thrower = {
  configurable: true,
  get() {
    throw new Test262Error();
  }
};

const own = Object.defineProperty(function() {}, "name", thrower);
assert.throws(Test262Error, function() {
  AsyncContext.Snapshot.wrap(own);
}, "own getter");

const inheriting = function() {};
delete inheriting.name;
Object.setPrototypeOf(inheriting, Object.defineProperty({}, "name", thrower));
assert.throws(Test262Error, function() {
  AsyncContext.Snapshot.wrap(inheriting);
}, "inherited getter");
