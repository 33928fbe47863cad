/*---
description: A job of an agent fails.
---*/
$262.agent.start("queueMicrotask(() => { throw new RangeError('in a job of an agent'); });");
