// clause: SPEC 2, a wrapped function passes its this on
// Every kind of this reaches a strict function unchanged.
"use strict";
const wrapped = AsyncContext.Snapshot.wrap(function () { return this; });
for (const receiver of [undefined, null, true, 1, 1n, "text", Symbol("s"), {}, wrapped]) {
  assert.sameValue(Reflect.apply(wrapped, receiver, []), receiver);
}
