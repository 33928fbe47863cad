// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  All arguments after the first are passed on as they are
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The function of a snapshot run is called with undefined as this and the
  remaining arguments.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const snapshot = new AsyncContext.Snapshot();
const object = {};
function collect() {
  return Array.prototype.slice.call(arguments);
}

assert.compareArray(snapshot.run(collect), [], "no arguments");
assert.compareArray(snapshot.run(collect, undefined), [undefined], "an explicit undefined");
assert.compareArray(
  snapshot.run(collect, object, -0, null, "more", collect, snapshot),
  [object, -0, null, "more", collect, snapshot],
  "several arguments"
);
