// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The getters run in the mapping of the call of wrap, and what they run does
  not get into the capture
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];
const fn = Object.defineProperties(function() {
  return variable.get();
}, {
  length: {
    get() {
      seen.push(variable.get());
      return variable.run("length", () => 1);
    }
  },
  name: {
    get() {
      seen.push(variable.get());
      return variable.run("name", () => "fn");
    }
  }
});

const wrapped = variable.run("current", () => AsyncContext.Snapshot.wrap(fn));

assert.compareArray(seen, ["current", "current"], "values in the getters");
assert.sameValue(wrapped(), "current", "value in the function");
