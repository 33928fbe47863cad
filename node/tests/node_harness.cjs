// The test functions of tests/js on Node, which is the oracle of tests/js/same: `node node_harness.cjs FILE...`.
// Prints a line for each failure and, last, how many tests there were.
"use strict";
const fs = require("node:fs");
const vm = require("node:vm");
globalThis.asyncHooks = require("node:async_hooks");
globalThis.onNode = true;

let checks = 0;
const fail = (message) => { throw new Error(message); };
const assert = (holds, message) => { checks++; if (!holds) fail(message); };
const shown = (value) => (Array.isArray(value) ? `[${value.map(shown)}]` : String(value));
const same = (actual, expected, what) =>
  assert(Object.is(actual, expected), `${what ?? ""} expected ${shown(expected)} but got ${shown(actual)}`);
const throws = (check, f, what) => {
  try { f(); } catch (error) { return assert(check(error), `${what ?? ""} threw ${error}`); }
  assert(false, `${what ?? ""} did not throw`);
};
const tests = [];
Object.assign(globalThis, {
  test: (f, name) => tests.push([name, f]),
  promise_test: (f, name) => tests.push([name, f]),
  assert_equals: same,
  assert_not_equals: (actual, other, what) => assert(!Object.is(actual, other), `${what ?? ""} got ${shown(actual)}`),
  assert_true: (value, what) => same(value, true, what),
  assert_false: (value, what) => same(value, false, what),
  assert_array_equals: (actual, expected, what) => {
    const alike = actual.length === expected.length && expected.every((value, i) => Object.is(actual[i], value));
    assert(alike, `${what ?? ""} expected ${shown(expected)} but got ${shown(actual)}`);
  },
  assert_unreached: (what) => assert(false, `reached: ${what}`),
  assert_throws_js: (type, f, what) => throws((error) => error instanceof type, f, what),
  assert_throws_exactly: (exact, f, what) => throws((error) => error === exact, f, what),
});
(async () => {
  let failed = 0;
  let count = 0;
  for (const file of process.argv.slice(2)) {
    tests.length = 0;
    vm.runInThisContext(`(function () {${fs.readFileSync(file, "utf8")}\n})`, { filename: file })();
    for (const [name, f] of [...tests]) {
      count++;
      checks = 0;
      try {
        await f();
        assert(checks > 0, "asserts nothing");
      } catch (error) {
        failed++;
        console.log(`${file}: ${name}: ${error.stack}`);
      }
    }
  }
  console.log(`${count} tests, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
})();
