/*---
description: An agent that an agent started fails.
---*/
$262.agent.start("$262.createRealm().agent.start(\"throw new RangeError('far away')\"); $262.agent.sleep(50);");
$262.agent.sleep(100);
