// clause: AsyncLocalStorage.prototype.enterWith

const { AsyncLocalStorage, AsyncResource } = asyncHooks;

/// Calls `f` where what it enters ends with the call, as an AsyncResource does everywhere.
const contained = (f) => new AsyncResource("contained").runInAsyncScope(f);

test(() => {
  const storage = new AsyncLocalStorage();
  contained(() => {
    const callee = () => { storage.enterWith(1); };
    callee();
    assert_equals(storage.getStore(), 1);
  });
  assert_equals(storage.getStore(), undefined);
}, "a caller sees what a function it called has entered");

test(() => {
  const storage = new AsyncLocalStorage();
  storage.run(1, () => {
    storage.enterWith(2);
    assert_equals(storage.getStore(), 2);
  });
  assert_equals(storage.getStore(), undefined);
}, "what is entered in a run ends with the run");

test(() => {
  const storage = new AsyncLocalStorage();
  const snapshot = AsyncLocalStorage.snapshot();
  snapshot(() => storage.enterWith(1));
  assert_equals(storage.getStore(), undefined);
  AsyncLocalStorage.bind(() => storage.enterWith(2))();
  assert_equals(storage.getStore(), undefined);
  contained(() => storage.enterWith(3));
  assert_equals(storage.getStore(), undefined);
}, "what is entered in a bound function or a resource ends with its call");

test(() => {
  const storage = new AsyncLocalStorage();
  contained(() => {
    try {
      (() => { storage.enterWith(1); throw new Error(); })();
    } catch {}
    assert_equals(storage.getStore(), 1);
  });
}, "an exception does not undo it");

test(() => {
  const storage = new AsyncLocalStorage();
  contained(() => {
    new Promise(() => storage.enterWith(1));
    assert_equals(storage.getStore(), 1);
    [2].forEach((value) => storage.enterWith(value));
    assert_equals(storage.getStore(), 2);
    `${{ toString() { storage.enterWith(3); return ""; } }}`;
    assert_equals(storage.getStore(), 3);
  });
}, "callbacks that the language calls at once are calls: a promise's executor, that of forEach, toString");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const seen = [];
  const work = async () => {
    storage.enterWith("inner");
    await null;
    seen.push(storage.getStore());
    storage.enterWith("later");
    await null;
    seen.push(storage.getStore());
  };
  await contained(async () => {
    const done = work();
    seen.push(storage.getStore());
    await done;
    seen.push(storage.getStore());
  });
  seen.push(storage.getStore());
  assert_array_equals(seen, ["inner", "inner", "later", "inner", undefined]);
}, "an async function keeps it across await; its caller sees what its synchronous part has entered");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const work = async () => {
    await null;
    storage.enterWith("inner");
  };
  await work();
  assert_equals(storage.getStore(), undefined);
}, "what an async function enters after an await is not seen by its caller");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  await null;
  storage.enterWith(1);
  await null;
  assert_equals(storage.getStore(), 1);
  await new Promise((resolve) => setTimeout(resolve, 1));
  assert_equals(storage.getStore(), 1);
}, "it lasts over several awaits of different kinds");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const seen = [];
  const promise = Promise.resolve();
  const first = promise.then(() => { storage.enterWith("first"); });
  const next = first.then(() => seen.push(storage.getStore()));
  const second = promise.then(() => seen.push(storage.getStore()));
  await Promise.all([next, second]);
  assert_array_equals(seen, [undefined, undefined]);
}, "what a handler enters ends with its job: neither the next handler nor that of the derived promise sees it");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const seen = [];
  await new Promise((resolve) => {
    setTimeout(() => { storage.enterWith(1); queueMicrotask(() => seen.push(storage.getStore())); }, 0);
    setTimeout(() => { seen.push(storage.getStore()); resolve(); }, 0);
  });
  assert_array_equals(seen, [1, undefined]);
}, "what a timer enters ends with its job, and a microtask that it queues has it");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const seen = [];
  await contained(() => {
    const early = Promise.resolve().then(() => seen.push(storage.getStore()));
    storage.enterWith(1);
    return early.then(() => seen.push(storage.getStore()));
  });
  assert_array_equals(seen, [undefined, 1]);
}, "what was captured before it is not changed by it");

promise_test(async () => {
  const a = new AsyncLocalStorage();
  const b = new AsyncLocalStorage();
  const seen = [];
  await contained(async () => {
    a.enterWith(1);
    await b.run(2, async () => {
      await null;
      seen.push(a.getStore(), b.getStore());
      b.enterWith(3);
      await null;
      seen.push(a.getStore(), b.getStore());
    });
    seen.push(a.getStore(), b.getStore());
  });
  assert_array_equals(seen, [1, 2, 1, 3, 1, undefined]);
}, "it and run work together across await");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const seen = [];
  const thenable = { then(resolve) { seen.push(storage.getStore()); storage.enterWith("thenable"); resolve(); } };
  await contained(async () => {
    storage.enterWith(1);
    await thenable;
    seen.push(storage.getStore());
  });
  assert_array_equals(seen, [1, 1]);
}, "a thenable that is awaited runs with it, and what it enters ends with its job");
