// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  Object.prototype.toString uses the tag, and there is no other built-in tag
  behind it.
info: |
  The AsyncContext object

  AsyncContext[@@toStringTag] is "AsyncContext", not writable, not enumerable
  and configurable.
features: [AsyncContext, Symbol.toStringTag]
---*/

assert.sameValue(String(AsyncContext), "[object AsyncContext]", "with the tag");

assert.sameValue(delete AsyncContext[Symbol.toStringTag], true, "the tag can be deleted");
assert.sameValue(String(AsyncContext), "[object Object]", "without the tag");
