// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  After a top-level await of an import() that was called in a run the body is in the empty
  mapping.
info: |
  ExecuteModule ( )

  A module with top-level await runs in the empty mapping before and after the await.
flags: [module, async]
features: [AsyncContext, top-level-await, dynamic-import]
---*/

import { variable, open } from "./async-context-setup_FIXTURE.js";

const namespace = variable.run("importer", () => import("./async-context-waiting_FIXTURE.js"));
variable.run("opening", () => open());
await namespace;

assert.sameValue(variable.get(), "default", "mapping after the await");
$DONE();
