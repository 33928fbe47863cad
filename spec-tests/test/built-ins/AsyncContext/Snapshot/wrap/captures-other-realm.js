// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The wrap function of another realm captures the mapping of the agent.
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when it was
  wrapped.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;
const variable = new AsyncContext.Variable({ defaultValue: "default" });

const wrapped = variable.run("wrap", () =>
  other.AsyncContext.Snapshot.wrap(() => variable.get()));

assert.sameValue(wrapped(), "wrap", "called where the variable is not set");
assert.sameValue(variable.run("call", wrapped), "wrap", "called where it has another value");
assert.sameValue(variable.get(), "default", "the mapping of the caller is back");
