// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  The body of a module that is imported by the body of a generator has the empty mapping,
  not that of the generator.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.
includes: [asyncHelpers.js, compareArray.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions, generators]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

function* generator() {
  yield import("./async-context-body_FIXTURE.js").then(({ seen }) => [seen, variable.get()]);
}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);

  assert.compareArray(
    await variable.run("resumption", () => iterator.next().value),
    ["default", "creation"],
    "mapping of the body of the module and of the reaction"
  );
});
