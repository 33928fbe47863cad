// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A thenable that the body of an async generator yields, and one that it returns, has
  its then method called in the mapping of the generator.
info: |
  NewPromiseResolveThenableJob ( promiseToResolve, thenable, then )

  The then method of a thenable is called in the mapping in which the promise was
  resolved with it.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const thenable = {
  then(resolve) {
    resolve(variable.get());
  },
};
async function* generator() {
  yield thenable;
  return thenable;
}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);
  const first = await variable.run("resumption", () => iterator.next());
  assert.sameValue(first.value, "creation", "a yielded thenable");
  const second = await variable.run("resumption", () => iterator.next());
  assert.sameValue(second.value, "creation", "a returned thenable");
  assert.sameValue(second.done, true, "the generator is done");
});
