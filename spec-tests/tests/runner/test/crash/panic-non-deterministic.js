/*---
description: No test may crash, whatever it leaves open.
flags: [noStrict, non-deterministic]
---*/
(async function*() { (function f() { f(); })(); })().next();
