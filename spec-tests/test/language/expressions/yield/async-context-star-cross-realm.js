// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  During yield* into a generator of another realm each body runs in its own mapping.
info: |
  yield*

  During yield* the inner generator runs in its own mapping, and the outer has its own
  back afterwards.
includes: [compareArray.js]
features: [AsyncContext, cross-realm, generators, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const inner = $262.createRealm().evalScript(
  "(function* (variable) { yield variable.get(); yield variable.get(); })"
);
const delegate = variable.run("inner creation", inner, variable);
function* outer() {
  yield variable.get();
  yield* delegate;
  yield variable.get();
}
const iterator = variable.run("outer creation", outer);

assert.compareArray(
  variable.run("resumption", () => [...iterator]),
  ["outer creation", "inner creation", "inner creation", "outer creation"],
  "mapping of each body"
);
