// clause: HTML: dedicated workers and their global scope

const { inline, message, end } = worker_tools();

promise_test(async () => {
  const worker = inline(() => { onmessage = (event) => postMessage({ echo: event.data }); });
  assert_true(worker instanceof Worker);
  assert_true(worker instanceof EventTarget);
  const log = [];
  const done = new Promise((resolve) => {
    worker.onmessage = function (event) {
      log.push(event.data.echo);
      if (log.length === 1) log.push(this === worker, event instanceof MessageEvent, event.isTrusted, event.target === worker, event.source, event.ports.length);
      if (event.data.echo === 3) resolve();
    };
  });
  for (const value of [1, 2, 3]) worker.postMessage(value);
  await done;
  end();
  assert_array_equals(log, [1, true, true, true, true, null, 0, 2, 3]);
}, "messages go there and back, in order");

promise_test(async () => {
  const worker = inline(() => {
    postMessage([
      self === globalThis, typeof window, name, location.href.slice(0, 5), String(location) === location.href,
      self instanceof WorkerGlobalScope, self instanceof DedicatedWorkerGlobalScope, self instanceof EventTarget,
      Object.prototype.toString.call(self), typeof importScripts, typeof Worker, typeof structuredClone, typeof AbortSignal,
      onmessage === null && onerror === null, typeof addEventListener,
    ].join());
  }, { name: "n", type: "classic", credentials: "omit" });
  assert_equals(await message(worker), "true,undefined,n,data:,true,true,true,true,[object DedicatedWorkerGlobalScope],function,function,function,function,true,function");
}, "the global scope");

promise_test(async () => {
  const worker = new Worker("../../workers/echo.js");
  worker.postMessage("m");
  assert_equals(await message(worker), "echo m");
  worker.terminate();
}, "a path is relative to the file that names it");

promise_test(async () => {
  const worker = new Worker("../../workers/module.mjs", { type: "module", name: "modular" });
  assert_equals(await message(worker), "modular: imported by a module worker, undefined, file:");
  worker.postMessage("m");
  assert_equals(await message(worker), "echo m");
  worker.terminate();
}, "a module worker");

promise_test(async () => {
  const worker = new Worker(`data:text/javascript;base64,${btoa("postMessage(import.meta.url)")}`, { type: "module" });
  assert_equals(await message(worker), "data:");
}, "a module worker from a data: URL");

promise_test(async () => {
  const worker = new Worker("../../workers/imports.js");
  assert_equals(await message(worker), "1,2,NetworkError,TypeError,SyntaxError,thrown,true");
  const modular = new Worker("data:,try { importScripts('x.js') } catch (e) { postMessage(e.name) }", { type: "module" });
  assert_equals(await message(modular), "TypeError");
}, "importScripts");

promise_test(async () => {
  const worker = inline(() => {
    onmessage = (event) => {
      event.ports[0].postMessage(event.data.buffer.byteLength);
      event.ports[0].postMessage(new Uint8Array(event.data.buffer), [event.data.buffer]);
      event.ports[0].close();
    };
  });
  const { port1, port2 } = new MessageChannel();
  const buffer = new Uint8Array([1, 2, 3]).buffer;
  const log = [];
  port1.onmessage = (event) => log.push(event.data);
  const closed = new Promise((resolve) => { port1.onclose = resolve; });
  worker.postMessage({ buffer, port2 }, [buffer, port2]);
  assert_equals(buffer.byteLength, 0);
  await closed;
  end();
  assert_equals(log[0], 3);
  assert_array_equals(Array.from(log[1]), [1, 2, 3]);
}, "buffers and ports are transferred to a worker and back");

promise_test(async () => {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const worker = inline(() => { onmessage = (event) => { Atomics.store(event.data, 0, 7); postMessage("done"); }; });
  worker.postMessage(shared);
  await message(worker);
  end();
  assert_equals(Atomics.load(shared, 0), 7);
}, "shared memory is shared");

promise_test(async () => {
  const worker = inline(() => {
    close();
    postMessage("after close");
    Promise.resolve().then(() => postMessage("microtask"));
    setTimeout(() => postMessage("timer"));
    onmessage = () => postMessage("message");
  });
  const log = [];
  worker.onmessage = (event) => log.push(event.data);
  worker.postMessage(1);
  while (log.length < 2) await delay(2);
  await delay(50);
  assert_array_equals(log, ["after close", "microtask"]);
}, "close() ends the worker after the running task");

promise_test(async () => {
  const worker = inline(() => { setTimeout(() => postMessage("late"), 5); });
  assert_equals(await message(worker), "late");
}, "a worker without a listener lives until its loop is idle, and then no longer");

promise_test(async () => {
  const worker = inline(() => {
    onmessage = (event) => { postMessage(event.data); if (event.data === 2) onmessage = null; };
  });
  worker.postMessage(1);
  assert_equals(await message(worker), 1);
  worker.postMessage(2);
  assert_equals(await message(worker), 2);
}, "a worker that no longer listens ends");

promise_test(async () => {
  const worker = inline(() => {
    addEventListener("message", function (event) {
      postMessage([this === self, event.target === self, event.data, event instanceof MessageEvent, event.isTrusted].join());
    });
  });
  worker.postMessage("m");
  assert_equals(await message(worker), "true,true,m,true,true");
  end();
}, "addEventListener in a worker");

promise_test(async () => {
  const worker = inline(() => {
    const inner = new Worker(`data:,postMessage(typeof postMessage); onmessage = (e) => { postMessage("inner " + e.data); close(); }`);
    inner.onmessage = (event) => postMessage(event.data);
    inner.postMessage("m");
  });
  const log = [];
  worker.onmessage = (event) => log.push(event.data);
  await new Promise((resolve) => { const check = () => log.length === 2 ? resolve() : setTimeout(check, 5); check(); });
  assert_array_equals(log, ["function", "inner m"]);
}, "nested workers; the outer one ends when the inner one has ended");

promise_test(async () => {
  const channel = new BroadcastChannel("workers");
  const worker = inline(() => {
    const channel = new BroadcastChannel("workers");
    channel.onmessage = (event) => { channel.postMessage(`worker got ${event.data}`); channel.close(); };
    postMessage("ready");
  });
  await message(worker);
  const answer = message(channel);
  channel.postMessage("m");
  assert_equals(await answer, "worker got m");
  channel.close();
}, "BroadcastChannel goes across workers");

test(() => {
  assert_throws_js(TypeError, () => new Worker());
  assert_throws_js(TypeError, () => Worker("data:,"));
  assert_throws_js(TypeError, () => new Worker(Symbol()));
  assert_throws_js(TypeError, () => new Worker("data:,", 1));
  assert_throws_js(TypeError, () => new Worker("data:,", { type: "other" }));
  assert_throws_js(TypeError, () => new Worker("data:,", { name: Symbol() }));
  assert_throws_exactly("thrown", () => new Worker("data:,", { get type() { throw "thrown"; } }));
  for (const name of ["postMessage", "terminate"]) {
    assert_throws_js(TypeError, () => Worker.prototype[name].call(new MessageChannel().port1, 1));
  }
  assert_throws_js(TypeError, () => MessagePort.prototype.postMessage.call(inline(() => {}), 1));
  const worker = inline(() => {});
  assert_throws_js(TypeError, () => worker.postMessage());
  assert_throws_dom("DataCloneError", () => worker.postMessage(() => {}));
  assert_throws_dom("DataCloneError", () => worker.postMessage(worker));
  assert_throws_dom("DataCloneError", () => worker.postMessage(1, [worker]));
  assert_equals(Worker.length, 1);
  end();
}, "bad input");

promise_test(async () => {
  const worker = inline(() => {
    const name = (f) => { try { f(); } catch (e) { return e.name; } };
    postMessage([name(() => postMessage()), name(() => postMessage(() => {})), name(() => new DedicatedWorkerGlobalScope()),
      name(() => new WorkerGlobalScope())].join());
  });
  assert_equals(await message(worker), "TypeError,DataCloneError,TypeError,TypeError");
}, "bad input in a worker");

promise_test(async () => {
  const worker = inline(() => {
    "use strict";
    const said = [];
    for (const name of ["self", "location"]) {
      const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, name);
      said.push(get.name, set === undefined, enumerable, configurable);
      try { globalThis[name] = 1; } catch (error) { said.push(error.name); }
    }
    postMessage([...said, self === globalThis, location.href.slice(0, 5)].join());
  });
  assert_equals(await message(worker), "get self,true,true,true,TypeError,get location,true,true,true,TypeError,true,data:");
  end();
}, "self and location are read-only");

promise_test(async () => {
  const worker = inline(() => {
    try {
      importScripts("data:text/javascript,globalThis.ran = true", "http://foo bar");
    } catch (error) {
      postMessage([error instanceof DOMException, error.name, typeof ran].join());
    }
  });
  assert_equals(await message(worker), "true,SyntaxError,undefined");
  assert_throws_dom("SyntaxError", () => new Worker("http://foo bar"));
  end();
}, "a script whose URL is not valid is refused before any runs");

promise_test(async () => {
  const worker = inline(() => {
    AbortSignal.timeout(1).onabort = (event) => postMessage(event.target.reason.name);
    const any = AbortSignal.any([AbortSignal.timeout(3), AbortSignal.timeout(600_000)]);
    any.addEventListener("abort", () => postMessage("any"));
  });
  const log = [];
  worker.onmessage = ({ data }) => log.push(data);
  await until(() => log.length === 2);
  assert_array_equals(log, ["TimeoutError", "any"]);
}, "a worker waits for a timeout that is listened to, and only for such a one");
