// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  An exception that crosses several runs is caught in the mapping of the catch
  clause
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The mapping of the caller is restored when the function throws, and the
  exception is rethrown.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const a = variable.run("a", () => new AsyncContext.Snapshot());
const b = variable.run("b", () => new AsyncContext.Snapshot());
const log = [];

variable.run("caller", function() {
  try {
    a.run(function() {
      try {
        variable.run("inner", () => b.run(function() {
          throw "thrown";
        }));
      } finally {
        log.push("finally " + variable.get());
      }
    });
  } catch (error) {
    log.push("catch " + variable.get() + " " + error);
  }
});

assert.compareArray(log, ["finally a", "catch caller thrown"], "values on the way");
