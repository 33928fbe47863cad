// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  A job that was queued before any variable was set runs in the empty mapping.
info: |
  The state

  The current mapping of an agent is initially empty.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var first = Promise.resolve().then(function () {
  return variable.get();
});

asyncTest(async function () {
  var inside = variable.run("value", function () {
    return Promise.resolve().then(function () {
      return variable.get();
    });
  });
  assert.sameValue(await first, "default", "the job that was queued first");
  assert.sameValue(await inside, "value", "the job that was queued inside of the run");
  assert.sameValue(variable.get(), "default", "the code that awaits both");
});
