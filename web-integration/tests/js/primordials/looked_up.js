// clause: Web IDL: nothing that a program patches is looked up

// Everything that the cases need is taken before each property of each intrinsic object becomes an accessor that notes
// who reads it. The cases call with `call` and `get`, which read nothing themselves.
const { apply, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const find = (object, name) => object && (getOwnPropertyDescriptor(object, name) ?? find(getPrototypeOf(object), name));
const iterator = getPrototypeOf(new ReadableStream().values());
const taken = { __proto__: null };
const take = (key, holder) => { taken[key] = find(holder, key.split(".").at(-1)); };
const classes = [
  "AbortController", "AbortSignal", "Blob", "CustomEvent", "DOMException", "Event", "EventTarget", "Headers", "MessageChannel",
  "MessagePort", "PerformanceObserver", "ReadableStream", "ReadableStreamBYOBReader", "ReadableStreamDefaultReader",
  "ReadableStreamDefaultController", "Request", "Response", "TaskController", "TransformStream", "TransformStreamDefaultController",
  "URLSearchParams", "Worker", "WritableStream", "WritableStreamDefaultWriter", "XMLHttpRequest",
];
const C = { __proto__: null };
for (const name of classes) {
  C[name] = globalThis[name];
  for (const key of Reflect.ownKeys(C[name].prototype)) if (typeof key === "string") take(`${name}.${key}`, C[name].prototype);
  if (C[name].prototype instanceof EventTarget) take(`${name}.addEventListener`, EventTarget.prototype);
}
take("iterator.next", iterator);
take("iterator.return", iterator);
const call = (key, object, one, two) => apply(taken[key].value, object, [one, two]);
const get = (key, object) => apply(taken[key].get, object, []);
const set = (key, object, value) => apply(taken[key].set, object, [value]);
const { Promise: P, Uint8Array: Bytes, Map: M, setTimeout: later, queueMicrotask: soon, setImmediate: next, requestAnimationFrame: frame, requestIdleCallback: idle, structuredClone: copy, fetch: load } = globalThis;
const post = scheduler.postTask.bind(scheduler);
const yields = scheduler.yield.bind(scheduler);
const mark = performance.mark.bind(performance);
const then = P.prototype.then;
const handled = (promise) => apply(then, promise, [undefined, () => {}]);
const timeout = AbortSignal.timeout.bind(AbortSignal);

let log;
const note = (name) => { if (log) { const to = log; log = undefined; to[to.length] = name; log = to; } };
const spied = new Set();
const properties = [];
const visit = (object, path) => {
  if (Object(object) !== object || spied.has(object)) return;
  spied.add(object);
  visit(getPrototypeOf(object), `${path}.__proto__`);
  for (const key of Reflect.ownKeys(object)) {
    const descriptor = getOwnPropertyDescriptor(object, key);
    const name = `${path}.${String(key)}`;
    for (const part of ["value", "get", "set"]) visit(descriptor[part], part === "value" ? name : `${name}.${part}`);
    if ("value" in descriptor && descriptor.configurable) properties.push({ object, key, name, value: descriptor.value });
  }
};
visit(iterator, "iterator");
visit(getPrototypeOf(new Headers().entries()), "pairs");
visit(getPrototypeOf([].values()), "ArrayIterator");
visit(getPrototypeOf(new Map().values()), "MapIterator");
visit(getPrototypeOf(Int8Array), "TypedArray");
visit(globalThis, "globalThis");
const { defineProperty } = Object;
for (let i = 0, { length } = properties; i < length; i++) {
  let { object, key, name, value } = properties[i];
  defineProperty(object, key, {
    __proto__: null,
    get() { note(name); return value; },
    set(other) {
      note(`set ${name}`);
      if (this === object) value = other;
      else defineProperty(this, key, { __proto__: null, value: other, writable: true, enumerable: true, configurable: true });
    },
  });
}

// What a case reads while it runs, and until its promise settles. Each `await` and `then` reads a promise's constructor.
const read_by = async (f) => {
  const names = [];
  let settled = false;
  log = names;
  const promise = f();
  if (promise) apply(then, promise, [() => { settled = true; }, () => { settled = true; }]);
  while (promise && !settled) await new P((resolve) => later(resolve, 1));
  log = undefined;
  return names.filter((name) => name !== "globalThis.Promise.prototype.constructor");
};
const looks_nothing_up = (name, f) => promise_test(async () => {
  await new P((resolve) => later(resolve, 1)); // the harness adopts the promise of this function
  assert_array_equals(await read_by(f), []);
}, name);

const numbers = () => {
  let last = 0;
  return new C.ReadableStream({ __proto__: null, pull(controller) {
    if (last < 3) call("ReadableStreamDefaultController.enqueue", controller, ++last);
    else call("ReadableStreamDefaultController.close", controller);
  } });
};
const reader_of = (stream) => call("ReadableStream.getReader", stream);
const read = (stream) => call("ReadableStreamDefaultReader.read", reader_of(stream));

promise_test(async () => {
  assert_true(spied.size > 500);
  await new P((resolve) => later(resolve, 1));
  const names = await read_by(() => { [1].map(String); });
  // The last one is read by a native function.
  assert_array_equals(names, ["globalThis.Array.prototype.map", "globalThis.String", "globalThis.Array.prototype.constructor"]);
}, "what is read is noticed");

looks_nothing_up("read", () => read(numbers()));
looks_nothing_up("release", () => {
  const reader = reader_of(numbers());
  const closed = get("ReadableStreamDefaultReader.closed", reader);
  call("ReadableStreamDefaultReader.releaseLock", reader);
  handled(closed);
});
looks_nothing_up("cancel", () => call("ReadableStream.cancel", numbers()));
looks_nothing_up("tee", () => {
  const branches = call("ReadableStream.tee", numbers());
  read(branches[0]);
  return read(branches[1]);
});
looks_nothing_up("pipeTo", () => call("ReadableStream.pipeTo", numbers(), new C.WritableStream({ __proto__: null, write() {} })));
looks_nothing_up("pipeTo with a signal", () => {
  const controller = new C.AbortController();
  const options = { __proto__: null, signal: get("AbortController.signal", controller) };
  const pipe = call("ReadableStream.pipeTo", new C.ReadableStream(), new C.WritableStream(), options);
  call("AbortController.abort", controller);
  return handled(pipe);
});
looks_nothing_up("pipeThrough", () => {
  const double = new C.TransformStream({ __proto__: null, transform(chunk, controller) {
    call("TransformStreamDefaultController.enqueue", controller, 2 * chunk);
  } });
  const pair = { __proto__: null, readable: get("TransformStream.readable", double), writable: get("TransformStream.writable", double) };
  return read(call("ReadableStream.pipeThrough", numbers(), pair));
});
looks_nothing_up("iteration", () => {
  const iteration = call("ReadableStream.values", numbers());
  call("iterator.next", iteration);
  return call("iterator.return", iteration);
});
looks_nothing_up("write", () => {
  const writer = call("WritableStream.getWriter", new C.WritableStream());
  call("WritableStreamDefaultWriter.write", writer, 1);
  return call("WritableStreamDefaultWriter.close", writer);
});
looks_nothing_up("abort of a stream", () => call("WritableStream.abort", new C.WritableStream()));
looks_nothing_up("bytes", () => {
  const stream = new C.ReadableStream({ __proto__: null, type: "bytes" });
  const reader = call("ReadableStream.getReader", stream, { __proto__: null, mode: "byob" });
  handled(call("ReadableStreamBYOBReader.read", reader, new Bytes(4)));
  return call("ReadableStreamBYOBReader.cancel", reader);
});
for (const kind of ["text", "json", "arrayBuffer", "blob"]) {
  looks_nothing_up(`${kind}()`, () => call(`Response.${kind}`, new C.Response("[1]")));
}
looks_nothing_up("a body as a stream", () => read(get("Response.body", new C.Response("abc"))));
looks_nothing_up("a stream as a body", () => {
  const stream = new C.ReadableStream({ __proto__: null, start(controller) {
    call("ReadableStreamDefaultController.enqueue", controller, new Bytes(3));
    call("ReadableStreamDefaultController.close", controller);
  } });
  return call("Response.text", new C.Response(stream));
});
looks_nothing_up("clones of a response", () => {
  const response = new C.Response("abc");
  handled(call("Response.text", call("Response.clone", response)));
  return call("Response.text", response);
});
looks_nothing_up("blobs", () => read(call("Blob.stream", call("Blob.slice", new C.Blob(), 0, 1))));
looks_nothing_up("fetch", () => load("data:,x"));
looks_nothing_up("an aborted fetch", () => {
  const controller = new C.AbortController();
  const fetching = load("data:,x", { __proto__: null, signal: get("AbortController.signal", controller) });
  call("AbortController.abort", controller);
  return handled(fetching);
});
looks_nothing_up("XMLHttpRequest", () => new P((resolve) => {
  const request = new C.XMLHttpRequest();
  call("XMLHttpRequest.open", request, "GET", "data:,[1]");
  set("XMLHttpRequest.responseType", request, "json");
  call("XMLHttpRequest.addEventListener", request, "loadend", () => { get("XMLHttpRequest.response", request); resolve(); });
  call("XMLHttpRequest.send", request);
}));
looks_nothing_up("headers and parameters", () => {
  const headers = new C.Headers({ __proto__: null, a: "1" });
  call("Headers.append", headers, "b", "2");
  call("URLSearchParams.toString", new C.URLSearchParams("a=1"));
});
looks_nothing_up("events", () => {
  const target = new C.EventTarget();
  call("EventTarget.addEventListener", target, "a", () => {});
  call("EventTarget.dispatchEvent", target, new C.CustomEvent("a", { __proto__: null, detail: 1 }));
});
looks_nothing_up("signals", () => new P((resolve) => {
  const controller = new C.AbortController();
  call("AbortSignal.addEventListener", get("AbortController.signal", controller), "abort", () => {});
  call("AbortController.abort", controller);
  call("AbortSignal.addEventListener", timeout(1), "abort", resolve);
  later(() => {}, 50);
}));
looks_nothing_up("channels", () => new P((resolve) => {
  const channel = new C.MessageChannel();
  const one = get("MessageChannel.port1", channel);
  const two = get("MessageChannel.port2", channel);
  set("MessagePort.onmessage", one, () => { call("MessagePort.close", one); resolve(); });
  call("MessagePort.postMessage", two, 1);
}));
looks_nothing_up("clones", () => { copy({ __proto__: null, map: new M(), bytes: new Bytes(2), list: [1, [2]] }); });
looks_nothing_up("workers", () => new P((resolve) => {
  const worker = new C.Worker("data:,postMessage(1)");
  set("Worker.onmessage", worker, () => { call("Worker.terminate", worker); resolve(); });
}));
looks_nothing_up("schedulers", () => new P((resolve) => {
  soon(() => {});
  next(() => {});
  frame(() => {});
  idle(() => {});
  later(resolve, 1);
}));
looks_nothing_up("tasks", () => post(() => 1, { __proto__: null, priority: "background" }));
looks_nothing_up("scheduler.yield", () => yields());
looks_nothing_up("performance", () => new P((resolve) => {
  const observer = new C.PerformanceObserver(() => resolve());
  call("PerformanceObserver.observe", observer, { __proto__: null, type: "mark" });
  mark("a");
}));
