/*---
description: A realm of the same agent, with intrinsics of its own and a $262 of its own.
features: [AsyncContext, cross-realm]
---*/
var other = $262.createRealm();
assert.notSameValue(other, $262);
assert.notSameValue(other.global, globalThis);
assert.sameValue(other.global.$262, other);
assert.notSameValue(other.global.Array, Array);
assert.notSameValue(other.global.AsyncContext.Variable, AsyncContext.Variable);
var variable = new other.global.AsyncContext.Variable();
assert.sameValue(
  AsyncContext.Variable.prototype.run.call(variable, 1, other.evalScript("(v => v.get())"), variable), 1);
assert.notSameValue(other.createRealm().global, other.global);
