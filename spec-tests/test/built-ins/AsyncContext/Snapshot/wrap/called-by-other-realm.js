// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  Code of another realm that calls the wrapped function gets into the captured
  mapping
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.

  The mapping of the caller is restored when the wrapped function returns or
  throws.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;
other.variable = new AsyncContext.Variable();
other.wrapped = other.variable.run("wrap", () => AsyncContext.Snapshot.wrap(function() {
  return other.variable.get();
}));
const call = new other.Function("return wrapped() + ' ' + variable.get();");

assert.sameValue(other.variable.run("call", call), "wrap call", "in and after the call");
