// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  A snapshot and a wrapped function that the body of an imported module makes hold the
  empty mapping.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.
includes: [asyncHelpers.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const { snapshot, wrapped } = await variable.run("importer", () =>
    import("./async-context-captures_FIXTURE.js")
  );

  variable.run("caller", () => {
    assert.sameValue(snapshot.run(() => variable.get()), "default", "snapshot");
    assert.sameValue(wrapped(), "default", "wrapped function");
  });
});
