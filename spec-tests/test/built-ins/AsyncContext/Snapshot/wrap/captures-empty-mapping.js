// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A function that is wrapped where nothing is set sees the default values
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const wrapped = AsyncContext.Snapshot.wrap(() => variable.get());

assert.sameValue(variable.run("call", () => wrapped()), "default", "called where it is set");
