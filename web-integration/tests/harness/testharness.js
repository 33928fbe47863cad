// The harness of the files in tests/js. The names are those of web-platform-tests, so that its tests read
// the same; the code is ours. From Rust: $collect() runs the collector, $onReport(f) receives reports.
(() => {
  const results = [];
  let queue = Promise.resolve();
  let asserts = 0;
  let reports = [];

  $onReport((report) => reports.push(report));

  const show = (value) => {
    if (typeof value === "string") return JSON.stringify(value);
    if (Object.is(value, -0)) return "-0";
    if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
    try {
      return String(value);
    } catch {
      return typeof value;
    }
  };
  const check = (ok, what, message) => {
    asserts++;
    if (!ok) throw new Error(`${message ? `${message}: ` : ""}${what}`);
  };
  const describe = (error) => {
    const place = error instanceof Error && error.stack ? `\n${error.stack}` : "";
    return `${show(error)}${place}`;
  };

  const rejection = async (promise, message) => {
    let value;
    try {
      value = await promise;
    } catch (error) {
      return error;
    }
    check(false, `resolved with ${show(value)}`, message);
  };

  class Test {
    constructor(name) {
      if (typeof name !== "string" || name === "") throw new Error("a test has a name");
      if (results.some((other) => other.name === name)) throw new Error(`two tests are named ${name}`);
      this.name = name;
      this.status = "never finished";
      this.finished = false;
      this.cleanups = [];
      this.before = asserts;
      results.push(this);
    }
    add_cleanup(f) {
      this.cleanups.push(f);
    }
    fail(error) {
      this.end(`failed: ${describe(error)}`);
    }
    done() {
      this.end(asserts > this.before ? "passed" : "asserts nothing");
    }
    end(status) {
      // A failure after the end still is one.
      if (this.finished && status === "passed") return;
      if (!this.finished || this.status === "passed") this.status = status;
      this.finished = true;
      for (const f of this.cleanups.splice(0)) f();
    }
    step(f, ...args) {
      try {
        return f.apply(this, args);
      } catch (error) {
        this.fail(error);
      }
    }
    step_func(f) {
      const test = this;
      return function (...args) {
        return test.step(() => f.apply(this, args));
      };
    }
    step_func_done(f) {
      return this.step_func((...args) => {
        f?.(...args);
        this.done();
      });
    }
    unreached_func(message) {
      return this.step_func(() => assert_unreached(message));
    }
    step_timeout(f, ms) {
      return setTimeout(this.step_func(f), ms);
    }
  }

  Object.assign(globalThis, {
    test(f, name) {
      const test = new Test(name);
      test.step(f, test);
      if (!test.finished) test.done();
    },
    async_test(f, name) {
      const test = new Test(typeof f === "string" ? f : name);
      if (typeof f === "function") test.step(f, test);
      return test;
    },
    promise_test(f, name) {
      const test = new Test(name);
      queue = queue.then(async () => {
        test.before = asserts;
        try {
          await f(test);
          test.done();
        } catch (error) {
          test.fail(error);
        }
      });
    },
    assert_true(actual, message) {
      check(actual === true, `${show(actual)} is not true`, message);
    },
    assert_false(actual, message) {
      check(actual === false, `${show(actual)} is not false`, message);
    },
    assert_equals(actual, expected, message) {
      check(Object.is(actual, expected), `${show(actual)} is not ${show(expected)}`, message);
    },
    assert_not_equals(actual, other, message) {
      check(!Object.is(actual, other), `both are ${show(actual)}`, message);
    },
    assert_array_equals(actual, expected, message) {
      const same =
        Array.isArray(actual) &&
        actual.length === expected.length &&
        expected.every((value, i) => Object.is(value, actual[i]));
      check(same, `${show(actual)} is not ${show(expected)}`, message);
    },
    assert_throws_js(constructor, f, message) {
      let error;
      try {
        f();
      } catch (thrown) {
        error = thrown;
        check(error?.constructor === constructor, `threw ${show(error)}`, message);
        return;
      }
      check(false, "did not throw", message);
    },
    assert_throws_dom(name, f, message) {
      try {
        f();
      } catch (error) {
        check(error instanceof DOMException && error.name === name, `threw ${show(error)}`, message);
        return;
      }
      check(false, "did not throw", message);
    },
    assert_throws_exactly(value, f, message) {
      try {
        f();
      } catch (error) {
        check(Object.is(error, value), `threw ${show(error)}`, message);
        return;
      }
      check(false, "did not throw", message);
    },
    assert_unreached(message) {
      check(false, "this must not be reached", message);
    },
    // What was reported since the last call. A report that nobody takes fails the file.
    take_reports() {
      return reports.splice(0);
    },
    delay(ms) {
      return new Promise((resolve) => setTimeout(resolve, ms));
    },
    // Lets turns of the event loop pass; each runs one timer and one message.
    async turns(count = 20) {
      for (let i = 0; i < count; i++) await delay(0);
    },
    // Collects in a later turn of the event loop, when no WeakRef keeps its target any more.
    async gc() {
      await delay(0);
      await delay(0);
      $collect();
    },
    // Whether what `make` returns is gone after a collection. It is called in a frame of its own.
    async collected(make) {
      const weak = await (async () => new WeakRef(await make()))();
      await gc();
      return weak.deref() === undefined;
    },
    // Waits until `f` returns, or resolves to, something true; gives up after some seconds.
    async until(f, message) {
      for (let i = 0; i < 1000; i++) {
        const value = await f();
        if (value) return value;
        await delay(5);
      }
      check(false, "did not happen", message);
    },
    async promise_rejects_js(test, constructor, promise, message) {
      const error = await rejection(promise, message);
      check(error?.constructor === constructor, `rejected with ${show(error)}`, message);
      return error;
    },
    async promise_rejects_dom(test, name, promise, message) {
      const error = await rejection(promise, message);
      const right = error instanceof DOMException && error.name === name;
      check(right, `rejected with ${show(error)}`, message);
      return error;
    },
    async promise_rejects_exactly(test, value, promise, message) {
      const error = await rejection(promise, message);
      check(Object.is(error, value), `rejected with ${show(error)}`, message);
    },
    $verdict() {
      const lines = results.map((test) => `${test.name}\t${test.status}`);
      for (const report of reports) {
        lines.push(`(reports)\tan unexpected report: ${show(report.error ?? report.reason)}`);
      }
      return lines.join("\0");
    },
  });
})();
