/*---
description: There is no Intl.
locale: [en]
---*/
throw 1;
