// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  A generator that the body of an imported module creates has the empty mapping on every
  resumption.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.
includes: [asyncHelpers.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions, generators]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const { iterator, started } = await variable.run("importer", () =>
    import("./async-context-generator_FIXTURE.js")
  );

  assert.sameValue(started, "default", "resumed by the module");
  assert.sameValue(
    variable.run("resumption", () => iterator.next().value),
    "default",
    "resumed in a run"
  );
});
