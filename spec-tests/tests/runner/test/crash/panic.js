/*---
description: Boa 0.22 panics when the recursion limit is hit by import().
flags: [noStrict]
---*/
(function f() { import(""); f(); })();
