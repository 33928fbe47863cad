// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  The body of a module that is imported in nested runs sees none of their variables.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.
includes: [asyncHelpers.js, compareArray.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

const other = new AsyncContext.Variable({ defaultValue: "no other" });

asyncTest(async function () {
  const { snapshot } = await other.run("other", () =>
    variable.run("importer", () => import("./async-context-captures_FIXTURE.js"))
  );

  assert.compareArray(
    snapshot.run(() => [variable.get(), other.get()]),
    ["default", "no other"],
    "mapping of a snapshot that the body took"
  );
});
