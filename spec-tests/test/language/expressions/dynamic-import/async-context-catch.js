// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-import-call-runtime-semantics-evaluation
description: >
  A reaction that is called because an import() failed has the mapping of its catch call,
  while the body that threw had the empty mapping.
info: |
  ImportCall

  A reaction of the promise of an import() has the mapping of its own then.
includes: [asyncHelpers.js, compareArray.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, top-level-await, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const reaction = (error) => [error, variable.get()];

  const atOnce = variable.run("importer", () => import("./async-context-throws_FIXTURE.js"));
  assert.compareArray(
    await variable.run("catch", () => atOnce.catch(reaction)),
    ["thrown in default", "catch"],
    "a body that throws at once"
  );

  const later = variable.run("importer", () =>
    import("./async-context-throws-after-await_FIXTURE.js")
  );
  assert.compareArray(
    await variable.run("catch", () => later.catch(reaction)),
    ["thrown in default", "catch"],
    "a body that throws after an await"
  );
});
