// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The fallback is an intrinsic of the realm, not what its global property
  leads to.
info: |
  The AsyncContext.Variable constructor

  The object is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Reflect.construct, cross-realm]
---*/

var realm = $262.createRealm();
var prototype = realm.global.AsyncContext.Variable.prototype;
var NewTarget = new realm.global.Function();
NewTarget.prototype = undefined;

realm.evalScript(
  "AsyncContext.Variable = class {};" +
  "AsyncContext = { Variable: class {} };"
);

assert.sameValue(
  Object.getPrototypeOf(Reflect.construct(AsyncContext.Variable, [], NewTarget)), prototype,
  "the original prototype of the other realm"
);
