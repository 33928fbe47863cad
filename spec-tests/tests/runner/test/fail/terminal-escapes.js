/*---
description: A message for the terminal.
flags: [raw]
---*/
throw new Error("\u001b[2Jcleared\r  pass\ttab\nsecond line");
