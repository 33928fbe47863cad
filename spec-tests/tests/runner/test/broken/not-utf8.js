/*---
description: a
---*/
"ÿ";
