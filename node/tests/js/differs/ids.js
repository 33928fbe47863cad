// clause: executionAsyncId, createHook

const { AsyncResource, createHook, executionAsyncId, executionAsyncResource, asyncWrapProviders } = asyncHooks;

promise_test(async () => {
  const types = [];
  const hook = createHook({ init(id, type) { types.push(type); } }).enable();
  const ids = await new Promise((resolve) => setTimeout(() => resolve([executionAsyncId()]), 1));
  await null;
  new AsyncResource("MINE");
  hook.disable();
  assert_equals(types.includes("MINE"), true);
  assert_equals(types.includes("PROMISE"), onNode);
  assert_equals(types.includes("Timeout"), onNode);
  assert_equals(ids[0] > 0, onNode);
}, "hooks hear of resources only, and nothing else has a number");

test(() => {
  assert_equals(executionAsyncResource() === executionAsyncResource(), onNode);
  assert_equals(Object.keys(asyncWrapProviders).length > 0, onNode);
}, "outside a resource, executionAsyncResource gives a new object each time");

test(() => {
  const { AsyncLocalStorage } = asyncHooks;
  let error;
  try { AsyncLocalStorage.prototype.disable.call({}); } catch (thrown) { error = thrown; }
  assert_equals(error instanceof TypeError, !onNode);
}, "every method checks its receiver; in Node some do not");
