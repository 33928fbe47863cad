// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  Instance, static and private async methods of a class go on in the mapping of the
  await.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, class-methods-private]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let resolve;
  const gate = new Promise(r => { resolve = r; });
  class Base {
    async method() {
      await gate;
      return ctx.get();
    }
  }
  class C extends Base {
    static async fixed() {
      await gate;
      return ctx.get();
    }
    async #hidden() {
      await gate;
      return ctx.get();
    }
    callHidden() {
      return ctx.run('hidden', () => this.#hidden());
    }
    async method() {
      const inner = await ctx.run('super', () => super.method());
      return inner + ' ' + ctx.get();
    }
  }
  const promises = [
    ctx.run('static', () => C.fixed()),
    ctx.run('caller', () => new C().callHidden()),
    ctx.run('derived', () => new C().method()),
  ];
  ctx.run('resolver', () => { resolve(); });

  assert.compareArray(
    await Promise.all(promises),
    ['static', 'hidden', 'super derived'],
    'a static, a private and an overriding method'
  );
});
