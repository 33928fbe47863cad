// clause: AsyncLocalStorage.prototype.withScope

const { AsyncLocalStorage, AsyncResource } = asyncHooks;

test(() => {
  const storage = new AsyncLocalStorage({ defaultValue: 0 });
  new AsyncResource("t").runInAsyncScope(() => {
    const scope = storage.withScope(1);
    assert_equals(storage.getStore(), 1);
    const inner = storage.withScope(2);
    assert_equals(storage.getStore(), 2);
    assert_equals(inner.dispose(), undefined);
    assert_equals(storage.getStore(), 1);
    scope[Symbol.dispose]();
    assert_equals(storage.getStore(), 0);
    storage.enterWith(3);
    scope.dispose();
    inner[Symbol.dispose]();
    assert_equals(storage.getStore(), 3);
  });
  assert_equals(storage.getStore(), 0);
}, "it enters a store, and disposing goes back, once");

test(() => {
  const scope = new AsyncLocalStorage().withScope(undefined);
  const prototype = Object.getPrototypeOf(scope);
  assert_equals(scope.constructor.name, "RunScope");
  assert_throws_js(TypeError, () => scope.constructor());
  for (const key of ["dispose", Symbol.dispose]) {
    const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(prototype, key);
    assert_equals(value.name, key === "dispose" ? "dispose" : "[Symbol.dispose]");
    assert_equals(value.length, 0);
    assert_true(writable && configurable && !enumerable);
  }
  assert_throws_js(TypeError, () => prototype.dispose.call({}));
}, "its object has dispose and Symbol.dispose");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const seen = [];
  const work = async () => {
    const scope = storage.withScope("in");
    await null;
    seen.push(storage.getStore());
    scope.dispose();
    seen.push(storage.getStore());
    await null;
    seen.push(storage.getStore());
  };
  await new AsyncResource("t").runInAsyncScope(work);
  assert_array_equals(seen, ["in", undefined, undefined]);
}, "it can be disposed after an await");
