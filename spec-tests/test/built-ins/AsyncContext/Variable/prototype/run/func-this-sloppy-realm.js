// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  A sloppy function of another realm has the global object of its realm as its this
  value.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The function is called with undefined as this and the remaining arguments.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm().global;
var sloppy = new other.Function("return this;");

assert.sameValue(new AsyncContext.Variable().run("value", sloppy), other, "this value");
