// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-import-call-runtime-semantics-evaluation
description: >
  A reaction that is added in a run to the promise of an import() that has settled has the
  mapping of its then.
info: |
  ImportCall

  A reaction of the promise of an import() has the mapping of its own then.
includes: [asyncHelpers.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const promise = variable.run("importer", () => import("./async-context-body_FIXTURE.js"));
  await promise;

  assert.sameValue(
    await variable.run("then", () => promise.then(() => variable.get())),
    "then",
    "mapping of the reaction"
  );
});
