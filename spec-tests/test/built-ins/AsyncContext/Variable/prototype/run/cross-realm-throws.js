// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  A run that another realm started is over when an exception has left it for this realm.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  A run in a function of another realm uses the same agent-wide mapping.
  The previous mapping is restored when the function throws, and the exception is
  rethrown.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm();
var variable = new AsyncContext.Variable({ defaultValue: "default" });
var within = other.evalScript(
  "(function (v, func) { return AsyncContext.Variable.prototype.run.call(v, 'theirs', func); })"
);
var exception = new Test262Error();

variable.run("mine", function () {
  var caught;
  try {
    within(variable, function () {
      assert.sameValue(variable.get(), "theirs", "the value that the other realm set");
      throw exception;
    });
  } catch (e) {
    caught = e;
  }
  assert.sameValue(caught, exception, "the exception crosses the other realm");
  assert.sameValue(variable.get(), "mine", "the value of this realm is back");
});
assert.sameValue(variable.get(), "default", "the default value is back");
