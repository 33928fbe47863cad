/*---
description: An agent that never ends harms nobody.
features: [Atomics, SharedArrayBuffer]
---*/
$262.agent.start("for (;;);");
