// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  The attributes of the global property.
info: |
  The AsyncContext object

  AsyncContext is a property of the global object that is writable, not
  enumerable and configurable.
includes: [propertyHelper.js]
features: [AsyncContext, globalThis]
---*/

assert.sameValue(typeof AsyncContext, "object", "AsyncContext is an object");

verifyProperty(globalThis, "AsyncContext", {
  value: AsyncContext,
  writable: true,
  enumerable: false,
  configurable: true
}, { restore: true });
