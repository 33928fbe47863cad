/*---
description: What is left when the test is done is not waited for.
flags: [async]
---*/
setInterval(function() {}, 1);
setTimeout($DONE, 5);
