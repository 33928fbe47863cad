// META: title=Assertions
// A test whose name begins with "fails" has to fail; every other test has to pass.
const cases = [
  [assert_true, [true], [[1], [false], ["true"]]],
  [assert_false, [false], [[0], [true], [undefined]]],
  [assert_equals, [NaN, NaN], [[1, "1"], [0, -0], [{}, {}], [null, undefined]]],
  [assert_not_equals, [0, -0], [[NaN, NaN], ["a", "a"]]],
  [assert_in_array, [2, [1, 2]], [["2", [1, 2]], [0, [-0]]]],
  [assert_object_equals, [{ a: [1] }, { a: [1] }], [[{ a: 1 }, { b: 1 }], [{}, { a: 1 }], [{ a: 1, b: 2 }, { a: 1 }], [{ a: { b: 1 } }, { a: { b: 2 } }], [{ a: 1 }, { a: { b: 1 } }], [{ a: { b: 1 } }, { a: 1 }], [1, 1]]],
  [assert_array_equals, [[1, NaN], [1, NaN]], [[[1], [1, 2]], [[1, 2], [2, 1]], [[,], [undefined]], ["a", ["a"]]]],
  [assert_array_approx_equals, [[1, 2], [1.1, 1.9], 0.2], [[[1], [1.3], 0.2], [[1], [1, 1], 9], [[NaN], [1], 9]]],
  [assert_approx_equals, [1, 1.5, 0.5], [[1, 1.6, 0.5], [NaN, 1, 9], ["1", 1, 1]]],
  [assert_less_than, [1, 2], [[2, 2], [NaN, 1], ["1", 2]]],
  [assert_greater_than, [2, 1], [[2, 2], [1, "0"]]],
  [assert_less_than_equal, [2, 2], [[3, 2], [NaN, NaN]]],
  [assert_greater_than_equal, [2n, 2n], [[1, 2], [2n, 1]]],
  [assert_between_exclusive, [2, 1, 3], [[1, 1, 3], [3, 1, 3], [4, 1, 3]]],
  [assert_between_inclusive, [1, 1, 3], [[0, 1, 3], [4, 1, 3]]],
  [assert_regexp_match, ["abc", /b/], [["abc", /^b/]]],
  [assert_class_string, [[], "Array"], [[[], "Object"]]],
  [assert_own_property, [{ a: 1 }, "a"], [[{}, "toString"], [1, "a"]]],
  [assert_not_own_property, [{}, "toString"], [[{ a: 1 }, "a"]]],
  [assert_inherits, [{}, "toString"], [[{ a: 1 }, "a"], [{}, "b"]]],
  [assert_idl_attribute, [new Event("a"), "type"], [[{ type: 1 }, "type"]]],
  [assert_readonly, [Object.freeze({ a: "b" }), "a"], [[{ a: "b" }, "a"]]],
  [assert_throws_js, [TypeError, () => null.a], [[TypeError, () => {}], [Error, () => null.a], [TypeError, () => { throw "TypeError"; }], [TypeError, () => { throw { name: "TypeError" }; }]]],
  [assert_throws_dom, ["AbortError", () => { throw new DOMException("", "AbortError"); }],
    [["AbortError", () => {}], ["AbortError", () => { throw new DOMException("", "DataError"); }],
     ["AbortError", () => { throw { name: "AbortError", code: 20 }; }], ["AbortError", () => { throw new Error(); }],
     ["AbortError", class {}, () => { throw new DOMException("", "AbortError"); }]]],
  [assert_throws_exactly, [1, () => { throw 1; }], [[1, () => { throw "1"; }], [undefined, () => {}]]],
  [assert_unreached, null, [[]]],
  [assert_any, [assert_equals, 1, [2, 1]], [[assert_equals, 1, [2, 3]]]],
  [assert_implements, [{}], [[undefined], [0]]],
];
for (const [assert, good, bad] of cases) {
  if (good) test(() => assert(...good), `${assert.name} holds`);
  bad.forEach((args, i) => test(() => assert(...args), `fails: ${assert.name} ${i}`));
}
test(() => assert_throws_dom(20, () => { throw new DOMException("", "AbortError"); }), "a DOMException by its code");
test(() => assert_throws_dom("ABORT_ERR", () => { throw new DOMException("", "AbortError"); }), "a DOMException by its constant");
test(() => assert_throws_dom("DATA_CLONE_ERR", DOMException, () => { throw new DOMException("", "DataCloneError"); }), "a DOMException with its constructor");
test(() => assert_throws_js(TypeError, () => assert_true(false)), "fails: an assertion inside of assert_throws_js");
test(() => { assert_equals(1, 1); throw undefined; }, "fails: undefined is thrown");
test(() => { throw { get stack() { throw 1; } }; }, "fails: something strange is thrown");
test(() => Promise.resolve(), "fails: test with a promise");
async_test(async () => {}, "fails: async_test with a promise");
promise_test(() => 1, "fails: promise_test without a promise");
promise_test(() => { throw 1; }, "fails: promise_test throws");
promise_test((t) => promise_rejects_js(t, TypeError, Promise.reject(new RangeError())), "fails: promise_rejects_js, another error");
promise_test((t) => promise_rejects_js(t, TypeError, Promise.resolve()), "fails: promise_rejects_js, fulfilled");
promise_test((t) => promise_rejects_js(t, TypeError, Promise.reject(new TypeError())), "promise_rejects_js");
promise_test((t) => promise_rejects_dom(t, "AbortError", Promise.reject(AbortSignal.abort().reason)), "promise_rejects_dom");
promise_test((t) => promise_rejects_dom(t, "AbortError", DOMException, Promise.reject(AbortSignal.abort().reason), "text"), "promise_rejects_dom with its constructor");
promise_test((t) => promise_rejects_dom(t, "DataError", Promise.reject(AbortSignal.abort().reason)), "fails: promise_rejects_dom, another error");
promise_test((t) => promise_rejects_exactly(t, 1, Promise.reject(1)), "promise_rejects_exactly");
promise_test((t) => promise_rejects_exactly(t, 1, Promise.reject(2)), "fails: promise_rejects_exactly, another value");

async_test((t) => setTimeout(t.unreached_func("text"), 1), "fails: unreached_func");
async_test((t) => { t.step_timeout(() => { throw 1; }, 1); }, "fails: step_timeout");
async_test((t) => { t.step_timeout((a) => { assert_equals(a, 2); t.done(); }, 1, 2); }, "step_timeout");
async_test((t) => { setTimeout(t.step_func(function (a) { assert_equals(this, t); assert_equals(a, 3); t.done(); }), 1, 3); }, "step_func");
async_test((t) => { t.done(); t.step(() => { throw 1; }); }, "what comes after done() does not count");
let polls = 0;
async_test((t) => t.step_wait_func_done(() => ++polls > 2, () => assert_equals(polls, 3), "polls", 100, 1), "step_wait_func_done");
async_test((t) => t.step_wait_func_done(() => false, () => {}, "polls", 10, 1), "fails: step_wait_func_done");
promise_test(async (t) => { let n = 0; await t.step_wait(() => ++n > 1, "", 50, 1); assert_equals(n, 2); }, "step_wait");

const order = [];
promise_test(async (t) => {
  t.add_cleanup(async () => { await new Promise((f) => setTimeout(f, 3)); order.push("cleaned"); });
  order.push("first");
}, "a promise test with a cleanup");
promise_test(async () => { order.push("second"); assert_array_equals(order, ["first", "cleaned", "second"]); }, "promise tests wait for each other and for cleanups");
generate_tests((a, b) => assert_equals(a, b), [["generated", 1, 1], ["fails: generated", 1, 2]]);
promise_test(async (t) => {
  const target = new EventTarget();
  const watcher = new EventWatcher(t, target, ["a", "b"]);
  setTimeout(() => ["a", "b"].forEach((type) => target.dispatchEvent(new Event(type))), 1);
  const events = await watcher.wait_for(["a", "b"], { record: "all" });
  assert_array_equals(events.map((event) => event.type), ["a", "b"]);
}, "EventWatcher");
async_test((t) => {
  const target = new EventTarget();
  new EventWatcher(t, target, "a");
  target.dispatchEvent(new Event("a"));
}, "fails: EventWatcher, an event that nothing waits for");
promise_test(async (t) => {
  const target = new EventTarget();
  const watcher = new EventWatcher(t, target, ["a", "b"]);
  setTimeout(() => target.dispatchEvent(new Event("b")), 1);
  await watcher.wait_for("a");
}, "fails: EventWatcher, another event");
let signal;
test((t) => { signal = t.get_signal(); assert_false(signal.aborted); }, "get_signal");
test(() => assert_true(signal.aborted), "get_signal is aborted at the end");
