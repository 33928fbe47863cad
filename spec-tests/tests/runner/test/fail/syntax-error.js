/*---
description: A syntax error that is not expected.
---*/
let let x;
