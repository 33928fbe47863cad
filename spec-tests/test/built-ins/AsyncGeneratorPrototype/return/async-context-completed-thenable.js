// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  return() of an async generator that is done does not resume the body: it resolves a
  promise with its argument in the mapping of the caller, and the then of the argument
  is called in that.
info: |
  NewPromiseResolveThenableJob ( promiseToResolve, thenable, then )

  The then method of a thenable is called in the mapping in which the promise was
  resolved with it.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  await undefined;
}

asyncTest(async function () {
  const seen = [];
  const thenable = {
    get then() {
      seen.push("get then: " + variable.get());
      return (resolve) => {
        seen.push("then: " + variable.get());
        resolve("result");
      };
    },
  };
  const iterator = variable.run("creation", generator);
  assert.sameValue((await iterator.next()).done, true, "the body has returned");
  const { value, done } = await variable.run("closing", () => iterator.return(thenable));

  assert.sameValue(value, "result", "the thenable was awaited");
  assert.sameValue(done, true, "the generator is done");
  assert.compareArray(
    seen,
    ["get then: closing", "then: closing"],
    "mapping of the getter and of the call"
  );
});
