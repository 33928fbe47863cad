/*---
description: Agents get broadcasts, report, sleep and tell the time; each has AsyncContext.
features: [AsyncContext, Atomics, SharedArrayBuffer]
---*/
assert.sameValue($262.agent.getReport(), null);
for (var i = 0; i < 2; i++) {
  $262.agent.start(`
    $262.agent.receiveBroadcast(function(buffer, id) {
      const before = $262.agent.monotonicNow();
      $262.agent.sleep(2);
      const slept = $262.agent.monotonicNow() - before >= 1;
      const variable = new AsyncContext.Variable();
      const number = Atomics.add(new Int32Array(buffer), 0, 1);
      $262.agent.report([number, id, slept, variable.run("set", () => variable.get())]);
      $262.agent.leaving();
    });
  `);
}
var memory = new SharedArrayBuffer(4);
$262.agent.broadcast(memory, 7);
var reports = [];
while (reports.length < 2) {
  var report = $262.agent.getReport();
  if (report !== null) reports.push(report); else $262.agent.sleep(1);
}
assert.sameValue(reports.sort().join(" "), "0,7,true,set 1,7,true,set");
assert.sameValue(new Int32Array(memory)[0], 2, "the memory is shared");
assert.throws(TypeError, function() { $262.agent.broadcast({}); });
assert.throws(TypeError, function() { $262.agent.broadcast(new ArrayBuffer(1)); });
assert.throws(RangeError, function() { $262.agent.sleep(NaN) ; $262.agent.sleep(Infinity); });
