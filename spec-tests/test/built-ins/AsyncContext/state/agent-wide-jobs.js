// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  A job of another realm runs in the mapping that this realm had when the job was
  queued.
info: |
  The state

  The current mapping belongs to the agent, not to a realm: calling a function of
  another realm keeps it.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, cross-realm]
---*/

asyncTest(async function () {
  var other = $262.createRealm();
  var variable = new AsyncContext.Variable({ defaultValue: "default" });
  other.global.variable = variable;
  var reaction = other.evalScript(
    "(function () { return Promise.resolve().then(function () { return variable.get(); }); })"
  );
  var awaiting = other.evalScript(
    "(async function () { await undefined; return variable.get(); })"
  );

  var fromReaction = variable.run("value", reaction);
  var fromAwaiting = variable.run("value", awaiting);

  assert.sameValue(await fromReaction, "value", "a reaction of the other realm");
  assert.sameValue(await fromAwaiting, "value", "an async function of the other realm");
  assert.sameValue(await reaction(), "default", "a reaction that was queued outside of the run");
});
