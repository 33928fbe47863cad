/*---
description: An exception that is no object.
---*/
throw "a string";
