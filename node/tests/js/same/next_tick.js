// clause: process.nextTick

const { AsyncLocalStorage } = asyncHooks;
const macrotask = (f) => new Promise((resolve) => setTimeout(() => { f(); setTimeout(resolve, 5); }, 0));

promise_test(async () => {
  const order = [];
  await macrotask(() => {
    Promise.resolve().then(() => order.push("microtask"));
    queueMicrotask(() => order.push("queued"));
    process.nextTick(() => order.push("tick"));
    process.nextTick((...args) => order.push(args.join("")), "with ", "arguments");
    order.push("sync");
  });
  assert_array_equals(order, ["sync", "tick", "with arguments", "microtask", "queued"]);
}, "after a macrotask, ticks run before the microtasks");

promise_test(async () => {
  const order = [];
  await macrotask(() => {
    process.nextTick(() => {
      order.push("tick");
      Promise.resolve().then(() => order.push("microtask of a tick"));
      process.nextTick(() => order.push("tick of a tick"));
    });
    process.nextTick(() => order.push("second tick"));
  });
  assert_array_equals(order, ["tick", "second tick", "tick of a tick", "microtask of a tick"]);
}, "all ticks run before the microtasks that they queue");

promise_test(async () => {
  const order = [];
  await macrotask(() => {
    Promise.resolve().then(() => {
      order.push("microtask");
      process.nextTick(() => order.push("tick of a microtask"));
      Promise.resolve().then(() => order.push("later microtask"));
    });
    queueMicrotask(() => order.push("second microtask"));
  });
  assert_array_equals(order, ["microtask", "second microtask", "later microtask", "tick of a microtask"]);
}, "a tick that a microtask queues runs when there are no microtasks left");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const seen = [];
  await macrotask(() => {
    storage.run("a", () => process.nextTick(() => { seen.push(storage.getStore()); storage.enterWith("b"); }));
    process.nextTick(() => seen.push(storage.getStore()));
  });
  assert_array_equals(seen, ["a", undefined]);
}, "a tick has the store of its nextTick, and ends what it enters");

test(() => {
  for (const wrong of [undefined, 3, {}, "f"]) {
    try {
      process.nextTick(wrong);
    } catch (error) {
      assert_true(error instanceof TypeError);
      assert_equals(error.code, "ERR_INVALID_ARG_TYPE");
      assert_true(error.message.startsWith('The "callback" argument must be of type function. Received '));
      continue;
    }
    assert_unreached(String(wrong));
  }
}, "its callback must be a function");
