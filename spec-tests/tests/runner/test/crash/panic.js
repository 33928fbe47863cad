/*---
description: Boa 0.22 panics when a runtime limit is hit in an async generator.
flags: [noStrict]
---*/
(async function*() { (function f() { f(); })(); })().next();
