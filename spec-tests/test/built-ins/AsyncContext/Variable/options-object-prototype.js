// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  A name on Object.prototype is found through an empty options object, but not without
  options.
info: |
  AsyncContext.Variable ( options )

  Options that are not an Object are ignored.
features: [AsyncContext]
---*/

var withOptions, withoutOptions, withUndefined, withNull;
Object.prototype.name = "inherited by every object";
Object.prototype.defaultValue = "inherited, too";
try {
  withOptions = new AsyncContext.Variable({});
  withoutOptions = new AsyncContext.Variable();
  withUndefined = new AsyncContext.Variable(undefined);
  withNull = new AsyncContext.Variable(null);
} finally {
  delete Object.prototype.name;
  delete Object.prototype.defaultValue;
}

assert.sameValue(withOptions.name, "inherited by every object", "the name through empty options");
assert.sameValue(withOptions.get(), "inherited, too", "the default value through empty options");
assert.sameValue(withoutOptions.name, "", "no argument");
assert.sameValue(withoutOptions.get(), undefined, "no argument, the default value");
assert.sameValue(withUndefined.name, "", "undefined is not replaced by an object");
assert.sameValue(withNull.name, "", "null is not replaced by an object");
