/*---
description: A long message of $DONE.
flags: [async]
---*/
$DONE("x".repeat(1000000));
