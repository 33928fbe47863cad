// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  The expression of a default export of an imported module is evaluated in the empty
  mapping.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.
includes: [asyncHelpers.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const namespace = await variable.run("importer", () =>
    import("./async-context-default-expression_FIXTURE.js")
  );

  assert.sameValue(namespace.default, "default", "mapping of the expression");
});
