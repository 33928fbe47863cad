// clause: memory: workers and the mapping of their constructor

const variable = new AsyncContext.Variable();
const { inline, message, failure, end, forget } = worker_tools();

promise_test(async () => {
  let worker;
  assert_true(await collected(async () => {
    const value = {};
    worker = variable.run(value, () => inline(() => { onmessage = (event) => postMessage(event.data); }));
    worker.postMessage("answered when the script has run");
    await message(worker);
    return value;
  }), "once its script is loaded");
  worker.terminate();
  assert_true(await collected(async () => {
    const value = {};
    worker = variable.run(value, () => new Worker("/nowhere/a.js"));
    await failure(worker);
    return value;
  }), "once it could not be loaded");
  assert_true(await collected(async () => {
    const value = {};
    worker = variable.run(value, () => inline(() => { onmessage = () => {}; }));
    worker.terminate();
    return value;
  }), "once it was terminated");
  assert_true(worker instanceof Worker);
}, "a Worker lets the constructor's mapping go");

promise_test(async () => {
  assert_true(await collected(async () => {
    const worker = inline(() => { onmessage = () => postMessage("pong"); });
    worker.postMessage("ping");
    await message(worker);
    end();
    return worker;
  }), "terminated");
  const weak = await (async () => {
    const worker = inline(() => { postMessage("ready"); });
    worker.onmessage = () => worker;
    forget();
    const { port1, port2 } = new MessageChannel();
    const closed = new Promise((resolve) => { port1.onclose = resolve; });
    port1.onmessage = () => {};
    worker.postMessage(1, [port2]);
    await closed;
    return new WeakRef(worker);
  })();
  // Its end is told of after those of its ports.
  await until(async () => {
    await gc();
    return weak.deref() === undefined;
  }, "the collection of one that has ended by itself");
}, "a Worker that has ended is collected");

promise_test(async () => {
  const log = [];
  const { port1, port2 } = new MessageChannel();
  await (async () => {
    const worker = inline(() => {
      onmessage = (event) => { event.ports[0].onmessage = (event) => { postMessage(event.data); close(); }; postMessage("ready"); };
    });
    worker.onmessage = (event) => log.push(event.data);
    worker.postMessage(1, [port2]);
    forget();
  })();
  while (log.length < 1) await delay(2);
  await gc();
  port1.postMessage("still there");
  while (log.length < 2) await delay(2);
  assert_array_equals(log, ["ready", "still there"]);
}, "a forgotten Worker that runs still fires its messages");

promise_test(async () => {
  const log = [];
  await (async () => {
    const worker = inline(() => { setTimeout(() => { throw "late"; }, 50); });
    worker.onerror = (event) => { log.push(event.message); return false; };
    forget();
  })();
  await gc();
  while (log.length < 1) await delay(2);
  assert_array_equals(log, ["Uncaught late"]);
}, "nor is one forgotten that only waits for errors");
