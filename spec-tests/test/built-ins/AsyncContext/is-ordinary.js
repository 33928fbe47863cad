// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  AsyncContext has the ordinary internal methods: its prototype can be
  changed.
info: |
  The AsyncContext object

  AsyncContext is an ordinary object that is extensible.
features: [AsyncContext, Reflect]
---*/

var prototype = { inherited: "value" };

assert.sameValue(
  Reflect.setPrototypeOf(AsyncContext, prototype), true,
  "the prototype is not immutable"
);
assert.sameValue(Object.getPrototypeOf(AsyncContext), prototype, "the prototype was changed");
assert.sameValue(AsyncContext.inherited, "value", "a property of the new prototype is found");

assert.sameValue(
  Reflect.setPrototypeOf(AsyncContext, Object.prototype), true,
  "the prototype can be changed back"
);
assert.sameValue(AsyncContext.inherited, undefined, "the property is found no more");
