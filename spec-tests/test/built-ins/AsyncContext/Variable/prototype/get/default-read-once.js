// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  The default value is that of the construction; get does not read the options again.
info: |
  AsyncContext.Variable.prototype.get ( )

  The default value is returned as it is, without being copied, called or converted.
features: [AsyncContext]
---*/

var reads = 0;
var options = {
  get defaultValue() {
    reads += 1;
    return "default " + reads;
  }
};
var variable = new AsyncContext.Variable(options);

assert.sameValue(variable.get(), "default 1", "the value that the construction read");
Object.defineProperty(options, "defaultValue", { value: "changed" });
assert.sameValue(variable.get(), "default 1", "the same value after a change of the options");
assert.sameValue(reads, 1, "the option is read once");
