/*---
negative:
phase: parse
type: SyntaxError
---*/
