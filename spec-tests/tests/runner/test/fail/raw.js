/*---
description: A raw test that throws.
flags: [raw]
---*/
throw new RangeError("raw");
