// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  A run in the body of an imported module ends in the empty mapping, not in that of the
  importer.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.
includes: [asyncHelpers.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const { inside, after } = await variable.run("importer", () =>
    import("./async-context-run-in-body_FIXTURE.js")
  );

  assert.sameValue(inside, "module", "in the run");
  assert.sameValue(after, "default", "after the run");
});
