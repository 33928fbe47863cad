// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-import-call-runtime-semantics-evaluation
description: >
  A function that is passed to finally of the promise of an import() has the mapping of
  the finally call, whether the import() succeeds or fails.
info: |
  ImportCall

  A reaction of the promise of an import() has the mapping of its own then.
includes: [asyncHelpers.js, compareArray.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions, Promise.prototype.finally]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const seen = [];

  const succeeds = variable.run("importer", () => import("./async-context-body_FIXTURE.js"));
  await variable.run("first", () => succeeds.finally(() => seen.push(variable.get())));

  const fails = variable.run("importer", () => import("./async-context-throws_FIXTURE.js"));
  await variable.run("second", () =>
    fails.finally(() => seen.push(variable.get())).catch(() => seen.push(variable.get()))
  );

  assert.compareArray(seen, ["first", "second", "second"], "mapping of each reaction");
});
