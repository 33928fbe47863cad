// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  A name that is not enumerable is found too.
info: |
  AsyncContext.Variable ( options )

  The name option is read with HasProperty, and only if it is present with Get.
features: [AsyncContext]
---*/

var options = Object.defineProperty({}, "name", { value: "hidden", enumerable: false });
Object.defineProperty(options, "defaultValue", { value: "hidden too", enumerable: false });

var variable = new AsyncContext.Variable(options);
assert.sameValue(variable.name, "hidden", "the name");
assert.sameValue(variable.get(), "hidden too", "the default value");
