// clause: events that come from elsewhere

const { AsyncLocalStorage } = asyncHooks;

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const { port1, port2 } = storage.run("maker", () => new MessageChannel());
  const seen = await storage.run("listener", () => new Promise((resolve) => {
    port2.onmessage = () => resolve(storage.getStore());
    storage.run("poster", () => port1.postMessage(1));
  }));
  port1.close();
  assert_equals(seen, onNode ? "maker" : undefined);
}, "a message has no store; in Node it has that of the code that made the channel");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const signal = storage.run("timeout", () => AbortSignal.timeout(1));
  const seen = await storage.run("listener", () => new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(storage.getStore()));
    setTimeout(() => {}, 20);
  }));
  assert_equals(seen, "timeout");
}, "the abort of a timeout has the store of AbortSignal.timeout");
