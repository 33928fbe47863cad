// clause: AsyncLocalStorage and AsyncContext use the same mappings

const { AsyncLocalStorage, AsyncResource } = asyncHooks;

test(() => {
  const storage = new AsyncLocalStorage();
  const variable = new AsyncContext.Variable();
  const snapshot = storage.run(1, () => variable.run(2, () => new AsyncContext.Snapshot()));
  assert_equals(snapshot.run(() => [storage.getStore(), variable.get()].join()), "1,2");
  const wrapped = storage.run(3, () => AsyncContext.Snapshot.wrap(() => storage.getStore()));
  assert_equals(wrapped(), 3);
}, "an AsyncContext.Snapshot captures stores");

test(() => {
  const storage = new AsyncLocalStorage();
  const variable = new AsyncContext.Variable();
  const inside = (f) => storage.run(1, () => variable.run(2, f));
  const both = () => [storage.getStore(), variable.get()].join();
  assert_equals(inside(() => AsyncLocalStorage.snapshot())(both), "1,2");
  assert_equals(inside(() => AsyncLocalStorage.bind(both))(), "1,2");
  assert_equals(inside(() => new AsyncResource("t")).runInAsyncScope(both), "1,2");
}, "AsyncLocalStorage.snapshot, bind and AsyncResource capture variables");

test(() => {
  const storage = new AsyncLocalStorage();
  const variable = new AsyncContext.Variable();
  variable.run(1, () => storage.enterWith(2));
  assert_equals(storage.getStore(), undefined);
  new AsyncContext.Snapshot().run(() => storage.enterWith(2));
  assert_equals(storage.getStore(), undefined);
  AsyncContext.Snapshot.wrap(() => storage.enterWith(2))();
  assert_equals(storage.getStore(), undefined);
  variable.run(1, () => { storage.enterWith(2); assert_equals([variable.get(), storage.getStore()].join(), "1,2"); });
}, "variable.run, snapshot.run and wrapped functions end what was entered in them");

test(() => {
  const storage = new AsyncLocalStorage();
  const { run, get } = AsyncContext.Variable.prototype;
  assert_throws_js(TypeError, () => run.call(storage, 1, () => {}));
  assert_throws_js(TypeError, () => get.call(storage));
  const variable = new AsyncContext.Variable();
  assert_throws_js(TypeError, () => AsyncLocalStorage.prototype.getStore.call(variable));
  assert_throws_js(TypeError, () => AsyncLocalStorage.prototype.enterWith.call(variable, 1));
}, "a storage is no variable for the methods of AsyncContext.Variable, nor the other way round");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const variable = new AsyncContext.Variable();
  const seen = await variable.run("v", async () => {
    storage.enterWith("s");
    await null;
    return [variable.get(), storage.getStore()].join();
  });
  assert_equals(seen, "v,s");
  assert_equals(storage.getStore(), undefined);
}, "an async function in variable.run keeps what it enters");
