// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  Runs of several snapshots nest and are undone in the reverse order
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  During the call the current mapping is the one of the snapshot, for every
  variable.

  The mapping of the caller is restored when the function returns.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const a = variable.run("a", () => new AsyncContext.Snapshot());
const b = variable.run("b", () => new AsyncContext.Snapshot());
const log = [];
const note = () => log.push(variable.get());

variable.run("caller", function() {
  a.run(function() {
    note();
    b.run(function() {
      note();
      a.run(note);
      note();
    });
    note();
  });
  note();
});
note();

assert.compareArray(log, ["a", "b", "a", "b", "a", "caller", "default"], "values in order");
