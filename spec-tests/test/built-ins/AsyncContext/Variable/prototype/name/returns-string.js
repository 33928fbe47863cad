// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  Returns a String option as it is, without any change of its code units.
info: |
  get AsyncContext.Variable.prototype.name

  The name getter returns the String that the name option was converted to.
features: [AsyncContext]
---*/

[
  "",
  "name",
  "  a name  ",
  "0",
  "undefined",
  "\0",
  "\u00e4\u0061\u0308",
  "\ud83d\ude00",
  "\ud83d",
  "\ude00\ud83d",
  "x".repeat(5000)
].forEach(function (name, index) {
  assert.sameValue(new AsyncContext.Variable({ name: name }).name, name, "name number " + index);
});
