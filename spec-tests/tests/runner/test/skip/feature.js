/*---
description: Its feature is not wanted.
features: [unwanted-feature]
---*/
throw 1;
