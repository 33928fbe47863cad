// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The length of AsyncContext.Variable.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable.length is 1.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

verifyProperty(AsyncContext.Variable, "length", {
  value: 1,
  writable: false,
  enumerable: false,
  configurable: true
}, { restore: true });
