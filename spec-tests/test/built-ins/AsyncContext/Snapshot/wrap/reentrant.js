// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A wrapped function that calls itself restores the mappings in the reverse
  order
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The mapping of the caller is restored when the wrapped function returns or
  throws.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
const log = [];
const wrapped = variable.run("captured", () => AsyncContext.Snapshot.wrap(function(depth) {
  log.push("in " + variable.get());
  if (depth > 0) {
    variable.run("depth " + depth, function() {
      wrapped(depth - 1);
      log.push("back " + variable.get());
    });
  }
  log.push("out " + variable.get());
}));

variable.run("caller", function() {
  wrapped(2);
  log.push("end " + variable.get());
});

assert.compareArray(log, [
  "in captured",
  "in captured",
  "in captured",
  "out captured",
  "back depth 1",
  "out captured",
  "back depth 2",
  "out captured",
  "end caller"
], "values in order");
