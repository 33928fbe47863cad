// clause: Web IDL, DOMException

test(() => {
  const exception = new DOMException();
  assert_array_equals([exception.name, exception.message, exception.code], ["Error", "", 0]);
  const other = new DOMException("no", "AbortError");
  assert_array_equals([other.name, other.message, other.code], ["AbortError", "no", 20]);
  assert_equals(new DOMException("no", "MyError").code, 0);
  assert_equals(new DOMException("no", "").code, 0);
  assert_equals(String(other), "AbortError: no");
  assert_throws_js(TypeError, () => DOMException());
}, "name, message and code are those of the constructor");

test(() => {
  const exception = new DOMException();
  assert_true(exception instanceof Error);
  assert_equals(Object.getPrototypeOf(DOMException.prototype), Error.prototype);
  assert_equals(Object.getPrototypeOf(DOMException), Function.prototype);
  assert_equals(Object.prototype.toString.call(exception), "[object DOMException]");
  assert_array_equals(Object.keys(exception), []);
  assert_equals(new DOMException("no", "AbortError").stack, "AbortError: no");
  assert_equals(exception.stack, "Error");
  for (const name of ["name", "message", "code"]) {
    const { get } = Object.getOwnPropertyDescriptor(DOMException.prototype, name);
    assert_throws_js(TypeError, () => get.call(new Error()), name);
  }
}, "the prototype inherits from Error.prototype and has the accessors");

test(() => {
  const codes = { INDEX_SIZE_ERR: 1, INVALID_STATE_ERR: 11, ABORT_ERR: 20, TIMEOUT_ERR: 23, DATA_CLONE_ERR: 25 };
  for (const [name, code] of Object.entries(codes)) {
    assert_equals(DOMException[name], code);
    assert_equals(DOMException.prototype[name], code);
  }
  assert_equals(Object.keys(DOMException).length, 25);
  assert_equals(new DOMException("", "TimeoutError").code, DOMException.TIMEOUT_ERR);
  assert_equals(new DOMException("", "InvalidStateError").code, DOMException.INVALID_STATE_ERR);
}, "there are 25 legacy codes, and names have them");

test(() => {
  class Mine extends DOMException {}
  const exception = new Mine("m", "TimeoutError");
  assert_true(exception instanceof Mine);
  assert_equals(exception.code, 23);
}, "it can be subclassed");

test(() => {
  // The engine's is experimental.
  if (!Error.isError) return;
  assert_true(Error.isError(new DOMException()));
  assert_true(Error.isError(new TypeError()));
  for (const other of [undefined, {}, Object.create(DOMException.prototype), DOMException]) {
    assert_false(Error.isError(other));
  }
  const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(Error, "isError");
  assert_array_equals([value.name, value.length, "prototype" in value], ["isError", 1, false]);
  assert_array_equals([writable, enumerable, configurable], [true, false, true]);
  assert_throws_js(TypeError, () => new Error.isError());
}, "a DOMException is an error for Error.isError");
