/*---
description: The number of a broadcast may be a BigInt.
features: [SharedArrayBuffer, BigInt]
---*/
$262.agent.start("$262.agent.receiveBroadcast((buffer, id) => { $262.agent.report(typeof id + id); });");
$262.agent.broadcast(new SharedArrayBuffer(1), 12345678901234567890n);
var report;
while ((report = $262.agent.getReport()) === null) $262.agent.sleep(1);
assert.sameValue(report, "bigint12345678901234567890");
