/*---
description: $DONE without the flag.
---*/
$DONE();
