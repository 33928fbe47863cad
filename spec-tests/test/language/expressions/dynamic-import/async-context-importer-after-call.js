// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  The code that follows an import() call has the mapping of the importer, before and after
  the module was evaluated.
info: |
  ExecuteModule ( )

  The mapping of the importer is back after a module was evaluated.
includes: [asyncHelpers.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  let promise;

  variable.run("importer", () => {
    promise = import("./async-context-body_FIXTURE.js");
    assert.sameValue(variable.get(), "importer", "first import()");
  });
  assert.sameValue(variable.get(), "default", "after the run");

  assert.sameValue((await promise).seen, "default", "the module was evaluated");
  variable.run("importer", () => {
    promise = import("./async-context-body_FIXTURE.js");
    assert.sameValue(variable.get(), "importer", "import() of the evaluated module");
  });
  await promise;
});
