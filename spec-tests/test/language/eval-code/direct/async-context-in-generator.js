// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performeval
description: >
  Direct eval in the body of a generator sees the mapping of the generator, not that of
  its resumer.
info: |
  PerformEval ( x, strictCaller, direct )

  Evaluated code runs in the current mapping.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield eval("variable.get()");
  yield eval("variable.run('inner', () => variable.get())");
  yield variable.get();
}
const iterator = variable.run("creation", generator);

assert.compareArray(
  [1, 2, 3].map(() => variable.run("resumption", () => iterator.next().value)),
  ["creation", "inner", "creation"],
  "mapping of the evaluated code and of the body"
);
