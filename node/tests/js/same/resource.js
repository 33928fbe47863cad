// clause: AsyncResource

const { AsyncLocalStorage, AsyncResource, executionAsyncId, triggerAsyncId, executionAsyncResource } = asyncHooks;

test(() => {
  assert_equals(AsyncResource.name, "AsyncResource");
  assert_equals(AsyncResource.length, 1);
  assert_equals(AsyncResource.bind.length, 3);
  const lengths = { runInAsyncScope: 2, emitDestroy: 0, asyncId: 0, triggerAsyncId: 0, bind: 2 };
  for (const [name, length] of Object.entries(lengths)) {
    const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(AsyncResource.prototype, name);
    assert_equals(value.name, name);
    assert_equals(value.length, length, name);
    assert_true(writable && configurable && !enumerable);
  }
  assert_throws_js(TypeError, () => AsyncResource("t"));
}, "the class has the names, lengths and attributes that a class declaration gives");

test(() => {
  for (const type of [undefined, 3, null, {}]) {
    try {
      new AsyncResource(type);
    } catch (error) {
      assert_true(error instanceof TypeError);
      assert_equals(error.code, "ERR_INVALID_ARG_TYPE");
      assert_true(error.message.startsWith('The "type" argument must be of type string. Received '));
      continue;
    }
    assert_unreached(String(type));
  }
  for (const triggerAsyncId of ["a", -2, 0.5, NaN, Infinity, 2 ** 53, null, {}]) {
    try {
      new AsyncResource("t", { triggerAsyncId });
    } catch (error) {
      assert_true(error instanceof RangeError);
      assert_equals(error.code, "ERR_INVALID_ASYNC_ID");
      continue;
    }
    assert_unreached(String(triggerAsyncId));
  }
  assert_throws_js(TypeError, () => new AsyncResource("t", null));
  assert_equals(new AsyncResource("t", { triggerAsyncId: -1 }).triggerAsyncId(), -1);
  assert_equals(new AsyncResource("t", 7).triggerAsyncId(), 7);
  new AsyncResource("", { requireManualDestroy: true });
  new AsyncResource("t", "no object");
}, "its arguments are checked");

test(() => {
  const storage = new AsyncLocalStorage();
  const resource = storage.run(1, () => new AsyncResource("t"));
  storage.run(2, () => {
    const self = {};
    const result = resource.runInAsyncScope(function (...args) {
      return [this === self, storage.getStore(), ...args].join();
    }, self, "a", "b");
    assert_equals(result, "true,1,a,b");
    assert_equals(storage.getStore(), 2);
  });
  const error = new Error("e");
  assert_throws_exactly(error, () => resource.runInAsyncScope(() => { throw error; }));
  assert_throws_js(TypeError, () => resource.runInAsyncScope());
  assert_equals(storage.getStore(), undefined);
}, "runInAsyncScope calls with the stores of the construction, with a this value and arguments");

test(() => {
  const storage = new AsyncLocalStorage();
  class Pool extends AsyncResource {
    constructor(task) { super("Pool"); this.task = task; }
    done(result) { return this.runInAsyncScope(this.task, null, result); }
  }
  const pool = storage.run("job", () => new Pool((result) => [storage.getStore(), result].join()));
  assert_equals(pool.done("ok"), "job,ok");
  assert_true(pool instanceof AsyncResource);
}, "it can be subclassed");

test(() => {
  const outer = new AsyncResource("t");
  const inner = new AsyncResource("t");
  assert_equals(typeof outer.asyncId(), "number");
  assert_not_equals(outer.asyncId(), inner.asyncId());
  const before = executionAsyncId();
  outer.runInAsyncScope(() => {
    assert_equals(executionAsyncId(), outer.asyncId());
    assert_equals(triggerAsyncId(), outer.triggerAsyncId());
    assert_equals(executionAsyncResource(), outer);
    assert_equals(new AsyncResource("t").triggerAsyncId(), outer.asyncId());
    inner.runInAsyncScope(() => assert_equals(executionAsyncId(), inner.asyncId()));
    assert_equals(executionAsyncId(), outer.asyncId());
  });
  assert_equals(executionAsyncId(), before);
  assert_equals(outer.emitDestroy(), outer);
}, "the running resource can be asked for");

test(() => {
  const storage = new AsyncLocalStorage();
  const resource = storage.run(1, () => new AsyncResource("t"));
  const self = {};
  const plain = resource.bind(function (a, b) { return [this === self, storage.getStore(), a, b].join(); });
  assert_equals(plain.length, 2);
  assert_equals(plain.name, "bound");
  assert_equals(plain.call(self, 3, 4), "true,1,3,4");
  const fixed = resource.bind(function (a) { return [this === self, storage.getStore(), a].join(); }, self);
  assert_equals(fixed.length, 1);
  assert_equals(fixed.call({}, 5), "true,1,5");
  for (const wrong of [undefined, 3, {}]) {
    try {
      resource.bind(wrong);
    } catch (error) {
      assert_true(error instanceof TypeError);
      assert_equals(error.code, "ERR_INVALID_ARG_TYPE");
      continue;
    }
    assert_unreached(String(wrong));
  }
}, "bind keeps the this value of the caller, or the given one");

test(() => {
  const storage = new AsyncLocalStorage();
  const self = {};
  const plain = storage.run(1, () => AsyncResource.bind(function f(a) { return [this === self, storage.getStore(), a].join(); }));
  assert_equals(plain.length, 1);
  assert_equals(plain.call(self, 2), "true,1,2");
  const fixed = storage.run(1, () => AsyncResource.bind(function () { return this; }, "type", self));
  assert_equals(fixed.call({}), self);
  assert_throws_js(TypeError, () => AsyncResource.bind());
  assert_throws_js(TypeError, () => AsyncResource.bind(3));
  assert_throws_js(TypeError, () => AsyncResource.bind(() => {}, 3));
}, "the static bind makes a resource of its own");
