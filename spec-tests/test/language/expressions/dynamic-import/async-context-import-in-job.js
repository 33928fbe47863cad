// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  The body of a module that is imported by a reaction of a run has the empty mapping.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.
includes: [asyncHelpers.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const namespace = await variable.run("then", () =>
    Promise.resolve().then(() => import("./async-context-body_FIXTURE.js"))
  );

  assert.sameValue(namespace.seen, "default", "mapping of the body");
});
