// clause: HTML: terminate a worker

const { inline, message, failure } = worker_tools();

// Waits until a counter stands still; forever, if it never does.
const stops = async (shared) => {
  for (let before = -1; before !== Atomics.load(shared, 0); await delay(50)) before = Atomics.load(shared, 0);
  return true;
};

promise_test(async () => {
  const worker = inline(() => { onmessage = (event) => postMessage(event.data); postMessage("ready"); });
  await message(worker);
  const log = [];
  worker.onmessage = (event) => log.push(event.data);
  worker.postMessage(1);
  worker.terminate();
  worker.postMessage(2);
  worker.terminate();
  await delay(50);
  assert_array_equals(log, []);
}, "nothing is heard of a worker after terminate()");

promise_test(async () => {
  const worker = inline(() => {
    const count = new BroadcastChannel("count");
    let i = 0;
    const f = () => { if (i++ % 1000 === 0) count.postMessage(i); };
    for (;;) f();
  });
  const counts = new BroadcastChannel("count");
  while (await message(counts) < 5000);
  worker.terminate();
  let late = 1;
  counts.onmessage = () => late++;
  while (late > 0) {
    late = 0;
    await delay(50);
  }
  counts.close();
  assert_equals(late, 0, "it has stopped");
}, "a worker whose script never ends");

promise_test(async () => {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const worker = inline(() => {
    onmessage = ({ data }) => {
      const again = () => { Atomics.add(data, 0, 1); Promise.resolve().then(again); };
      again();
    };
  });
  worker.postMessage(shared);
  while (Atomics.load(shared, 0) === 0) await delay(2);
  worker.terminate();
  assert_true(await stops(shared));
}, "a worker whose microtasks never end");

promise_test(async () => {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const worker = inline(() => {
    onmessage = ({ data }) => { setInterval(() => Atomics.add(data, 0, 1)); };
  });
  worker.postMessage(shared);
  while (Atomics.load(shared, 0) === 0) await delay(2);
  worker.terminate();
  assert_true(await stops(shared));
}, "a worker whose timers never end");

const goes_on = (f, name) => promise_test(async () => {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const worker = inline(f);
  const log = [];
  worker.onmessage = (event) => log.push(event.data);
  worker.postMessage(shared);
  while (Atomics.load(shared, 0) === 0) await delay(2);
  worker.terminate();
  await delay(20);
  const count = Atomics.load(shared, 0);
  while (Atomics.load(shared, 0) === count) await delay(2);
  assert_true(Atomics.load(shared, 0) > count, "it runs: the engine has no way to end it");
  Atomics.store(shared, 1, 1);
  await delay(50);
  assert_array_equals(log, []);
}, name);
goes_on(() => {
  onmessage = ({ data }) => { Promise.resolve().then(() => { while (Atomics.load(data, 1) === 0) Atomics.add(data, 0, 1); postMessage("still running"); }); };
}, "a promise's handler goes on after terminate(), but is not heard of");
goes_on(() => {
  addEventListener("inner", ({ data }) => { while (Atomics.load(data, 1) === 0) Atomics.add(data, 0, 1); postMessage("still running"); });
  onmessage = ({ data }) => dispatchEvent(new MessageEvent("inner", { data }));
}, "so does a listener amid other code");
goes_on(() => {
  onmessage = async ({ data }) => { await null; while (Atomics.load(data, 1) === 0) Atomics.add(data, 0, 1); postMessage("still running"); };
}, "and an async function after an await");

const busy = async (f, name) => promise_test(async () => {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const worker = inline(f);
  worker.postMessage(shared);
  while (Atomics.load(shared, 0) === 0) await delay(2);
  const closed = new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {};
    port1.onclose = resolve;
    worker.postMessage(1, [port2]);
  });
  worker.terminate();
  await closed;
  assert_true(await stops(shared));
}, name);
busy(() => { onmessage = ({ data }) => { for (;;) Atomics.add(data, 0, 1); }; }, "a worker whose listener never ends");
busy(() => { addEventListener("message", { handleEvent({ data }) { for (;;) Atomics.add(data, 0, 1); } }); }, "or is an object");
busy(() => {
  const f = (data) => { try { for (;;) Atomics.add(data, 0, 1); } catch {} finally { f(data); } };
  addEventListener("message", async ({ data }) => { f(data); });
}, "or catches all it can, in an async function");
busy(() => {
  onmessage = ({ data }) => { data.a = new Error(); onerror = () => { for (;;) Atomics.add(data, 0, 1); }; throw 1; };
}, "or is an error listener");
busy(() => { onmessage = ({ data }) => setTimeout(() => { for (;;) Atomics.add(data, 0, 1); }); }, "or is the callback of a timer");
busy(() => { onmessage = ({ data }) => setInterval((data) => { for (;;) Atomics.add(data, 0, 1); }, 1, data); }, "or of an interval");
busy(() => { onmessage = ({ data }) => requestAnimationFrame(() => { for (;;) Atomics.add(data, 0, 1); }); }, "or of a frame");
busy(() => { onmessage = ({ data }) => requestIdleCallback(() => { for (;;) Atomics.add(data, 0, 1); }); }, "or of an idle period");
busy(() => { onmessage = ({ data }) => queueMicrotask(() => { for (;;) Atomics.add(data, 0, 1); }); }, "or a microtask");
busy(() => { onmessage = ({ data }) => { scheduler.postTask(() => { for (;;) Atomics.add(data, 0, 1); }); }; }, "or a task");

promise_test(async () => {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const worker = inline(() => {
    onmessage = ({ data }) => {
      Promise.resolve().then(() => Atomics.store(data, 1, 1));
      for (;;) Atomics.store(data, 0, 1);
    };
  });
  worker.postMessage(shared);
  while (Atomics.load(shared, 0) === 0) await delay(2);
  worker.terminate();
  await delay(50);
  assert_equals(Atomics.load(shared, 1), 0);
}, "nothing runs after a listener that was interrupted, not even its microtasks");

promise_test(async () => {
  const worker = inline(() => {
    const log = [];
    const f = function (event) { "use strict"; log.push(this === self, arguments.length, event.data, new.target); return log.join(); };
    const bound = f.bind("bound");
    Object.defineProperty(f, "length", { get() { throw "observed"; } });
    addEventListener("message", f);
    addEventListener("message", new Proxy(f, {}));
    addEventListener("message", bound);
    addEventListener("message", (event) => { dispatchEvent(new MessageEvent("other", { data: 7 })); });
    addEventListener("other", f);
    addEventListener("message", () => postMessage(log.join()));
    addEventListener("message", () => { throw new Error("thrown"); });
  });
  const failed = failure(worker);
  worker.postMessage(1);
  const log = await message(worker);
  const { message: text } = await failed;
  worker.terminate();
  assert_equals(log, "true,1,1,,true,1,1,,false,1,1,,true,1,7,");
  assert_true(text.includes("thrown"));
}, "listeners in a worker are called as anywhere");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const worker = inline(() => { let kept; onmessage = (event) => { kept = event.ports[0]; kept.onmessage = () => {}; postMessage("has it"); }; });
  worker.postMessage(1, [port2]);
  await message(worker);
  const closed = new Promise((resolve) => { port1.onclose = resolve; });
  port1.onmessage = () => {};
  worker.terminate();
  assert_equals((await closed).type, "close");
}, "ports that a worker has are closed with it");

promise_test(async () => {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const worker = inline(() => {
    const inner = new Worker("data:,onmessage = ({ data }) => { setInterval(() => Atomics.add(data, 0, 1)); }");
    onmessage = (event) => inner.postMessage(event.data);
  });
  worker.postMessage(shared);
  while (Atomics.load(shared, 0) === 0) await delay(2);
  worker.terminate();
  assert_true(await stops(shared));
}, "nested workers end with the outer one");

promise_test(async () => {
  inline(() => { onmessage = () => {}; }).terminate();
  new Worker("data:,for (;;);", { type: "classic" }).terminate();
  new Worker("data:,postMessage(1)", { type: "module" }).terminate();
  new Worker("/nowhere.js").terminate();
  await delay(20);
  assert_equals(take_reports().length, 0);
}, "terminate() at once");
