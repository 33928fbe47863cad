/*---
description: A timer of an agent fails.
---*/
$262.agent.start("setTimeout(() => { throw new RangeError('in a timer of an agent'); }, 1);");
$262.agent.sleep(50);
