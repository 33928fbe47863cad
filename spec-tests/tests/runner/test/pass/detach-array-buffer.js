/*---
description: DetachArrayBuffer.
---*/
var buffer = new ArrayBuffer(8);
assert.sameValue($262.detachArrayBuffer(buffer), null);
assert.sameValue(buffer.detached, true);
assert.throws(TypeError, function() { $262.detachArrayBuffer({}); });
assert.throws(TypeError, function() { $262.detachArrayBuffer(); });
