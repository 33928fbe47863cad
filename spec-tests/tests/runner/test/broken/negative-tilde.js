/*---
negative: ~
---*/
