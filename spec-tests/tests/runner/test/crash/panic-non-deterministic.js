/*---
description: No test may crash, whatever it leaves open.
flags: [noStrict, non-deterministic]
---*/
(function f() { import(""); f(); })();
