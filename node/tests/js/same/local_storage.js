// clause: AsyncLocalStorage

const { AsyncLocalStorage } = asyncHooks;

function attributes(object, key) {
  const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(object, key);
  return [writable, enumerable, configurable].map((flag) => (flag ? 1 : 0)).join("");
}

test(() => {
  assert_equals(AsyncLocalStorage.name, "AsyncLocalStorage");
  assert_equals(AsyncLocalStorage.length, 0);
  assert_equals(Object.getPrototypeOf(AsyncLocalStorage), Function.prototype);
  assert_equals(attributes(AsyncLocalStorage, "prototype"), "000");
  assert_equals(Object.prototype.toString.call(new AsyncLocalStorage()), "[object Object]");
  assert_equals(AsyncLocalStorage.prototype.constructor, AsyncLocalStorage);
  const lengths = { disable: 0, enterWith: 1, run: 2, exit: 1, getStore: 0, withScope: 1 };
  for (const [name, length] of Object.entries(lengths)) {
    const method = AsyncLocalStorage.prototype[name];
    assert_equals(method.name, name);
    assert_equals(method.length, length, name);
    assert_equals(attributes(AsyncLocalStorage.prototype, name), "101", name);
    assert_throws_js(TypeError, () => new method());
  }
  for (const [name, length] of Object.entries({ bind: 1, snapshot: 0 })) {
    assert_equals(AsyncLocalStorage[name].name, name);
    assert_equals(AsyncLocalStorage[name].length, length, name);
    assert_equals(attributes(AsyncLocalStorage, name), "101", name);
  }
  const name = Object.getOwnPropertyDescriptor(AsyncLocalStorage.prototype, "name");
  assert_equals(name.get.name, "get name");
  assert_equals(name.set, undefined);
  assert_equals(name.enumerable, false);
  assert_equals(name.configurable, true);
}, "the class has the names, lengths and attributes that a class declaration gives");

test(() => {
  assert_throws_js(TypeError, () => AsyncLocalStorage());
  for (const options of [3, "a", null, () => {}, [], Symbol("s"), 1n]) {
    try {
      new AsyncLocalStorage(options);
    } catch (error) {
      assert_true(error instanceof TypeError);
      assert_equals(error.code, "ERR_INVALID_ARG_TYPE");
      assert_equals(error.name, "TypeError");
      assert_true(error.message.startsWith('The "options" argument must be of type object. Received '));
      continue;
    }
    assert_unreached(String(options));
  }
  new AsyncLocalStorage(undefined);
  new AsyncLocalStorage({});
  new AsyncLocalStorage(new Date());
}, "the options must be an object, and a wrong type has a code");

test(() => {
  const message = (options) => {
    try {
      new AsyncLocalStorage(options);
    } catch (error) {
      return error.message.slice(error.message.indexOf("Received "));
    }
  };
  assert_equals(message(3), "Received type number (3)");
  assert_equals(message(true), "Received type boolean (true)");
  assert_equals(message(null), "Received null");
  assert_equals(message([]), "Received an instance of Array");
  assert_equals(message(function named() {}), "Received function named");
}, "the message says what was received");

test(() => {
  assert_equals(new AsyncLocalStorage().name, "");
  assert_equals(new AsyncLocalStorage({ name: undefined }).name, "");
  assert_equals(new AsyncLocalStorage({ name: "request" }).name, "request");
  assert_equals(new AsyncLocalStorage({ name: null }).name, "null");
  assert_equals(new AsyncLocalStorage({ name: 7 }).name, "7");
  assert_throws_js(TypeError, () => new AsyncLocalStorage({ name: Symbol("s") }));
  const order = [];
  new AsyncLocalStorage({
    get name() { order.push("name"); return "n"; },
    get defaultValue() { order.push("defaultValue"); },
  });
  assert_array_equals(order, ["defaultValue", "name", "name"]);
}, "the name is a string, and the options are read in order");

test(() => {
  class Store extends AsyncLocalStorage {
    constructor() {
      super({ defaultValue: "none", name: "store" });
    }
    twice() { return [this.getStore(), this.getStore()].join(); }
  }
  const store = new Store();
  assert_true(store instanceof AsyncLocalStorage);
  assert_equals(store.name, "store");
  assert_equals(store.twice(), "none,none");
  assert_equals(store.run(1, () => store.twice()), "1,1");
  class Other {}
  assert_true(Reflect.construct(AsyncLocalStorage, [], Other) instanceof Other);
}, "it can be subclassed");

test(() => {
  for (const name of ["getStore", "run", "exit", "withScope"]) {
    assert_throws_js(TypeError, () => AsyncLocalStorage.prototype[name].call({}, () => {}, () => {}), name);
  }
  assert_throws_js(TypeError, () => AsyncLocalStorage.prototype.name);
}, "its methods want a storage");

test(() => {
  const storage = new AsyncLocalStorage();
  assert_equals(storage.getStore(), undefined);
  const result = storage.run("a", (...args) => [storage.getStore(), ...args].join("|"), 1, 2);
  assert_equals(result, "a|1|2");
  assert_equals(storage.getStore(), undefined);
  let receiver = "none";
  (function () {
    "use strict";
    const strict = function () { receiver = this; };
    storage.run(1, strict);
  })();
  assert_equals(receiver, null);
}, "run sets the store during a call, passes arguments, and calls with this null");

test(() => {
  const storage = new AsyncLocalStorage();
  const error = new Error("e");
  assert_throws_exactly(error, () => storage.run(1, () => { throw error; }));
  assert_equals(storage.getStore(), undefined);
  assert_throws_js(TypeError, () => storage.run(1));
  assert_throws_js(TypeError, () => storage.run(1, 2));
  assert_equals(storage.getStore(), undefined);
}, "run restores the store after a throw");

test(() => {
  const a = new AsyncLocalStorage();
  const b = new AsyncLocalStorage();
  const seen = a.run(1, () => b.run(2, () => a.run(3, () => [a.getStore(), b.getStore()].join())));
  assert_equals(seen, "3,2");
  assert_equals(a.run(1, () => a.run(undefined, () => a.getStore())), undefined);
}, "storages nest and do not disturb each other");

test(() => {
  const storage = new AsyncLocalStorage({ defaultValue: "default" });
  assert_equals(storage.getStore(), "default");
  assert_equals(storage.run(undefined, () => storage.getStore()), undefined);
  assert_equals(storage.run(1, () => storage.exit(() => storage.getStore())), undefined);
  assert_equals(storage.exit((a, b) => a + b, 1, 2), 3);
  assert_equals(storage.exit(() => storage.getStore()), undefined);
  assert_equals(storage.run(1, () => { storage.exit(() => {}); return storage.getStore(); }), 1);
}, "exit runs with undefined, also if there is a default value");

test(() => {
  for (const defaultValue of [undefined, "default"]) {
    const storage = new AsyncLocalStorage({ defaultValue });
    const seen = storage.run(1, () => {
      storage.disable();
      const disabled = storage.getStore();
      const inner = storage.run(2, () => storage.getStore());
      const after = storage.getStore();
      storage.enterWith(3);
      return [disabled, inner, after, storage.getStore()];
    });
    assert_array_equals(seen, [defaultValue, 2, defaultValue, 3]);
    assert_equals(storage.getStore(), defaultValue);
    storage.disable();
    assert_equals(storage.getStore(), defaultValue);
  }
}, "disable gives the default value again, and run and enterWith enable the storage again");
