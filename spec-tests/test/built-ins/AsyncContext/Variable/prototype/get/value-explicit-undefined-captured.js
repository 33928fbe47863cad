// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  A value that is undefined stays a value in a snapshot and across an await.
info: |
  AsyncContext.Variable.prototype.get ( )

  A value that was explicitly set to undefined is a value, not the default.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable({ defaultValue: "default" });

  var snapshot = variable.run(undefined, function () {
    return new AsyncContext.Snapshot();
  });
  variable.run("caller", function () {
    snapshot.run(function () {
      assert.sameValue(variable.get(), undefined, "in the run of a snapshot");
    });
  });

  var later = await variable.run(undefined, async function () {
    await undefined;
    return { value: variable.get() };
  });
  assert.sameValue(later.value, undefined, "after an await");
});
