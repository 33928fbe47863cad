/*---
description: Nor one that waits for a broadcast that never comes.
features: [SharedArrayBuffer]
---*/
$262.agent.start("try { $262.agent.receiveBroadcast(function() {}); } catch (e) { if (!(e instanceof Error)) throw e; }");
