/*---
description: >
  $262.IsHTMLDDA returns null when it is called; the one of Boa 0.22 returns undefined, and a
  host cannot make another.
features: [IsHTMLDDA]
---*/
assert.sameValue($262.IsHTMLDDA(), null);
