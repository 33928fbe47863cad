// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  What one realm does to its AsyncContext is not seen by another.
info: |
  The AsyncContext object

  Each realm has its own AsyncContext intrinsics.
features: [AsyncContext, cross-realm]
---*/

var realm = $262.createRealm();
var Variable = AsyncContext.Variable;
var get = Variable.prototype.get;

realm.evalScript(
  "AsyncContext.Variable.prototype.get = null;" +
  "AsyncContext.Variable = null;" +
  "AsyncContext = null;"
);

assert.sameValue(realm.global.AsyncContext, null, "the other realm has lost its AsyncContext");
assert.sameValue(typeof AsyncContext, "object", "AsyncContext of this realm");
assert.sameValue(AsyncContext.Variable, Variable, "AsyncContext.Variable of this realm");
assert.sameValue(Variable.prototype.get, get, "get of this realm");
assert.sameValue(new AsyncContext.Variable({ defaultValue: 1 }).get(), 1, "a variable of this realm");
