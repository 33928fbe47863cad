// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A static accessor "name" of a class is read, a static method "name" is not a
  String
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The name is "wrapped " followed by the name of the function, which Get finds
  also when it is inherited.

  A name that is not a String is copied as the empty String.
features: [AsyncContext]
---*/

class WithAccessor {
  static get name() {
    return "computed";
  }
}
class WithMethod {
  static name() {
    throw new Test262Error("must not be called");
  }
}

assert.sameValue(AsyncContext.Snapshot.wrap(WithAccessor).name, "wrapped computed", "accessor");
assert.sameValue(AsyncContext.Snapshot.wrap(WithMethod).name, "wrapped ", "method");
