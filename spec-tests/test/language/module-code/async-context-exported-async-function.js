// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  An async function that a module exports has the mapping of its caller, before and after
  it awaits.
info: |
  ExecuteModule ( )

  Every module body runs in the empty mapping.
includes: [asyncHelpers.js]
flags: [module, async]
features: [AsyncContext, async-functions]
---*/

import { variable } from "./async-context-variable_FIXTURE.js";
import { asynchronous } from "./async-context-exports_FIXTURE.js";

asyncTest(async function () {
  assert.sameValue(await variable.run("caller", asynchronous), "caller", "called in a run");
  assert.sameValue(await asynchronous(), "default", "called outside of every run");
});
