/*---
description: An exception that is nothing.
---*/
throw undefined;
