// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  The body of a module that a script imports in a run has the empty mapping.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

asyncTest(async function () {
  const { variable } = await import("./async-context-setup_FIXTURE.js");

  const namespace = await variable.run("importer", () => import("./async-context-body_FIXTURE.js"));

  assert.sameValue(namespace.seen, "default", "mapping of the body");
});
