// clause: AsyncLocalStorage.bind, AsyncLocalStorage.snapshot

const { AsyncLocalStorage } = asyncHooks;

test(() => {
  const storage = new AsyncLocalStorage();
  const self = {};
  const bound = storage.run(1, () => AsyncLocalStorage.bind(function f(a, b, c) {
    return [this === self, storage.getStore(), a, b, c].join();
  }));
  assert_equals(bound.length, 3);
  assert_equals(bound.name, "bound");
  assert_equals(storage.run(2, () => bound.call(self, 7, 8, 9)), "true,1,7,8,9");
  assert_throws_js(TypeError, () => AsyncLocalStorage.bind());
  try {
    AsyncLocalStorage.bind(3);
  } catch (error) {
    assert_equals(error.code, "ERR_INVALID_ARG_TYPE");
  }
}, "bind keeps the stores, and the this value of the caller");

test(() => {
  const storage = new AsyncLocalStorage();
  const other = new AsyncLocalStorage();
  const snapshot = storage.run(1, () => other.run(2, () => AsyncLocalStorage.snapshot()));
  assert_equals(snapshot.length, 1);
  const seen = storage.run(3, () => snapshot((...args) => [storage.getStore(), other.getStore(), ...args].join(), "a", "b"));
  assert_equals(seen, "1,2,a,b");
  let receiver = "none";
  snapshot.call({}, (() => { "use strict"; return function () { receiver = this; }; })());
  assert_equals(receiver, undefined);
  assert_throws_js(TypeError, () => snapshot());
  assert_throws_js(TypeError, () => snapshot(3));
  const error = new Error("e");
  assert_throws_exactly(error, () => snapshot(() => { throw error; }));
  assert_equals(storage.getStore(), undefined);
}, "snapshot returns a function that runs another one with the stores of now");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const snapshot = storage.run(1, () => AsyncLocalStorage.snapshot());
  const seen = await snapshot(async () => { await null; return storage.getStore(); });
  assert_equals(seen, 1);
  assert_equals(storage.getStore(), undefined);
}, "async functions that a snapshot runs keep its stores");
