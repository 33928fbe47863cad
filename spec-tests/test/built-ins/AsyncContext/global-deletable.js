// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  The objects go on working when the global property was deleted.
info: |
  The AsyncContext object

  AsyncContext is a property of the global object that is writable, not
  enumerable and configurable.
features: [AsyncContext, globalThis]
---*/

var original = AsyncContext;

assert.sameValue(delete globalThis.AsyncContext, true, "the property can be deleted");
assert.sameValue("AsyncContext" in globalThis, false, "the property is gone, and not inherited");
assert.throws(ReferenceError, function() {
  AsyncContext;
}, "no binding is left");

var variable = new original.Variable({ defaultValue: "default" });
var snapshot = variable.run("value", function() {
  return new original.Snapshot();
});
assert.sameValue(variable.get(), "default", "a variable made afterwards has its default");
assert.sameValue(snapshot.run(function() {
  return variable.get();
}), "value", "a snapshot made afterwards holds the mapping");
