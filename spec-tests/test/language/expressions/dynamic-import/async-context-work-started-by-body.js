// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  Reactions and async functions that the body of an imported module starts carry the empty
  mapping on, whoever resolves what they wait for.
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
    import("./async-context-starts-work_FIXTURE.js")
  );
  variable.run("resolution", () => namespace.resolve());

  assert.sameValue(await namespace.reaction, "default", "reaction");
  assert.sameValue(await namespace.asyncFunction, "default", "async function");
});
