// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  The iterator of String.prototype.matchAll calls exec in the mapping of the caller of
  next.
info: |
  Built-in iterators

  A built-in iterator captures nothing: what it calls runs in the mapping of the caller of
  next.
includes: [compareArray.js]
features: [AsyncContext, String.prototype.matchAll]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

class Recorder extends RegExp {
  exec(string) {
    seen.push(variable.get());
    return super.exec(string);
  }
}

const iterator = variable.run("creation", () => "aa".matchAll(new Recorder("a", "g")));
assert.compareArray(seen, [], "matchAll does not call exec");

variable.run("first", () => iterator.next());
iterator.next();
assert.compareArray(seen, ["first", "default"], "mapping of exec at each next()");
