/*---
description: The object that is not.
features: [IsHTMLDDA]
---*/
assert.sameValue(typeof $262.IsHTMLDDA, "undefined");
assert.sameValue($262.IsHTMLDDA == null, true);
assert.notSameValue($262.IsHTMLDDA, undefined);
