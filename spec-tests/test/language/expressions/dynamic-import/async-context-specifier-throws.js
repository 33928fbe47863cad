// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-import-call-runtime-semantics-evaluation
description: >
  The specifier of import() is converted in the mapping of the call, and when that throws,
  the code that awaits the import() has its own mapping.
info: |
  ImportCall

  The code that awaits an import() has the mapping of its own await.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const specifier = {
  toString() {
    const seen = variable.get();
    return variable.run("specifier", () => {
      throw seen;
    });
  },
};

asyncTest(async function () {
  const seen = await variable.run("importer", async () => {
    const promise = import(specifier);
    const afterCall = variable.get();
    try {
      await promise;
    } catch (error) {
      return [error, afterCall, variable.get()];
    }
  });

  assert.compareArray(
    seen,
    ["importer", "importer", "importer"],
    "mapping of toString, after the call of import(), and of the catch block"
  );
});
