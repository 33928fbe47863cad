// clause: Web IDL: nothing that a program freezes is needed to be written to

// Freezes everything that is reachable, by descriptors: no getter runs. The global object stays extensible, for the harness.
(() => {
  const iterators = [[].values(), new Map().entries(), new Set().values(), ""[Symbol.iterator](), "a".matchAll(/a/g), new Headers().entries(), new ReadableStream().values()];
  const syntax = [function* () {}, async function () {}, async function* () {}, (function* () {})(), (async function* () {})()];
  const waiting = [globalThis, ...syntax, ...iterators];
  const seen = new Set();
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (Object(value) !== value || seen.has(value)) continue;
    seen.add(value);
    if (value !== globalThis) Object.freeze(value);
    waiting.push(Object.getPrototypeOf(value));
    for (const { value: inner, get, set } of Object.values(Object.getOwnPropertyDescriptors(value))) waiting.push(inner, get, set);
    for (const key of Object.getOwnPropertySymbols(value)) waiting.push(Object.getOwnPropertyDescriptor(value, key).value);
  }
})();

test(() => {
  for (const object of [Promise.prototype, ReadableStream.prototype, AbortSignal, Object.getPrototypeOf(new ReadableStream().values()), setTimeout, console.log]) {
    assert_true(Object.isFrozen(object));
  }
}, "everything is frozen");

const numbers = () => new ReadableStream({
  last: 0,
  pull(controller) { this.last < 3 ? controller.enqueue(++this.last) : controller.close(); },
});
const bytes = () => new ReadableStream({
  type: "bytes",
  pull(controller) { controller.enqueue(new Uint8Array([65, 66])); controller.close(); },
});
const all = async (iterable) => {
  const chunks = [];
  for await (const chunk of iterable) chunks.push(chunk);
  return chunks.join();
};

promise_test(async () => {
  assert_equals(await all(numbers()), "1,2,3");
  const reader = numbers().getReader();
  assert_equals((await reader.read()).value, 1);
  reader.releaseLock();
  await promise_rejects_js(this, TypeError, reader.closed);
  const [one, two] = numbers().tee();
  assert_equals(await all(one) + await all(two), "1,2,31,2,3");
  const written = [];
  await numbers().pipeTo(new WritableStream({ write(chunk) { written.push(chunk); } }));
  assert_equals(written.join(), "1,2,3");
  const double = new TransformStream({ transform(chunk, controller) { controller.enqueue(2 * chunk); } });
  assert_equals(await all(numbers().pipeThrough(double)), "2,4,6");
  assert_equals(await all(ReadableStream.from([1, Promise.resolve(2)])), "1,2");
  await numbers().cancel();
  const failing = new ReadableStream({ start(controller) { controller.error(new RangeError("m")); } });
  await promise_rejects_js(this, RangeError, failing.getReader().read());
}, "readable streams");

promise_test(async () => {
  const writer = new WritableStream().getWriter();
  await writer.ready;
  await writer.write(1);
  await writer.close();
  await writer.closed;
  await new WritableStream().abort();
  const failing = new WritableStream({ write() { throw new RangeError("m"); } }).getWriter();
  failing.closed.catch(() => {});
  await promise_rejects_js(this, RangeError, failing.write(1));
}, "writable streams");

promise_test(async () => {
  const reader = bytes().getReader({ mode: "byob" });
  assert_equals((await reader.read(new Uint8Array(4))).value.join(), "65,66");
  const [one, two] = bytes().tee();
  assert_equals(await all(one) + await all(two), "65,6665,66");
}, "streams of bytes");

promise_test(async () => {
  assert_equals(await new Response("abc").text(), "abc");
  assert_equals((await new Response('{"a":1}').json()).a, 1);
  assert_equals((await new Response("ab").arrayBuffer()).byteLength, 2);
  assert_equals((await new Response(new Blob(["a", "bc"])).blob()).size, 3);
  assert_equals(await new Response(bytes()).text(), "AB");
  assert_equals(await all(new Response("ab").body), "97,98");
  assert_equals(await all(new Blob(["ab"]).stream()), "97,98");
  assert_equals(await new Blob(["abc"]).slice(1).text(), "bc");
  const response = new Response("abc");
  assert_equals(await response.clone().text() + await response.text(), "abcabc");
  assert_equals(await new Request($origin, { method: "POST", body: "a" }).text(), "a");
  assert_equals(await (await fetch("data:,hello")).text(), "hello");
  await promise_rejects_js(this, TypeError, fetch("none:"));
  assert_equals([...new Headers({ a: "1", b: "2" })].join() + [...new URLSearchParams("a=1")].join(), "a,1,b,2a,1");
}, "bodies and fetch");

promise_test(async () => {
  const request = new XMLHttpRequest();
  request.responseType = "json";
  request.open("GET", "data:,[1]");
  await new Promise((resolve) => { request.onloadend = resolve; request.send(); });
  assert_equals(request.response[0], 1);
}, "XMLHttpRequest");

promise_test(async () => {
  const log = [];
  class Target extends EventTarget {}
  const target = new Target();
  target.addEventListener("a", { handleEvent: (event) => log.push(event.detail) });
  target.addEventListener("a", () => log.push("once"), { once: true });
  target.dispatchEvent(new CustomEvent("a", { detail: 1 }));
  target.dispatchEvent(new CustomEvent("a", { detail: 2 }));
  const controller = new AbortController();
  controller.signal.onabort = () => log.push("abort");
  AbortSignal.any([controller.signal]).addEventListener("abort", () => log.push("any"));
  controller.abort();
  await new Promise((resolve) => { AbortSignal.timeout(1).onabort = resolve; setTimeout(() => {}, 50); });
  assert_equals(log.join(), "1,once,2,abort,any");
}, "events and signals");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const message = new Promise((resolve) => { port1.onmessage = (event) => resolve(event.data); });
  port2.postMessage([new Map([[1, new Set([2])]]), new RangeError("m"), new Date(0), /x/g, new Uint8Array(2)]);
  const [map, error, date, regexp, view] = await message;
  assert_true(map.get(1).has(2) && error instanceof RangeError && regexp.global);
  assert_equals(date.getTime() + view.length, 2);
  port1.close();
  const worker = new Worker("data:,onmessage = (event) => postMessage(event.data + 1)");
  const answer = new Promise((resolve) => { worker.onmessage = (event) => resolve(event.data); });
  worker.postMessage(1);
  assert_equals(await answer, 2);
  worker.terminate();
}, "messages and workers");

promise_test(async () => {
  for (const schedule of [setTimeout, setImmediate, queueMicrotask, requestAnimationFrame, requestIdleCallback]) {
    await new Promise((resolve) => schedule(resolve));
  }
  const controller = new TaskController({ priority: "background" });
  const task = scheduler.postTask(() => scheduler.yield().then(() => 1), { signal: controller.signal });
  controller.setPriority("user-blocking");
  assert_equals(await task, 1);
  const observed = new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().length)).observe({ type: "mark" });
  });
  performance.mark("a");
  assert_equals(performance.measure("b", "a").name, "b");
  assert_equals(await observed, 1);
}, "schedulers and performance");

promise_test(async () => {
  await turns(5);
  assert_array_equals(take_reports(), []);
}, "nothing of it was reported");
