/*---
description: An agent fails.
---*/
$262.agent.start("throw new RangeError('in an agent')");
