/*---
flags: [raw]
includes: [compareArray.js]
---*/
