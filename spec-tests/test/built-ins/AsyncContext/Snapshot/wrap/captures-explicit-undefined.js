// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A value that was explicitly set to undefined is captured as such
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const wrapped = variable.run(undefined, () => AsyncContext.Snapshot.wrap(() => variable.get()));

assert.sameValue(wrapped(), undefined, "called where the variable is not set");
assert.sameValue(variable.run("call", () => wrapped()), undefined, "called where it is set");
