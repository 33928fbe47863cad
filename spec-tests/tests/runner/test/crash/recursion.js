/*---
description: The limit of recursion is no crash.
flags: [noStrict]
---*/
(function f() { f(); })();
