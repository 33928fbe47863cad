// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A body that is running when the first variable is set goes on, yields and is resumed
  in the empty mapping.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return
  and throw.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

let inner;
function* generator() {
  yield variable.get();
  variable.run("first", () => {
    inner = (function* () { yield variable.get(); })();
    return inner;
  });
  yield variable.get();
  yield* inner;
  yield variable.get();
}
const iterator = generator();

assert.sameValue(iterator.next().value, "default", "before the first run");
assert.sameValue(iterator.next().value, "default", "after the first run");
assert.sameValue(
  variable.run("resumption", () => iterator.next().value),
  "first",
  "the generator that was created in the first run"
);
assert.sameValue(
  variable.run("resumption", () => iterator.next().value),
  "default",
  "after it"
);
assert.sameValue(iterator.next().done, true, "the generator is done");
