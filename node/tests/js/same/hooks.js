// clause: createHook

const { AsyncResource, asyncWrapProviders, createHook } = asyncHooks;

test(() => {
  const heard = [];
  const hook = createHook({
    init(id, type, trigger, resource) { if (type === "T") heard.push(["init", id, trigger, resource]); },
    before(id) { heard.push(["before", id]); },
    after(id) { heard.push(["after", id]); },
  });
  new AsyncResource("T");
  assert_equals(heard.length, 0);
  assert_equals(hook.enable(), hook);
  hook.enable();
  const resource = new AsyncResource("T", 5);
  const id = resource.asyncId();
  assert_equals(heard[0][1], id);
  assert_equals(heard[0][2], 5);
  assert_equals(heard[0][3], resource);
  assert_throws_js(RangeError, () => resource.runInAsyncScope(() => { heard.push(["during", id]); throw new RangeError(); }));
  assert_equals(hook.disable(), hook);
  resource.runInAsyncScope(() => {});
  const events = heard.filter((event) => event[1] === id).map(([what]) => what);
  assert_array_equals(events, ["init", "before", "during", "after"]);
}, "an enabled hook hears of resources");

test(() => {
  for (const name of ["init", "before", "after", "destroy", "promiseResolve"]) {
    try {
      createHook({ [name]: 3 });
    } catch (error) {
      assert_true(error instanceof TypeError);
      assert_equals(error.code, "ERR_ASYNC_CALLBACK");
      assert_equals(error.message, `hook.${name} must be a function`);
      continue;
    }
    assert_unreached(name);
  }
  createHook({});
  assert_throws_js(TypeError, () => createHook());
  assert_equals(typeof asyncWrapProviders, "object");
  assert_true(Object.isFrozen(asyncWrapProviders));
}, "its callbacks must be functions");

test(() => {
  const names = ["AsyncLocalStorage", "createHook", "executionAsyncId", "triggerAsyncId", "executionAsyncResource", "asyncWrapProviders", "AsyncResource"];
  assert_array_equals(Object.keys(asyncHooks), names);
  for (const name of names) assert_true(Object.getOwnPropertyDescriptor(asyncHooks, name).configurable);
}, "the exports of the module");
