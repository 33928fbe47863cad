// clause: HTML: StructuredSerialize: what cannot be cloned or transferred

const refused = (value, message) => assert_throws_dom("DataCloneError", () => structuredClone(value), message);

test(() => {
  for (const value of [() => {}, class {}, Symbol(), Symbol.iterator, Math.max, new Proxy({}, {}), new Proxy([], {}),
    Promise.resolve(), new WeakMap(), new WeakSet(), new WeakRef({}), (function* () {})(), [][Symbol.iterator](), Object(Symbol())]) {
    refused(value, String(typeof value));
    refused([{ value }]);
    refused(new Map([[value, 1]]));
    refused(new Map([[1, value]]));
    refused(new Set([value]));
    refused(new Error("m", { cause: value }));
  }
}, "functions, symbols, proxies and objects with a state of their own");

test(() => {
  for (const value of [new EventTarget(), new Event("a"), new AbortController(), AbortSignal.abort(), globalThis,
    new MessageChannel(), new MessageEvent("a")]) {
    refused(value, String(value));
  }
}, "platform objects");

test(() => {
  assert_throws_js(TypeError, () => structuredClone());
  assert_throws_js(TypeError, () => structuredClone(1, 2));
  assert_throws_js(TypeError, () => structuredClone(1, { transfer: 1 }));
  assert_throws_js(TypeError, () => structuredClone(1, { transfer: {} }));
  assert_throws_js(TypeError, () => structuredClone(1, { transfer: [1] }));
  assert_throws_exactly("thrown", () => structuredClone(1, { get transfer() { throw "thrown"; } }));
  assert_equals(structuredClone(1, null), 1);
  assert_equals(structuredClone(1, {}), 1);
  assert_equals(structuredClone.length, 1);
  assert_equals(structuredClone.name, "structuredClone");
}, "bad arguments of structuredClone");

test(() => {
  const buffer = new Uint8Array([1, 2, 3]).buffer;
  const view = new Uint8Array(buffer, 1);
  const copy = structuredClone({ view, buffer }, { transfer: [buffer] });
  assert_equals(buffer.byteLength, 0);
  assert_true(buffer.detached ?? true);
  assert_array_equals(Array.from(copy.view), [2, 3]);
  assert_equals(copy.view.buffer, copy.buffer);
  const unused = new ArrayBuffer(4);
  structuredClone(1, { transfer: new Set([unused]) });
  assert_equals(unused.byteLength, 0, "also one that the value does not mention");
}, "an array buffer is transferred");

test(() => {
  const copy = structuredClone(new ArrayBuffer(2, { maxByteLength: 8 }));
  const moved = structuredClone(copy, { transfer: [copy] });
  assert_equals(moved.maxByteLength, 8);
  moved.resize(8);
  assert_equals(moved.byteLength, 8);
}, "a resizable array buffer is transferred");

test(() => {
  const buffer = new ArrayBuffer(4);
  const view = new Uint8Array(buffer);
  const data = new DataView(buffer);
  assert_throws_dom("DataCloneError", () => structuredClone(1, { transfer: [buffer, buffer] }));
  assert_throws_dom("DataCloneError", () => structuredClone(1, { transfer: [{}] }));
  assert_throws_dom("DataCloneError", () => structuredClone(1, { transfer: [view] }));
  assert_throws_dom("DataCloneError", () => structuredClone(1, { transfer: [new SharedArrayBuffer(1)] }));
  assert_throws_dom("DataCloneError", () => structuredClone(() => {}, { transfer: [buffer] }));
  assert_equals(buffer.byteLength, 4, "nothing was transferred");
  structuredClone(1, { transfer: [buffer] });
  assert_throws_dom("DataCloneError", () => structuredClone(1, { transfer: [buffer] }));
  refused(buffer);
  refused(view);
  refused(data);
}, "what cannot be transferred, and what was");

test(() => {
  const buffer = new ArrayBuffer(4);
  const value = { get a() { structuredClone(1, { transfer: [buffer] }); return 1; } };
  assert_throws_dom("DataCloneError", () => structuredClone(value, { transfer: [buffer] }));
}, "a buffer that a getter detaches");

test(() => {
  const buffer = new ArrayBuffer(8, { maxByteLength: 8 });
  const auto = new Uint8Array(buffer, 6);
  const fixed = new Uint8Array(buffer, 0, 6);
  const view = new DataView(buffer, 0, 6);
  buffer.resize(4);
  refused(auto);
  refused(fixed);
  refused(view);
}, "views that are out of bounds");
