// A test harness with the functions of the web-platform-tests' `testharness.js`, so that those tests run
// unchanged. The code is written for this runner.
//
// The file is one function. The runner calls it with an object of native functions and settings, and gets back
// an object whose methods it calls as the file runs. In a worker, `worker.js` is what calls it.
(native) => {
  "use strict";

  // Kept here, so that a test that replaces these built-ins does not change the harness.
  const { parse, stringify } = JSON;
  // A lone surrogate, which a test may have in its name, is no character that the results can have.
  const toWellFormed = Function.prototype.call.bind(String.prototype.toWellFormed);
  const { is } = Object;
  const hasOwn = Function.prototype.call.bind(Object.prototype.hasOwnProperty);
  const classOf = Function.prototype.call.bind(Object.prototype.toString);
  const setTimer = setTimeout;
  const PromiseConstructor = Promise;
  const then = Function.prototype.call.bind(Promise.prototype.then);
  const global = globalThis;

  const PASS = 0, FAIL = 1, TIMEOUT = 2, NOTRUN = 3, PRECONDITION_FAILED = 4;
  const STATUS = ["PASS", "FAIL", "TIMEOUT", "NOTRUN", "PRECONDITION_FAILED"];
  const INITIAL = 0, STARTED = 1, CLEANING = 2, COMPLETE = 3;

  // ---- values as text ----------------------------------------------------------------------------------

  const NAMED = { "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v", "\0": "\\0" };
  const escape = (text) =>
    text.replace(/[\\"\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]/gu, (c) => {
      if (c === "\\" || c === '"') return `\\${c}`;
      return NAMED[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
    });
  const show = (value, seen = []) => {
    if (typeof value === "string") return `"${escape(value)}"`;
    if (typeof value === "bigint") return `${value}n`;
    if (is(value, -0)) return "-0";
    if (typeof value !== "object" || value === null) {
      return typeof value === "function" ? `function "${value.name}"` : String(value);
    }
    if (seen.includes(value)) return "[...]";
    try {
      if (Array.isArray(value)) {
        const items = Array.prototype.map.call(value.slice(0, 50), (item) => show(item, [...seen, value]));
        return `[${items.join(", ")}${value.length > 50 ? ", ..." : ""}]`;
      }
      if (value instanceof Error || (global.DOMException && value instanceof global.DOMException)) {
        return `${value.name}: ${escape(String(value.message))}`;
      }
      return `object "${escape(String(value))}"`;
    } catch {
      return `object of class ${classOf(value)}`;
    }
  };

  // ---- assertions --------------------------------------------------------------------------------------

  class AssertionError extends Error {
    get name() {
      return "AssertionError";
    }
  }
  class OptionalFeatureUnsupportedError extends AssertionError {}

  let assertions = 0;
  const check = (ok, name, description, what) => {
    assertions++;
    if (ok) return;
    const about = description === undefined || description === null ? "" : `${description}: `;
    throw new AssertionError(`${name}: ${about}${typeof what === "function" ? what() : what}`);
  };
  const differ = (actual, expected) => () => `expected ${show(expected)}, got ${show(actual)}`;
  const number = (name, actual, description) =>
    check(typeof actual === "number" || typeof actual === "bigint", name, description,
      () => `expected a number, got ${show(actual)}`);
  const compare = (name, relation, holds) => (actual, expected, description) => {
    number(name, actual, description);
    check(typeof actual === typeof expected && holds(actual, expected), name, description,
      () => `expected a number ${relation} ${show(expected)}, got ${show(actual)}`);
  };
  const between = (name, relation, holds) => (actual, lower, upper, description) => {
    number(name, actual, description);
    check(holds(actual, lower, upper), name, description,
      () => `expected a number ${relation} ${show(lower)} and ${show(upper)}, got ${show(actual)}`);
  };
  const near = (actual, expected, epsilon) =>
    Number.isFinite(actual) && Number.isFinite(expected)
      ? Math.abs(actual - expected) <= epsilon
      : is(actual, expected);
  const isArrayLike = (value) => typeof value === "object" && value !== null && "length" in value;

  // Compares the enumerable properties of two objects, and of the objects in the first one, as deep as those go: what the second
  // has in the place of an object need not be one. Returns where they differ, or undefined.
  const difference = (actual, expected, path, above) => {
    const isObject = (value) => typeof value === "object" && value !== null;
    for (const key in actual) {
      if (!hasOwn(expected, key)) return `unexpected property ${path}.${key}`;
      const value = actual[key];
      if (!isObject(value)) {
        if (!is(value, expected[key])) return `at ${path}.${key}: ${differ(value, expected[key])()}`;
      } else if (!above.includes(value)) {
        const found = difference(value, expected[key], `${path}.${key}`, [...above, value]);
        if (found !== undefined) return found;
      }
    }
    for (const key in expected) {
      if (!hasOwn(actual, key)) return `property ${path}.${key} is missing`;
    }
    return undefined;
  };

  // Runs `f`, which has to throw, and returns the exception.
  const thrownBy = (name, f, description) => {
    try {
      f.call(undefined, undefined);
    } catch (error) {
      if (error instanceof AssertionError) throw error;
      return { error };
    }
    check(false, name, description, () => `${show(f)} did not throw`);
  };
  const isError = (name, error, constructor, description) => {
    check(typeof error === "object" && error !== null, name, description,
      () => `threw ${show(error)}, which is not an object`);
    check(error.constructor === constructor && error.name === constructor.name, name, description,
      () => `threw ${show(error)}, which is not a ${constructor.name} of this realm`);
  };
  const CODES = {
    IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5,
    NoModificationAllowedError: 7, NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10,
    InvalidStateError: 11, SyntaxError: 12, InvalidModificationError: 13, NamespaceError: 14,
    InvalidAccessError: 15, TypeMismatchError: 17, SecurityError: 18, NetworkError: 19, AbortError: 20,
    URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23, InvalidNodeTypeError: 24, DataCloneError: 25,
  };
  // Tests may give the code of an exception or the name of the constant, such as INDEX_SIZE_ERR.
  const domName = (type) => {
    const upper = (name) => `${name.replace(/Error$/, "").replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase()}_ERR`;
    for (const name in CODES) {
      if (type === CODES[name] || type === upper(name)) return name;
    }
    return type;
  };
  const isDomException = (name, error, type, constructor, description) => {
    const wanted = domName(type);
    check(typeof error === "object" && error !== null, name, description,
      () => `threw ${show(error)}, which is not an object`);
    check(error.name === wanted && error.code === (CODES[wanted] ?? 0), name, description,
      () => `expected a DOMException ${wanted}, got ${show(error)}`);
    check(error.constructor === constructor, name, description,
      () => `the DOMException ${wanted} is not of the expected realm`);
  };
  // The constructor is an optional argument in the middle.
  const domArguments = (rest, isLast) =>
    isLast(rest[0]) ? [global.DOMException, ...rest] : rest;

  const assertArrayEquals = (actual, expected, description) => {
    const name = "assert_array_equals";
    check(isArrayLike(actual), name, description, () => `${show(actual)} is not an array`);
    check(actual.length === expected.length, name, description,
      () => `lengths differ, ${differ(actual, expected)()}`);
    for (let i = 0; i < actual.length; i++) {
      check(hasOwn(actual, i) === hasOwn(expected, i) && is(actual[i], expected[i]), name, description,
        () => `at index ${i}, ${differ(actual, expected)()}`);
    }
  };
  const hasProperty = (name, own) => (object, property, description) => {
    check(typeof object === "object" || typeof object === "function", name, description,
      () => `${show(object)} is not an object`);
    check(own ? hasOwn(object, property) : !hasOwn(object, property) && property in object, name, description,
      () => `property ${show(property)} ${own ? "is not own" : "is not inherited"}`);
  };

  const assertThrowsQuota = (name, error, constructor, quota, requested, description) => {
    check(error?.name === "QuotaExceededError" && error.constructor === constructor, name, description,
      () => `expected a QuotaExceededError, got ${show(error)}`);
    for (const [key, wanted] of [["quota", quota], ["requested", requested]]) {
      check(typeof wanted === "function" ? wanted(error[key]) : is(error[key], wanted), name, description,
        () => `${key}: ${differ(error[key], wanted)()}`);
    }
  };

  const asserts = {
    assert_true: (actual, description) => check(actual === true, "assert_true", description, differ(actual, true)),
    assert_false: (actual, description) => check(actual === false, "assert_false", description, differ(actual, false)),
    assert_equals(actual, expected, description) {
      check(typeof actual === typeof expected && is(actual, expected), "assert_equals", description,
        differ(actual, expected));
    },
    assert_not_equals(actual, expected, description) {
      check(!is(actual, expected), "assert_not_equals", description, () => `got ${show(actual)}`);
    },
    assert_in_array(actual, expected, description) {
      check(expected.some((item) => is(item, actual)), "assert_in_array", description,
        () => `${show(actual)} is not in ${show(expected)}`);
    },
    assert_object_equals(actual, expected, description) {
      check(typeof actual === "object" && actual !== null, "assert_object_equals", description,
        () => `${show(actual)} is not an object`);
      const found = difference(actual, expected, "object", [actual]);
      check(found === undefined, "assert_object_equals", description, found);
    },
    assert_array_equals: assertArrayEquals,
    assert_array_approx_equals(actual, expected, epsilon, description) {
      const name = "assert_array_approx_equals";
      check(actual.length === expected.length, name, description,
        () => `lengths differ, ${differ(actual, expected)()}`);
      for (let i = 0; i < actual.length; i++) {
        check(near(actual[i], expected[i], epsilon), name, description,
          () => `at index ${i}, expected ${show(expected[i])} +/- ${epsilon}, got ${show(actual[i])}`);
      }
    },
    assert_approx_equals(actual, expected, epsilon, description) {
      number("assert_approx_equals", actual, description);
      check(near(actual, expected, epsilon), "assert_approx_equals", description,
        () => `expected ${show(expected)} +/- ${epsilon}, got ${show(actual)}`);
    },
    assert_less_than: compare("assert_less_than", "less than", (a, b) => a < b),
    assert_greater_than: compare("assert_greater_than", "greater than", (a, b) => a > b),
    assert_less_than_equal: compare("assert_less_than_equal", "of at most", (a, b) => a <= b),
    assert_greater_than_equal: compare("assert_greater_than_equal", "of at least", (a, b) => a >= b),
    assert_between_exclusive: between("assert_between_exclusive", "strictly between", (a, l, u) => a > l && a < u),
    assert_between_inclusive: between("assert_between_inclusive", "between", (a, l, u) => a >= l && a <= u),
    assert_regexp_match(actual, expected, description) {
      check(expected.test(actual), "assert_regexp_match", description,
        () => `${show(actual)} does not match ${expected}`);
    },
    assert_class_string(object, expected, description) {
      check(classOf(object) === `[object ${expected}]`, "assert_class_string", description,
        () => `expected "[object ${expected}]", got "${classOf(object)}"`);
    },
    assert_own_property: hasProperty("assert_own_property", true),
    assert_inherits: hasProperty("assert_inherits", false),
    assert_idl_attribute: hasProperty("assert_idl_attribute", false),
    assert_not_own_property(object, property, description) {
      check(!hasOwn(object, property), "assert_not_own_property", description,
        () => `property ${show(property)} is own`);
    },
    assert_readonly(object, property, description) {
      const before = object[property];
      try {
        object[property] = `${before}a`;
      } catch {
        // In strict code an assignment to a read-only property throws.
      }
      const after = object[property];
      check(is(before, after), "assert_readonly", description, () => `property ${show(property)} was changed`);
    },
    assert_throws_js(constructor, f, description) {
      const { error } = thrownBy("assert_throws_js", f, description);
      isError("assert_throws_js", error, constructor, description);
    },
    assert_throws_dom(type, ...rest) {
      const takesConstructor = typeof rest[1] === "function";
      const [constructor, f, description] = domArguments(rest, () => !takesConstructor);
      const { error } = thrownBy("assert_throws_dom", f, description);
      isDomException("assert_throws_dom", error, type, constructor, description);
    },
    assert_throws_exactly(exception, f, description) {
      const { error } = thrownBy("assert_throws_exactly", f, description);
      check(is(error, exception), "assert_throws_exactly", description, differ(error, exception));
    },
    assert_throws_quotaexceedederror(f, quota, requested, ...rest) {
      const constructor = typeof rest[0] === "function" ? rest[0] : global.QuotaExceededError;
      const name = "assert_throws_quotaexceedederror";
      assertThrowsQuota(name, thrownBy(name, f).error, constructor, quota, requested);
    },
    assert_unreached: (description) => check(false, "assert_unreached", description, "this must not be reached"),
    assert_any(assert, actual, expected, ...args) {
      const errors = [];
      for (const one of expected) {
        try {
          assert(actual, one, ...args);
          return;
        } catch (error) {
          errors.push(error.message);
        }
      }
      check(false, "assert_any", undefined, errors.join("; "));
    },
    assert_implements: (value, description) =>
      check(Boolean(value), "assert_implements", description, "not implemented"),
    assert_implements_optional(value, description) {
      assertions++;
      if (!value) throw new OptionalFeatureUnsupportedError(`assert_implements_optional: ${description ?? ""}`);
    },
  };

  for (const name in asserts) Object.defineProperty(asserts[name], "name", { value: name });

  // ---- tests -------------------------------------------------------------------------------------------

  const tests = [];
  const callbacks = { start: [], state: [], result: [], completion: [], report: [] };
  const harness = { status: "OK", message: null };
  const settings = { explicitDone: native.isWorker === true, allowUncaught: false, multiplier: native.multiplier, single: null };
  let loaded = false; // all scripts have run
  let ended = false; // no more tests will come
  let sent = false; // the runner has the results
  let queue = null; // a promise for the end of the last promise test
  let queued = 0;
  let remotes = 0; // workers whose tests have not all ended

  const fault = (message) => {
    if (harness.status !== "OK") return;
    Object.assign(harness, { status: "ERROR", message });
    native.tellFault?.(message);
  };
  // Places on the runner's server as paths of files.
  const located = (text) => (native.root === undefined ? text : text.split(native.origin).join(native.root));
  const OWN_FRAME = /\((boa-ac:|https?:\/\/[^/]*\/resources\/)testharness|\(native\)/;
  const describe = (error) => {
    const isObject = typeof error === "object" && error !== null;
    const text = error instanceof AssertionError ? error.message : show(error);
    let stack = "";
    try {
      if (isObject && typeof error.stack === "string") {
        // Frames of this file are left out.
        const lines = error.stack.split("\n").filter((line) => !OWN_FRAME.test(line));
        stack = `\n${located(lines.join("\n"))}`;
      }
    } catch {
      // The test defined a getter that throws.
    }
    return `${text}${stack}`;
  };
  const isThenable = (value) => value !== null && typeof value === "object" && typeof value.then === "function";

  class Test {
    constructor(name, properties) {
      this.name = name === undefined || name === null ? untitled() : String(name);
      this.properties = properties ?? {};
      this.phase = INITIAL;
      // As files name them. There is no phase in which a test has a result and goes on.
      this.phases = { INITIAL, STARTED, HAS_RESULT: CLEANING, CLEANING, COMPLETE };
      this.status = NOTRUN;
      this.message = null;
      this.isPromiseTest = false;
      this.asserted = assertions;
      this.cleanups = [];
      this.waiting = [];
      if (sent) {
        fault(`the test ${show(this.name)} was made after the end`);
        return;
      }
      if (tests.some((other) => other.name === this.name)) fault(`there are two tests named ${show(this.name)}`);
      if (tests.length === 0) call(callbacks.start, this.properties);
      this.index = tests.length;
      tests.push(this);
      native.tell?.(this);
      call(callbacks.state, this);
    }
    step(f, self, ...args) {
      if (this.phase >= CLEANING) return undefined;
      if (this.phase === INITIAL) {
        this.phase = STARTED;
        this.asserted = assertions;
        // The result of a test that does not end.
        this.status = TIMEOUT;
        native.tell?.(this);
        call(callbacks.state, this);
      }
      try {
        return f.apply(self === undefined ? this : self, args);
      } catch (error) {
        if (this.phase < CLEANING) this.fail(error);
        return undefined;
      }
    }
    fail(error) {
      const optional = error instanceof OptionalFeatureUnsupportedError;
      this.end(optional ? PRECONDITION_FAILED : FAIL, describe(error));
    }
    step_func(f, self) {
      const test = this;
      return function (...args) {
        return test.step(f, self === undefined ? test : self, ...args);
      };
    }
    step_func_done(f, self) {
      const test = this;
      return function (...args) {
        if (f) test.step(f, self === undefined ? test : self, ...args);
        test.done();
      };
    }
    unreached_func(description) {
      return this.step_func(() => asserts.assert_unreached(description));
    }
    step_timeout(f, ms, ...args) {
      return setTimer(this.step_func(() => f.apply(this, args)), ms * settings.multiplier);
    }
    step_wait_func(condition, f, description, timeout = 3000, interval = 100) {
      const attempts = Math.ceil((timeout * settings.multiplier) / interval);
      const attempt = (left) => {
        if (condition()) return void f();
        asserts.assert_true(left > 0, description ?? "a condition that a test waited for");
        setTimer(this.step_func(() => attempt(left - 1)), interval);
      };
      this.step(attempt, this, attempts);
    }
    step_wait_func_done(condition, f, description, timeout, interval) {
      const last = () => {
        if (f) f();
        this.done();
      };
      this.step_wait_func(condition, last, description, timeout, interval);
    }
    step_wait(condition, description, timeout, interval) {
      return new PromiseConstructor((resolve) => {
        this.step_wait_func(condition, resolve, description, timeout, interval);
      });
    }
    add_cleanup(f) {
      this.cleanups.push(f);
    }
    get_signal() {
      if (this.controller === undefined) {
        this.controller = new AbortController();
        this.add_cleanup(() => this.controller.abort());
      }
      return this.controller.signal;
    }
    force_timeout() {
      this.end(TIMEOUT, this.message);
    }
    set_status(status, message, stack) {
      Object.assign(this, { status, message: message ?? null, stack });
    }
    done() {
      if (this.phase >= CLEANING) return;
      if (native.strict && this.asserted === assertions) this.end(FAIL, "it asserts nothing");
      else this.end(PASS, null);
    }
    end(status, message) {
      if (this.phase >= CLEANING) return;
      this.phase = CLEANING;
      Object.assign(this, { status, message });
      const pending = [];
      for (const cleanup of this.cleanups.splice(0)) {
        try {
          const result = cleanup();
          if (isThenable(result)) pending.push(result);
        } catch (error) {
          fault(`a cleanup of ${show(this.name)} threw: ${describe(error)}`);
        }
      }
      if (pending.length === 0) return this.complete();
      const failed = (error) => {
        fault(`a cleanup of ${show(this.name)} was rejected: ${describe(error)}`);
        this.complete();
      };
      then(PromiseConstructor.all(pending), () => this.complete(), failed);
    }
    complete() {
      this.phase = COMPLETE;
      native.tell?.(this);
      call(callbacks.state, this);
      call(callbacks.result, this);
      for (const waiting of this.waiting.splice(0)) waiting();
      settle();
    }
    // Calls `f` when the test and its cleanups have ended.
    whenComplete(f) {
      if (this.phase === COMPLETE) f();
      else this.waiting.push(f);
    }
  }
  Object.assign(Test, { PASS, FAIL, TIMEOUT, NOTRUN, PRECONDITION_FAILED });
  Object.assign(Test.prototype, { PASS, FAIL, TIMEOUT, NOTRUN, PRECONDITION_FAILED });

  let untitledTests = 0;
  const untitled = () => {
    const number = untitledTests++;
    return number === 0 ? native.title : `${native.title} ${number}`;
  };
  const call = (functions, ...args) => {
    for (const f of functions) f(...args);
  };
  const status = () => ({ status: ["OK", "ERROR", "TIMEOUT"].indexOf(harness.status), message: harness.message });

  // Sends the results once all tests have ended.
  const settle = () => {
    // A strict run ends when the event loop is idle.
    if (sent || native.strict || !loaded || !ended || queued > 0 || remotes > 0) return;
    if (tests.some((test) => test.phase !== COMPLETE)) return;
    send();
  };
  const send = () => {
    if (sent) return;
    if (tests.length === 0 && harness.status === "OK") fault("the file has no test");
    sent = true;
    try {
      call(callbacks.completion, tests, status());
    } catch (error) {
      fault(`a completion callback threw: ${describe(error)}`);
    }
    // The JSON is put together by hand: `stringify` calls `toJSON` methods on objects, but not on strings.
    const text = (value) => (value === null || value === undefined ? "null" : stringify(toWellFormed(`${value}`)));
    let results = "";
    for (let i = 0; i < tests.length; i++) {
      const { name, status, message } = tests[i];
      results += `${i > 0 ? "," : ""}{"name":${text(name)},"status":"${STATUS[status]}","message":${text(message)}}`;
    }
    native.complete(`{"status":"${harness.status}","message":${text(harness.message)},"tests":[${results}]}`);
  };

  // The message of a worker, which does not know where the files are.
  const withPaths = (message) => {
    if (typeof message !== "string") return message;
    const [first, ...frames] = message.split("\n");
    return [first, ...frames.map(located)].join("\n");
  };
  // The tests of a worker whose script has loaded a harness of its own: they become tests of this file. The promise is
  // resolved when all of them have ended.
  const testsOfWorker = (worker) =>
    new PromiseConstructor((resolve) => {
      const theirs = [];
      let begun = false;
      let over = false;
      remotes++;
      const end = () => {
        if (over) return;
        over = true;
        remotes--;
        resolve();
        settle();
      };
      const update = ({ name, phase, status, message }, index) => {
        const test = (theirs[index] ??= new Test(name));
        if (test.phase >= CLEANING) return;
        if (phase === COMPLETE) test.end(status, withPaths(message));
        else Object.assign(test, { phase, status });
      };
      const heard = ({ data }) => {
        if (over || data?.harness !== "boa-ac") return;
        begun = true;
        if (data.type === "fault") return fault(data.message);
        if (data.type === "test_state") return update(data.test, data.index);
        if (data.type !== "complete") return;
        const { status, message, tests } = parse(data.results);
        tests.forEach((test, index) => {
          update({ ...test, phase: COMPLETE, status: STATUS.indexOf(test.status) }, index);
        });
        if (harness.status === "OK") Object.assign(harness, { status, message });
        end();
      };
      // A worker that has a harness tells itself what went wrong.
      const failed = (event) => {
        event.preventDefault();
        if (begun || over) return;
        fault(`the worker has no tests: ${event.message}`);
        end();
      };
      worker.addEventListener("message", heard);
      worker.addEventListener("error", failed);
    });

  const single = () => {
    settings.single ??= new Test(undefined);
    return settings.single;
  };
  const setup = (properties) => {
    if (properties.explicit_done) settings.explicitDone = true;
    if (properties.allow_uncaught_exception) settings.allowUncaught = true;
    if (properties.timeout_multiplier) settings.multiplier *= properties.timeout_multiplier;
    if (properties.single_test) {
      if (tests.length > 0 && settings.single === null) fault("single_test is for a file without other tests");
      settings.explicitDone = true;
      single().step(() => {});
    }
  };
  // Appends `f` to the queue of promise tests; it calls its argument when it has ended.
  const enqueue = (f) => {
    queued++;
    const run = () =>
      new PromiseConstructor((resolve) => {
        f(() => {
          queued--;
          resolve();
          settle();
        });
      });
    queue = then(queue ?? PromiseConstructor.resolve(), run);
  };
  const timerFor = (f, ms, args) => setTimer(() => f(...args), ms * settings.multiplier);

  const rejection = (name, test, promise, description, examine) => {
    const reached = () => check(false, name, description, "the promise was fulfilled");
    return then(promise, reached, (error) => {
      examine(error);
      return error;
    });
  };

  class EventWatcher {
    constructor(test, target, types, timeout) {
      this.types = typeof types === "string" ? [types] : types;
      let waiting = null;
      let recorded = null;
      const listener = test.step_func((event) => {
        asserts.assert_true(waiting !== null, `nothing waits for the event ${event.type}`);
        asserts.assert_equals(event.type, waiting.types[0], "the type of the event");
        if (recorded) recorded.push(event);
        if (waiting.types.length > 1) return void waiting.types.shift();
        const { resolve } = waiting;
        const result = recorded ?? event;
        waiting = recorded = null;
        resolve(result);
      });
      for (const type of this.types) target.addEventListener(type, listener, false);
      this.wait_for = (wanted, options) => {
        if (waiting !== null) return PromiseConstructor.reject("already waiting for an event");
        const list = typeof wanted === "string" ? [wanted] : [...wanted];
        recorded = options?.record === "all" ? [] : null;
        return new PromiseConstructor((resolve, reject) => {
          waiting = { types: list, resolve };
          const gaveUp = () => {
            if (waiting?.resolve !== resolve) return;
            waiting = null;
            reject(`timed out while waiting for ${list.join(", ")}`);
          };
          if (timeout) then(timeout(), test.step_func(gaveUp));
        });
      };
      this.stop_watching = () => {
        for (const type of this.types) target.removeEventListener(type, listener, false);
      };
      test.add_cleanup(this.stop_watching);
    }
  }

  // Collects garbage in a later turn of the event loop, when no WeakRef keeps its target alive any more.
  // `gc.now()` collects at once.
  const gc = async () => {
    await new PromiseConstructor((resolve) => setTimer(resolve, 0));
    await new PromiseConstructor((resolve) => setTimer(resolve, 0));
    native.collect();
  };
  gc.now = () => native.collect();

  // ---- the globals of test files -----------------------------------------------------------------------------

  Object.assign(global, asserts, {
    async fetch_json(resource) {
      const response = await fetch(resource);
      return response.json();
    },
    AssertionError,
    OptionalFeatureUnsupportedError,
    EventWatcher,
    format_value: (value) => show(value),
    test(f, name, properties) {
      const test = new Test(name, properties);
      const value = test.step(f, test, test);
      if (isThenable(value)) {
        test.fail(new AssertionError("test: the function returned a promise; it needs promise_test"));
      }
      test.done();
    },
    async_test(f, name, properties) {
      if (typeof f !== "function") [f, name, properties] = [undefined, f, name];
      const test = new Test(name, properties);
      if (f) {
        const value = test.step(f, test, test);
        if (isThenable(value)) {
          test.fail(new AssertionError("async_test: the function returned a promise; it needs promise_test"));
        }
      }
      return test;
    },
    promise_test(f, name, properties) {
      if (typeof f !== "function") [f, name, properties] = [undefined, f, name];
      const test = new Test(name, properties);
      test.isPromiseTest = true;
      enqueue((over) => {
        test.whenComplete(over);
        const promise = test.step(f, test, test);
        if (test.phase >= CLEANING) return;
        if (!isThenable(promise)) {
          return test.fail(new AssertionError("promise_test: the function did not return a promise"));
        }
        const failed = (error) => {
          if (test.phase < CLEANING) test.fail(error);
        };
        then(PromiseConstructor.resolve(promise), () => test.done(), failed);
      });
    },
    promise_setup(f, properties) {
      if (properties) setup(properties);
      enqueue((over) => {
        const failed = (error) => {
          fault(`promise_setup: ${describe(error)}`);
          over();
        };
        let promise;
        try {
          promise = f();
        } catch (error) {
          return failed(error);
        }
        if (!isThenable(promise)) return failed("the function did not return a promise");
        then(PromiseConstructor.resolve(promise), over, failed);
      });
    },
    setup(f, properties) {
      if (typeof f !== "function") [f, properties] = [undefined, f];
      if (properties) setup(properties);
      try {
        if (f) f();
      } catch (error) {
        fault(`setup: ${describe(error)}`);
      }
    },
    done() {
      if (settings.single !== null) settings.single.done();
      ended = true;
      settle();
    },
    fetch_tests_from_worker: testsOfWorker,
    generate_tests(f, cases, properties) {
      cases.forEach(([name, ...args], i) => {
        const own = Array.isArray(properties) ? properties[i] : properties;
        global.test(() => f(...args), name, own);
      });
    },
    step_timeout: (f, ms, ...args) => timerFor(f, ms, args),
    on_event(object, type, callback) {
      object.addEventListener(type, callback, false);
    },
    promise_rejects_js: (test, constructor, promise, description) =>
      rejection("promise_rejects_js", test, promise, description,
        (error) => isError("promise_rejects_js", error, constructor, description)),
    promise_rejects_dom(test, type, ...rest) {
      const [constructor, promise, description] = domArguments(rest, (first) => typeof first !== "function");
      return rejection("promise_rejects_dom", test, promise, description,
        (error) => isDomException("promise_rejects_dom", error, type, constructor, description));
    },
    promise_rejects_exactly: (test, exception, promise, description) =>
      rejection("promise_rejects_exactly", test, promise, description,
        (error) => check(is(error, exception), "promise_rejects_exactly", description, differ(error, exception))),
    promise_rejects_quotaexceedederror(test, promise, quota, requested, ...rest) {
      const constructor = typeof rest[0] === "function" ? rest[0] : global.QuotaExceededError;
      const name = "promise_rejects_quotaexceedederror";
      return rejection(name, test, promise, undefined,
        (error) => assertThrowsQuota(name, error, constructor, quota, requested));
    },
    add_start_callback: (f) => callbacks.start.push(f),
    add_test_state_callback: (f) => callbacks.state.push(f),
    add_result_callback: (f) => callbacks.result.push(f),
    add_completion_callback: (f) => callbacks.completion.push(f),
    // Only in this harness: `f` is called with each uncaught exception and unhandled rejection as an event
    // object, and returns whether the file expected it.
    add_report_callback: (f) => callbacks.report.push(f),
    timeout() {
      driver.timeOut("the test file said so", false);
    },
    GLOBAL: {
      isWindow: () => false,
      isWorker: () => native.isWorker === true,
      isShadowRealm: () => false,
    },
    gc,
    TestUtils: { gc },
  });
  global.self ??= global;
  if (native.location !== undefined && global.location === undefined) {
    const url = new URL(native.location);
    Object.defineProperty(global, "location", {
      value: Object.freeze({
        href: url.href, protocol: url.protocol, host: url.host, hostname: url.hostname, port: url.port,
        pathname: url.pathname, search: url.search, hash: url.hash, origin: url.origin, toString: () => url.href,
      }),
      configurable: true,
    });
  }

  // ---- the object for the runner ----------------------------------------------------------------------------

  const driver = {
    // The file and the scripts that it names have run.
    loaded() {
      loaded = true;
      if (!settings.explicitDone) ended = true;
      settle();
    },
    // An exception was not caught, or a rejection not handled. `event` describes it. `what` is empty if it is not
    // a failure.
    uncaught(error, what, event) {
      if (event !== undefined) {
        let expected = false;
        for (const f of callbacks.report) expected = f(event) || expected;
        if (expected || what === "") return;
      }
      if (settings.single !== null && settings.single.phase < CLEANING) return settings.single.fail(error);
      if (settings.allowUncaught) return;
      fault(`${what}: ${describe(error)}`);
      // Nobody knows whether the script of a worker comes to its `done()` after this.
      if (native.isWorker) {
        ended = true;
        settle();
      }
    },
    // The file itself threw: no more tests will come.
    aborted(error) {
      driver.uncaught(error, "the script threw");
      loaded = ended = true;
      settle();
    },
    // Ends the file and the tests that have not ended. `idle`: the event loop has nothing left to do.
    timeOut(why, idle) {
      if (sent) return;
      if (idle && ended && queued === 0 && remotes === 0 && tests.every((test) => test.phase === COMPLETE)) return send();
      if (remotes > 0) why += " (a worker did not tell the end of its tests, which is when it calls done())";
      let blamed = false;
      for (const test of tests) {
        if (test.phase >= CLEANING) continue;
        test.message = why;
        blamed ||= test.phase !== INITIAL;
        test.phase = COMPLETE;
      }
      if (!blamed && harness.status === "OK") Object.assign(harness, { status: "TIMEOUT", message: why });
      send();
    },
  };
  return driver;
}
