/*---
description: A real collection, then a turn in which registries are told.
flags: [async]
includes: [asyncHelpers.js, compareArray.js]
features: [WeakRef, FinalizationRegistry, host-gc-required]
---*/
asyncTest(async function() {
  var told = [];
  var one = new FinalizationRegistry(held => { told.push(held); });
  var two = new FinalizationRegistry(held => { told.push(held); });
  var kept = {};
  var ref = (function() {
    var target = {};
    one.register(target, "one");
    two.register(target, "two");
    one.register(kept, "kept");
    return new WeakRef(target);
  })();
  await null;
  await $262.gc();
  assert.sameValue(ref.deref(), undefined);
  assert.compareArray(told.sort(), ["one", "two"]);
  assert.sameValue(typeof kept, "object");
});
