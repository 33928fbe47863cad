// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-import-call-runtime-semantics-evaluation
description: >
  The body of an async generator that awaits an import() goes on in the mapping of the
  generator.
info: |
  ImportCall

  The code that awaits an import() has the mapping of its own await.
includes: [asyncHelpers.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions, async-iteration]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

async function* generator() {
  const { seen } = await import("./async-context-body_FIXTURE.js");
  yield seen + ", " + variable.get();
}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);
  const { value } = await variable.run("resumption", () => iterator.next());

  assert.sameValue(value, "default, creation", "mapping of the module and of the generator");
});
