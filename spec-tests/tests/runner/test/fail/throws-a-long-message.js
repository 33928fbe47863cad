/*---
description: An exception with a long message.
---*/
throw new Error("é".repeat(100000));
