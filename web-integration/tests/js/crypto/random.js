// clause: Web Cryptography: getRandomValues, randomUUID; HTML: navigator

test(() => {
  assert_equals(Object.prototype.toString.call(crypto), "[object Crypto]");
  assert_throws_js(TypeError, () => new Crypto());
  for (const make of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array, BigUint64Array]) {
    const array = new make(64);
    assert_equals(crypto.getRandomValues(array), array);
    assert_true(new Set(array).size > 8, make.name);
  }
  const whole = new Uint8Array(96);
  crypto.getRandomValues(whole.subarray(32, 64));
  assert_true(whole.subarray(0, 32).every((byte) => byte === 0) && whole.subarray(64).every((byte) => byte === 0));
  assert_true(whole.subarray(32, 64).some((byte) => byte !== 0));
  class Sub extends Uint8Array {}
  assert_true(crypto.getRandomValues(new Sub(4)) instanceof Sub);
  assert_equals(crypto.getRandomValues(new Uint8Array(0)).length, 0);
}, "random values fill an array of integers");

test(() => {
  for (const wrong of [new Float32Array(4), new Float64Array(4), new DataView(new ArrayBuffer(4))]) {
    assert_throws_dom("TypeMismatchError", () => crypto.getRandomValues(wrong), wrong.constructor.name);
  }
  for (const wrong of [undefined, null, {}, [1], new ArrayBuffer(4), "text"]) assert_throws_js(TypeError, () => crypto.getRandomValues(wrong));
  assert_equals(crypto.getRandomValues(new Uint8Array(65536)).length, 65536);
  assert_throws_dom("QuotaExceededError", () => crypto.getRandomValues(new Uint8Array(65537)));
  assert_throws_dom("QuotaExceededError", () => crypto.getRandomValues(new Uint32Array(16385)));
  assert_throws_js(TypeError, () => Crypto.prototype.getRandomValues.call({}, new Uint8Array(1)));
}, "what cannot be filled");

test(() => {
  const seen = new Set();
  for (let i = 0; i < 200; i++) {
    const uuid = crypto.randomUUID();
    assert_true(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid), uuid);
    seen.add(uuid);
  }
  assert_equals(seen.size, 200);
  assert_throws_js(TypeError, () => Crypto.prototype.randomUUID.call({}));
}, "random UUIDs");

test(() => {
  assert_true(navigator instanceof Navigator);
  assert_true(navigator.userAgent.startsWith("boa_async_context_web/"));
  assert_true(navigator.hardwareConcurrency >= 1);
  for (const name of ["crypto", "navigator"]) {
    const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, name);
    assert_array_equals([get.name, set, enumerable, configurable], [`get ${name}`, undefined, true, true]);
    assert_equals(globalThis[name], globalThis[name]);
  }
}, "navigator, and how both are defined");
