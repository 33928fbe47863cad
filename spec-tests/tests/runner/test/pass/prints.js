/*---
description: What it prints means nothing in a synchronous test.
---*/
print("Test262:AsyncTestFailure:no");
print(1);
