// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  The attributes of the @@toStringTag property.
info: |
  The AsyncContext object

  AsyncContext[@@toStringTag] is "AsyncContext", not writable, not enumerable
  and configurable.
includes: [propertyHelper.js]
features: [AsyncContext, Symbol.toStringTag]
---*/

verifyProperty(AsyncContext, Symbol.toStringTag, {
  value: "AsyncContext",
  writable: false,
  enumerable: false,
  configurable: true
}, { restore: true });
