/*---
description: The end of the test is not the agent's fault.
features: [SharedArrayBuffer]
---*/
$262.agent.start("$262.agent.receiveBroadcast(function() {});");
