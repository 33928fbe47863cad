// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-variable-prototype
description: >
  The attributes of the @@toStringTag property.
info: |
  The AsyncContext.Variable prototype object

  AsyncContext.Variable.prototype[@@toStringTag] is "AsyncContext.Variable", not
  writable, not enumerable and configurable.
includes: [propertyHelper.js]
features: [AsyncContext, Symbol.toStringTag]
---*/

verifyProperty(AsyncContext.Variable.prototype, Symbol.toStringTag, {
  value: "AsyncContext.Variable",
  writable: false,
  enumerable: false,
  configurable: true
}, { restore: true });
