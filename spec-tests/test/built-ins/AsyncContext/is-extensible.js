// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  AsyncContext is extensible: properties can be added to it and removed from
  it.
info: |
  The AsyncContext object

  AsyncContext is an ordinary object that is extensible.
features: [AsyncContext]
---*/

assert.sameValue(Object.isExtensible(AsyncContext), true, "AsyncContext is extensible");
assert.sameValue(Object.isSealed(AsyncContext), false, "AsyncContext is not sealed");
assert.sameValue(Object.isFrozen(AsyncContext), false, "AsyncContext is not frozen");

AsyncContext.added = 1;
assert.sameValue(AsyncContext.added, 1, "a property can be added");
assert.sameValue(delete AsyncContext.added, true, "the added property can be deleted");
assert.sameValue("added" in AsyncContext, false, "the added property is gone");
