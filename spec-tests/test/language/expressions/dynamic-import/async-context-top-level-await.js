// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  A module with top-level await that is imported in a run has the empty mapping before and
  after the await.
info: |
  ExecuteModule ( )

  A module with top-level await runs in the empty mapping before and after the await.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, dynamic-import, top-level-await, async-functions]
---*/

asyncTest(async function () {
  const { variable } = await import("./async-context-setup_FIXTURE.js");

  const { before, after } = await variable.run("importer", () =>
    import("./async-context-awaits_FIXTURE.js")
  );

  assert.sameValue(before, "default", "before the await");
  assert.sameValue(after, "default", "after the await");
});
