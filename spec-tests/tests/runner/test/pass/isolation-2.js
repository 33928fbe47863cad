/*---
description: Neither of the two sees the other.
flags: [noStrict]
---*/
assert.sameValue(typeof globalThis.leaked, "undefined");
assert.sameValue(Array.prototype.leaked, undefined);
globalThis.leaked = Array.prototype.leaked = true;
var assert = null;
