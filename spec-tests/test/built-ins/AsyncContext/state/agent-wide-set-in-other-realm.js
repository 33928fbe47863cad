// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  A variable that another realm sets with its own run is set in this realm, too.
info: |
  The state

  The current mapping belongs to the agent, not to a realm: calling a function of
  another realm keeps it.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm();
var variable = new AsyncContext.Variable({ defaultValue: "default" });
var theirs = new other.global.AsyncContext.Variable({ defaultValue: "their default" });
var calls = 0;

other.global.mine = variable;
other.global.theirs = theirs;
var within = other.evalScript(
  "(function (func) {" +
  "  var run = AsyncContext.Variable.prototype.run;" +
  "  run.call(mine, 'set there', function () { theirs.run('also set there', func); });" +
  "})"
);

within(function () {
  calls += 1;
  assert.sameValue(variable.get(), "set there", "a variable of this realm");
  assert.sameValue(theirs.get(), "also set there", "a variable of the other realm");
});

assert.sameValue(calls, 1, "the function is called");
assert.sameValue(variable.get(), "default", "afterwards, the variable of this realm");
assert.sameValue(theirs.get(), "their default", "afterwards, the variable of the other realm");
