// clause: HTML: StructuredSerialize, StructuredDeserialize

const clone = (value) => structuredClone(value);
const bytes = (buffer) => Array.from(new Uint8Array(buffer));

test(() => {
  for (const value of [undefined, null, true, false, 0, -0, 1, -1.5, NaN, Infinity, 2 ** 40, "", "text", "\ud800x", "äß", 0n, -12345678901234567890n]) {
    assert_equals(clone(value), value);
  }
}, "primitives");

test(() => {
  for (const [value, constructor] of [[Object(true), Boolean], [Object(false), Boolean], [Object(-0), Number], [Object("é"), String], [Object(7n), BigInt]]) {
    const copy = clone(value);
    assert_not_equals(copy, value);
    assert_equals(typeof copy, "object");
    assert_equals(Object.getPrototypeOf(copy), constructor.prototype);
    assert_equals(copy.valueOf(), value.valueOf());
  }
}, "wrapper objects");

test(() => {
  const date = new Date(1e12);
  date.extra = 1;
  const copy = clone(date);
  assert_true(copy instanceof Date);
  assert_not_equals(copy, date);
  assert_equals(copy.getTime(), 1e12);
  assert_equals(copy.extra, undefined);
  assert_equals(clone(new Date(NaN)).getTime(), NaN);
}, "dates");

test(() => {
  const regexp = /a\/b(?<n>\u{61})/gimsuyd;
  const source = regexp.source;
  regexp.lastIndex = 3;
  Object.defineProperty(regexp, "flags", { get() { throw "observed"; } });
  Object.defineProperty(regexp, "source", { get() { throw "observed"; } });
  const copy = clone(regexp);
  assert_equals(copy.source, source);
  assert_equals(copy.flags, "dgimsuy");
  assert_equals(copy.lastIndex, 0);
  assert_true(copy.test("a/ba"));
  assert_equals(clone(new RegExp("")).source, "(?:)");
  assert_equals(clone(/\p{L}/v).flags, "v");
}, "regular expressions, without looking at what the program put there");

test(() => {
  const buffer = new Uint8Array([1, 2, 3, 4]).buffer;
  const copy = clone(buffer);
  assert_true(copy instanceof ArrayBuffer);
  assert_array_equals(bytes(copy), [1, 2, 3, 4]);
  new Uint8Array(copy)[0] = 9;
  assert_array_equals(bytes(buffer), [1, 2, 3, 4]);
  assert_false(copy.resizable);
}, "array buffers");

test(() => {
  const buffer = new ArrayBuffer(4, { maxByteLength: 16 });
  Object.defineProperty(buffer, "maxByteLength", { get() { throw "observed"; } });
  const copy = clone(buffer);
  assert_true(copy.resizable);
  assert_equals(copy.byteLength, 4);
  assert_equals(copy.maxByteLength, 16);
  copy.resize(8);
  assert_equals(copy.byteLength, 8);
}, "resizable array buffers");

test(() => {
  const shared = new SharedArrayBuffer(4);
  const copy = clone(shared);
  assert_not_equals(copy, shared);
  new Uint8Array(copy)[1] = 7;
  assert_equals(new Uint8Array(shared)[1], 7, "the memory is the same");
}, "shared array buffers share their memory");

test(() => {
  const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]).buffer;
  for (const type of ["Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
    "BigInt64Array", "BigUint64Array", "Float16Array", "Float32Array", "Float64Array"]) {
    const constructor = globalThis[type];
    if (!constructor) continue;
    const copy = clone(new constructor(buffer, 8, 1));
    assert_equals(Object.getPrototypeOf(copy), constructor.prototype);
    assert_equals(copy.byteOffset, 8, type);
    assert_equals(copy.length, 1, type);
    assert_array_equals(bytes(copy.buffer), bytes(buffer));
  }
  const view = clone(new DataView(buffer, 3, 5));
  assert_true(view instanceof DataView);
  assert_array_equals([view.byteOffset, view.byteLength, view.getUint8(0)], [3, 5, 4]);
}, "views");

test(() => {
  const buffer = new ArrayBuffer(8);
  const copy = clone({ a: new Uint8Array(buffer), b: new DataView(buffer, 1), buffer, c: new Uint16Array(buffer, 2, 0) });
  assert_equals(copy.a.buffer, copy.buffer);
  assert_equals(copy.b.buffer, copy.buffer);
  assert_equals(copy.c.length, 0);
  copy.a[1] = 5;
  assert_equals(copy.b.getUint8(0), 5);
}, "views of one buffer have one buffer");

test(() => {
  const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
  const copy = clone({ auto: new Uint16Array(buffer, 2), fixed: new Uint16Array(buffer, 2, 3), view: new DataView(buffer, 1), part: new DataView(buffer, 1, 2) });
  copy.auto.buffer.resize(16);
  assert_array_equals([copy.auto.length, copy.fixed.length, copy.view.byteLength, copy.part.byteLength], [7, 3, 15, 2]);
}, "a view that follows its buffer's length still does");

test(() => {
  const copy = clone(new Map([["a", { b: 1 }], [NaN, 2], [new Map(), -0]]));
  assert_true(copy instanceof Map);
  const entries = [...copy];
  assert_equals(entries.length, 3);
  assert_equals(entries[0][1].b, 1);
  assert_equals(copy.get(NaN), 2);
  assert_true(entries[2][0] instanceof Map);
  const set = clone(new Set([1, "a", new Set([2])]));
  assert_true(set instanceof Set);
  const members = [...set];
  assert_array_equals(members.slice(0, 2), [1, "a"]);
  assert_array_equals([...members[2]], [2]);
}, "maps and sets, in order");

test(() => {
  const map = new Map();
  map.set("self", map).set({ get a() { map.set("late", 1); return 1; } }, 0);
  const copy = clone(map);
  assert_equals(copy.get("self"), copy);
  assert_false(copy.has("late"), "the entries are those at the beginning");
  const set = new Set();
  set.add(set);
  assert_true(clone(set).has(set) === false && clone(set).size === 1);
}, "maps and sets that change or hold themselves");

test(() => {
  for (const constructor of [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]) {
    const copy = clone(new constructor("m"));
    assert_equals(Object.getPrototypeOf(copy), constructor.prototype);
    assert_equals(copy.message, "m");
    assert_equals(Object.prototype.toString.call(copy), "[object Error]");
    assert_false(Object.getOwnPropertyDescriptor(copy, "message").enumerable);
    assert_true(Error.isError?.(copy) ?? true);
  }
  const own = Object.assign(new Error("m"), { name: "Own", extra: 1 });
  assert_equals(Object.getPrototypeOf(clone(own)), Error.prototype);
  assert_equals(clone(own).name, "Error");
  assert_equals(clone(own).extra, undefined);
  class Sub extends TypeError {}
  assert_equals(Object.getPrototypeOf(clone(new Sub())), TypeError.prototype);
}, "errors, by their name");

test(() => {
  assert_false(Object.hasOwn(clone(new Error()), "message"));
  assert_false(Object.hasOwn(clone(new Error("m")), "cause"));
  assert_true(Object.hasOwn(clone(new Error("m", { cause: undefined })), "cause"));
  const error = new Error("outer", { cause: new TypeError("inner") });
  error.cause.cause = error;
  const copy = clone(error);
  assert_true(copy.cause instanceof TypeError);
  assert_equals(copy.cause.cause, copy);
  const odd = new Error("m");
  Object.defineProperty(odd, "message", { get() { throw "observed"; } });
  assert_false(Object.hasOwn(clone(odd), "message"));
  assert_equals(clone(Object.defineProperty(new Error(), "message", { value: 7 })).message, "7");
}, "errors: message and cause");

test(() => {
  function thrower() { return new Error("m"); }
  const error = thrower();
  assert_equals(clone(error).stack, error.stack);
  assert_true(clone(error).stack.includes("thrower"));
  error.stack = "own";
  assert_equals(clone(error).stack, "own");
}, "errors: stack");

test(() => {
  const exception = new DOMException("m", "DataCloneError");
  const copy = clone({ exception }).exception;
  assert_true(copy instanceof DOMException);
  assert_not_equals(copy, exception);
  assert_array_equals([copy.name, copy.message, copy.code], ["DataCloneError", "m", 25]);
}, "DOMException");

test(() => {
  const array = [1, , { a: 1 }, undefined];
  array.extra = "e";
  array[7] = 8;
  const copy = clone(array);
  assert_true(Array.isArray(copy));
  assert_equals(copy.length, 8);
  assert_false(1 in copy);
  assert_false(5 in copy);
  assert_true(3 in copy);
  assert_equals(copy[2].a, 1);
  assert_equals(copy[7], 8);
  assert_equals(copy.extra, "e");
  const long = [];
  long.length = 4294967295;
  assert_equals(clone(long).length, 4294967295);
  class Sub extends Array {}
  assert_equals(Object.getPrototypeOf(clone(new Sub(3))), Array.prototype);
}, "arrays, with holes and extra properties");

test(() => {
  const symbol = Symbol();
  class C { x = 1; #y = 2; get z() { return 3; } }
  const value = Object.assign(new C(), { [symbol]: 1, 5: "five", "-1": 0 });
  Object.defineProperty(value, "hidden", { value: 1, enumerable: false });
  const copy = clone(value);
  assert_equals(Object.getPrototypeOf(copy), Object.prototype);
  assert_array_equals(Reflect.ownKeys(copy), ["5", "x", "-1"]);
  assert_equals(Object.getPrototypeOf(clone(Object.create(null))), Object.prototype);
  const odd = clone(JSON.parse('{"__proto__": 1}'));
  assert_true(Object.hasOwn(odd, "__proto__"));
  assert_equals(Object.getPrototypeOf(odd), Object.prototype);
}, "plain objects: own enumerable properties with string keys");

test(() => {
  const log = [];
  const inner = { get x() { log.push("x"); return 1; } };
  const value = { get a() { log.push("a"); return inner; }, get b() { log.push("b"); delete value.c; return 2; }, c: 3 };
  const copy = clone(value);
  assert_array_equals(log, ["a", "x", "b"], "depth first");
  assert_array_equals(Object.keys(copy), ["a", "b"], "what a getter deletes is not there");
  assert_true("value" in Object.getOwnPropertyDescriptor(copy, "a"));
  assert_throws_exactly("thrown", () => clone({ get a() { throw "thrown"; } }));
}, "getters are called");

test(() => {
  const shared = {};
  const value = { a: shared, b: [shared] };
  value.self = value;
  const copy = clone(value);
  assert_equals(copy.self, copy);
  assert_equals(copy.a, copy.b[0]);
  assert_not_equals(copy.a, shared);
}, "cycles and shared references");

test(() => {
  let list = null;
  for (let i = 0; i < 50000; i++) list = { next: list };
  let copy = clone(list);
  let length = 0;
  for (; copy; copy = copy.next) length++;
  assert_equals(length, 50000);
}, "depth has no limit");

test(() => {
  const proto = Object.prototype;
  Object.defineProperty(proto, "own", { set() { throw "observed"; }, configurable: true });
  const saved = Map.prototype.set;
  Map.prototype.set = Set.prototype.add = () => { throw "observed"; };
  Object.defineProperty(Array.prototype, "0", { set() { throw "observed"; }, configurable: true });
  try {
    assert_equals(clone({ own: 1 }).own, 1);
    assert_equals(clone(new Map([])).size, 0);
    assert_equals(clone([5])[0], 5);
  } finally {
    delete proto.own;
    delete Array.prototype[0];
    Map.prototype.set = saved;
    delete Set.prototype.add;
  }
}, "deserializing calls nothing that the program has put there");

promise_test(async () => {
  const blob = new Blob(["abc"], { type: "a/b" });
  const file = new File([blob], "n\u00e4me", { lastModified: 5, type: "c/d" });
  const copy = structuredClone({ blob, file, again: blob, slice: file.slice(1) });
  assert_true(copy.blob instanceof Blob && !(copy.blob instanceof File) && copy.blob !== blob);
  assert_equals(copy.again, copy.blob);
  assert_array_equals([copy.blob.type, await copy.blob.text()], ["a/b", "abc"]);
  assert_true(copy.file instanceof File);
  assert_array_equals([copy.file.name, copy.file.lastModified, copy.file.type, await copy.file.text()], ["n\u00e4me", 5, "c/d", "abc"]);
  assert_equals(await copy.slice.text(), "bc");
  const worker = new Worker(`data:text/javascript,${encodeURIComponent("onmessage = async ({ data }) => postMessage([data.constructor.name, data.name, await data.text(), data])")}`);
  worker.postMessage(file);
  const [kind, name, text, back] = await new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
  worker.terminate();
  assert_array_equals([kind, name, text, back.name, back instanceof File], ["File", "n\u00e4me", "abc", "n\u00e4me", true]);
}, "blobs and files are cloned");
