// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-import-call-runtime-semantics-evaluation
description: >
  A then function that a module exports is called in the mapping of the import() call.
info: |
  ImportCall

  A then function that the imported module exports is called in the mapping of the
  importer.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, dynamic-import]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

asyncTest(async function () {
  const captured = await variable.run("importer", () =>
    import("./async-context-exports-then_FIXTURE.js")
  );

  assert.sameValue(
    captured().run(() => variable.get()),
    "importer",
    "mapping of the call of then"
  );
});
