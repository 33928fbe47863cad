// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The name of AsyncContext.Variable.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable.name is "Variable".
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

verifyProperty(AsyncContext.Variable, "name", {
  value: "Variable",
  writable: false,
  enumerable: false,
  configurable: true
}, { restore: true });
