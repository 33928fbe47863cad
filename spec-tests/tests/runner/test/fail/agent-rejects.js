/*---
description: A callback of an agent rejects.
features: [SharedArrayBuffer]
---*/
$262.agent.start("$262.agent.receiveBroadcast(async () => { throw new RangeError('rejected'); });");
$262.agent.broadcast(new SharedArrayBuffer(1));
