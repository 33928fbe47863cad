/*---
description: No end.
