// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A missing argument and anything that is not callable is refused
info: |
  AsyncContext.Snapshot.wrap ( fn )

  AsyncContext.Snapshot.wrap throws a TypeError if its argument is not
  callable.
features: [AsyncContext, Proxy, Symbol, BigInt]
---*/

function refuses(value, what) {
  assert.throws(TypeError, function() {
    AsyncContext.Snapshot.wrap(value);
  }, "fn is " + what);
}

assert.throws(TypeError, function() {
  AsyncContext.Snapshot.wrap();
}, "fn is missing");
refuses(undefined, "undefined");
refuses(null, "null");
refuses(true, "a boolean");
refuses(1, "a number");
refuses(1n, "a bigint");
refuses("fn", "a string");
refuses(Symbol("fn"), "a symbol");
refuses({}, "an object");
refuses([function() {}], "an array");
refuses(/fn/, "a regular expression");
refuses(Object.create(Function.prototype), "an object that inherits from Function.prototype");
refuses({ call() {}, apply() {}, length: 0, name: "fn" }, "an object that resembles a function");
refuses(new Proxy({}, { apply() {} }), "a Proxy of an object");
refuses(new AsyncContext.Snapshot(), "a snapshot");
refuses(new AsyncContext.Variable(), "a variable");
