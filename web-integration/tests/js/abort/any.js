// clause: DOM, AbortSignal.any: create a dependent abort signal

test(() => {
  const a = new AbortController();
  const b = new AbortController();
  const signal = AbortSignal.any([a.signal, b.signal]);
  assert_true(signal instanceof AbortSignal);
  assert_equals(signal.aborted, false);
  let events = 0;
  signal.onabort = (event) => { events++; assert_equals(event.target, signal); };
  b.abort("b");
  assert_equals(signal.reason, "b");
  a.abort("a");
  assert_equals(signal.reason, "b");
  assert_equals(events, 1);
  assert_equals(a.signal.reason, "a");
  assert_equals(take_reports().length, 0);
}, "the first source that is aborted aborts the signal, with its reason");

test(() => {
  const a = new AbortController();
  a.abort();
  const aborted = AbortSignal.any([new AbortController().signal, AbortSignal.abort("first"), a.signal]);
  assert_equals(aborted.aborted, true);
  assert_equals(aborted.reason, "first");
  assert_equals(AbortSignal.any([a.signal]).reason, a.signal.reason);
}, "with an aborted source the signal is aborted at once");

test(() => {
  const signal = AbortSignal.any([]);
  assert_equals(signal.aborted, false);
  const source = new AbortController();
  const same = AbortSignal.any([source.signal]);
  assert_not_equals(same, source.signal);
}, "no sources make a signal that is never aborted");

test(() => {
  const source = new AbortController();
  const log = [];
  const first = AbortSignal.any([source.signal, source.signal]);
  const second = AbortSignal.any([first]);
  second.onabort = () => log.push("second");
  first.onabort = () => log.push("first");
  source.signal.onabort = () => {
    log.push("source");
    assert_array_equals([first.aborted, second.aborted], [true, true], "all are aborted before any event");
    assert_equals(second.reason, source.signal.reason);
  };
  source.abort();
  assert_array_equals(log, ["source", "first", "second"]);
  assert_equals(take_reports().length, 0);
}, "dependent signals of dependent signals hang on the sources, and are aborted before any event");

test(() => {
  const source = new AbortController();
  const dependent = AbortSignal.any([source.signal]);
  let late;
  source.signal.addEventListener("abort", () => { late = AbortSignal.any([dependent]); });
  source.abort("r");
  assert_equals(late.aborted, true);
  assert_equals(late.reason, "r");
}, "a signal made of one that is being aborted is aborted");

test(() => {
  const source = new AbortController();
  const target = new EventTarget();
  let calls = 0;
  target.addEventListener("a", () => calls++, { signal: AbortSignal.any([source.signal]) });
  target.dispatchEvent(new Event("a"));
  source.abort();
  target.dispatchEvent(new Event("a"));
  assert_equals(calls, 1);
}, "a dependent signal removes its listeners");

test(() => {
  assert_throws_js(TypeError, () => AbortSignal.any());
  assert_throws_js(TypeError, () => AbortSignal.any(null));
  assert_throws_js(TypeError, () => AbortSignal.any(new AbortController().signal));
  assert_throws_js(TypeError, () => AbortSignal.any("ab"));
  assert_throws_js(TypeError, () => AbortSignal.any([{}]));
  assert_throws_js(TypeError, () => AbortSignal.any([new EventTarget()]));
  assert_throws_js(TypeError, () => AbortSignal.any([AbortSignal.abort(), null]));
  assert_throws_js(TypeError, () => AbortSignal.any({ [Symbol.iterator]: 1 }));
  assert_throws_js(TypeError, () => AbortSignal.any({ [Symbol.iterator]: () => 1 }));
  assert_throws_js(TypeError, () => AbortSignal.any({ [Symbol.iterator]: () => ({ next: () => 1 }) }));
  assert_throws_exactly("thrown", () => AbortSignal.any({ [Symbol.iterator]() { throw "thrown"; } }));
}, "the argument must be an iterable of signals");

test(() => {
  const source = new AbortController();
  function* signals() { yield new AbortController().signal; yield source.signal; }
  const signal = AbortSignal.any(signals());
  const other = AbortSignal.any(new Set([source.signal]));
  source.abort(1);
  assert_array_equals([signal.reason, other.reason], [1, 1]);
}, "any iterable will do");

promise_test(async () => {
  const signal = AbortSignal.any([new AbortController().signal, AbortSignal.timeout(5)]);
  const aborted = new Promise((resolve) => { signal.onabort = resolve; });
  await delay(30);
  const event = await aborted;
  assert_equals(event.target, signal);
  assert_equals(signal.reason.name, "TimeoutError");
}, "a timeout can be a source");
