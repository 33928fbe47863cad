/*---
description: The runner does not look at what a test patched.
flags: [async]
---*/
Promise.prototype.then = null;
Object.defineProperty(Object.prototype, "constructor", { get() { throw 1; } });
Object.prototype.name = Object.prototype.message = "patched";
Array.prototype.push = String.prototype.split = null;
queueMicrotask($DONE);
