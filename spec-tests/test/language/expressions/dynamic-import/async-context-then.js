// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-import-call-runtime-semantics-evaluation
description: >
  Reactions of the promise of an import() have each the mapping of their own then, not
  that of the import() call.
info: |
  ImportCall

  A reaction of the promise of an import() has the mapping of its own then.
includes: [asyncHelpers.js, compareArray.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const promise = variable.run("importer", () => import("./async-context-body_FIXTURE.js"));
  const reaction = ({ seen }) => [seen, variable.get()];

  const inRun = variable.run("then", () => promise.then(reaction));
  const outside = promise.then(reaction);

  assert.compareArray(await inRun, ["default", "then"], "then in a run");
  assert.compareArray(await outside, ["default", "default"], "then outside of every run");
});
