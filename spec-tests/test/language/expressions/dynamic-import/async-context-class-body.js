// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  Static fields and static blocks of a class in the body of an imported module see the
  empty mapping, the fields of an instance that of the construction.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.
includes: [asyncHelpers.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions, class-fields-public, class-static-fields-public, class-static-block]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const { default: C } = await variable.run("importer", () =>
    import("./async-context-class-body_FIXTURE.js")
  );

  assert.sameValue(C.field, "default", "static field");
  assert.sameValue(C.block, "default", "static block");
  assert.sameValue(variable.run("construction", () => new C()).field, "construction", "field");
});
