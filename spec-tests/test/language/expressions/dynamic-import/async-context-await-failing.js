// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-import-call-runtime-semantics-evaluation
description: >
  The catch block around an awaited import() that fails, for whatever reason, has the
  mapping of its await.
info: |
  ImportCall

  The code that awaits an import() has the mapping of its own await.
includes: [asyncHelpers.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, top-level-await, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

const importers = {
  "body that throws": () => import("./async-context-throws_FIXTURE.js"),
  "body that throws after an await": () => import("./async-context-throws-after-await_FIXTURE.js"),
  "body that threw before": () => import("./async-context-throws_FIXTURE.js"),
  "syntax error": () => import("./async-context-syntax-error_FIXTURE.js"),
  "missing export": () => import("./async-context-missing-export_FIXTURE.js"),
  "missing module": () => import("./async-context-THERE-IS-NO-SUCH-FILE_FIXTURE.js"),
};

asyncTest(async function () {
  for (const [name, importer] of Object.entries(importers)) {
    let caught = false;
    await variable.run(name, async () => {
      try {
        await importer();
      } catch (error) {
        caught = true;
        assert.sameValue(variable.get(), name, "mapping of the catch block");
      }
    });
    assert(caught, name + ": the import() fails");
    assert.sameValue(variable.get(), "default", name + ": mapping outside of every run");
  }
});
