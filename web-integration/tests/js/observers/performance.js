// clause: High Resolution Time, Performance; User Timing

test(() => {
  assert_true(performance instanceof Performance);
  assert_true(performance instanceof EventTarget);
  assert_equals(Object.getPrototypeOf(Performance), EventTarget);
  assert_throws_js(TypeError, () => new Performance());
  assert_equals(String(performance), "[object Performance]");
  const first = performance.now();
  const second = performance.now();
  assert_true(first >= 0 && second >= first);
  const before = Date.now();
  const wall = performance.timeOrigin + performance.now();
  assert_true(wall > before - 1000 && wall < Date.now() + 1000, `${before} ${wall}`);
  assert_array_equals(Object.keys(performance.toJSON()), ["timeOrigin"]);
  assert_equals(performance.toJSON().timeOrigin, performance.timeOrigin);
  let calls = 0;
  performance.addEventListener("a", () => calls++);
  performance.dispatchEvent(new Event("a"));
  assert_equals(calls, 1);
  const { enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, "performance");
  assert_true(enumerable && configurable);
}, "performance is an event target with a clock");

test(() => {
  const before = performance.now();
  const { timeStamp } = new Event("a");
  assert_true(timeStamp >= before && timeStamp <= performance.now());
}, "events are on the same clock");

test(() => {
  const methods = ["now", "toJSON", "mark", "measure", "clearMarks", "clearMeasures", "getEntries", "getEntriesByType",
    "getEntriesByName"];
  for (const name of methods) {
    for (const bad of [undefined, {}, new EventTarget()]) {
      assert_throws_js(TypeError, () => performance[name].call(bad, "a"), name);
    }
  }
  const { get } = Object.getOwnPropertyDescriptor(Performance.prototype, "timeOrigin");
  assert_throws_js(TypeError, () => get.call({}));
  for (const name of ["mark", "measure", "getEntriesByType", "getEntriesByName"]) {
    assert_throws_js(TypeError, () => performance[name](), name);
    assert_throws_js(TypeError, () => performance[name](Symbol()), name);
    assert_equals(performance[name].length, 1);
  }
  assert_array_equals(["now", "clearMarks", "getEntries"].map((name) => performance[name].length), [0, 0, 0]);
}, "receivers and arguments are checked");

test(() => {
  const before = performance.now();
  const mark = performance.mark("a");
  assert_true(mark instanceof PerformanceMark && mark instanceof PerformanceEntry);
  assert_array_equals([mark.name, mark.entryType, mark.duration, mark.detail], ["a", "mark", 0, null]);
  assert_true(mark.startTime >= before && mark.startTime <= performance.now());
  const detail = { deep: [1, 2] };
  const given = performance.mark({ toString: () => "b" }, { startTime: "12.5", detail });
  assert_array_equals([given.name, given.startTime], ["b", 12.5]);
  assert_true(given.detail !== detail);
  assert_array_equals(given.detail.deep, [1, 2]);
  assert_equals(given.detail, given.detail);
  const json = given.toJSON();
  assert_array_equals(Object.keys(json), ["name", "entryType", "startTime", "duration", "detail"]);
  assert_array_equals([json.name, json.entryType, json.startTime, json.duration], ["b", "mark", 12.5, 0]);
  assert_array_equals(performance.getEntriesByName("a"), [mark]);
  performance.clearMarks();
}, "mark makes an entry");

test(() => {
  for (const startTime of [-1, NaN, Infinity, "x", Symbol(), 1n]) {
    assert_throws_js(TypeError, () => performance.mark("a", { startTime }));
    assert_throws_js(TypeError, () => new PerformanceMark("a", { startTime }));
  }
  for (const bad of [1, "x", Symbol()]) assert_throws_js(TypeError, () => performance.mark("a", bad));
  for (const detail of [() => {}, Symbol(), new EventTarget(), { f() {} }]) {
    assert_throws_dom("DataCloneError", () => performance.mark("a", { detail }));
  }
  assert_throws_exactly(1, () => performance.mark("a", { detail: { get x() { throw 1; } } }));
  assert_throws_js(TypeError, () => performance.mark("a", { detail: { get x() { return null.y; } } }));
  assert_throws_exactly(2, () => performance.mark("a", { get startTime() { throw 2; } }));
  assert_array_equals(performance.getEntries(), [], "none of them is in the timeline");
  for (const detail of [undefined, null]) assert_equals(performance.mark("a", { detail }).detail, null);
  assert_equals(performance.mark("a", { detail: 0 }).detail, 0);
  let deep = [];
  for (let i = 0; i < 100_000; i++) deep = [deep];
  assert_equals(performance.mark("a", { detail: deep }).detail.length, 1, "however deep it is");
  performance.clearMarks();
}, "bad marks are refused, and not recorded");

test(() => {
  assert_throws_js(TypeError, () => new PerformanceMark());
  assert_throws_js(TypeError, () => PerformanceMark("a"));
  for (const illegal of [PerformanceEntry, PerformanceMeasure]) assert_throws_js(TypeError, () => new illegal("a"));
  const mark = new PerformanceMark("a", { startTime: 3 });
  assert_array_equals([mark.name, mark.startTime], ["a", 3]);
  assert_array_equals(performance.getEntries(), [], "the constructor records nothing");
  const measure = performance.measure("m");
  for (const name of ["name", "entryType", "startTime", "duration"]) {
    const { get } = Object.getOwnPropertyDescriptor(PerformanceEntry.prototype, name);
    assert_throws_js(TypeError, () => get.call({}), name);
  }
  const detailOf = (I) => Object.getOwnPropertyDescriptor(I.prototype, "detail").get;
  assert_throws_js(TypeError, () => detailOf(PerformanceMark).call(measure));
  assert_throws_js(TypeError, () => detailOf(PerformanceMeasure).call(mark));
  assert_throws_js(TypeError, () => PerformanceEntry.prototype.toJSON.call({}));
  performance.clearMeasures();
}, "entries have interfaces");

test(() => {
  performance.mark("start", { startTime: 1 });
  performance.mark("start", { startTime: 10 });
  performance.mark("end", { startTime: 15 });
  const of = (...args) => {
    const { startTime, duration } = performance.measure("m", ...args);
    return [startTime, duration];
  };
  assert_array_equals(of("start", "end"), [10, 5], "the latest mark of a name counts");
  assert_array_equals(of({ start: "start", end: "end" }), [10, 5]);
  assert_array_equals(of({ start: 2, end: 3.5 }), [2, 1.5]);
  assert_array_equals(of({ start: 3, end: 2 }), [3, -1]);
  assert_array_equals(of({ start: "start", duration: 4 }), [10, 4]);
  assert_array_equals(of({ end: "end", duration: 4 }), [11, 4]);
  assert_array_equals(of({ end: 7 }), [0, 7]);
  assert_array_equals(of(undefined, "end"), [0, 15]);
  assert_array_equals(of(null, "end"), [0, 15]);
  assert_array_equals(of({}, "end"), [0, 15]);
  const before = performance.now();
  const [start, duration] = of();
  assert_equals(start, 0);
  assert_true(duration >= before && duration <= performance.now());
  const open = of("start");
  assert_equals(open[0], 10);
  assert_true(open[0] + open[1] >= before);
  const measure = performance.measure("m", { start: 1, detail: { a: 1 } });
  assert_equals(measure.detail.a, 1);
  assert_true(measure instanceof PerformanceMeasure);
  assert_equals(performance.measure("m", "start").detail, null);
  performance.clearMarks();
  performance.clearMeasures();
}, "measure computes its start and its end");

test(() => {
  const bad = (...args) => assert_throws_js(TypeError, () => performance.measure("m", ...args), args.map(String).join());
  performance.mark("a");
  bad({ start: 1 }, "a");
  bad({ detail: 1 }, "a");
  bad({ detail: 1 });
  bad({ duration: 1 });
  bad({ start: 1, duration: 1, end: 2 });
  bad({ start: -1 });
  bad({ end: -1 });
  bad({ start: 1, duration: -1 });
  bad({ start: NaN });
  bad({ end: 1, duration: Infinity });
  bad(Symbol());
  bad("a", Symbol());
  assert_throws_dom("SyntaxError", () => performance.measure("m", "unknown"));
  assert_throws_dom("SyntaxError", () => performance.measure("m", "a", "unknown"));
  assert_throws_dom("SyntaxError", () => performance.measure("m", { start: "unknown" }));
  assert_throws_dom("SyntaxError", () => performance.measure("m", 5), "it is the name of a mark");
  assert_throws_dom("DataCloneError", () => performance.measure("m", { start: 1, detail() {} }));
  assert_array_equals(performance.getEntriesByType("measure"), []);
  performance.clearMarks();
}, "measures that make no sense are refused");

test(() => {
  performance.mark("navigationStart", { startTime: 1 });
  for (const name of ["navigationStart", "domComplete", "loadEventEnd"]) {
    assert_throws_js(TypeError, () => performance.measure("m", name), name);
    assert_throws_js(TypeError, () => performance.measure("m", { start: 1, end: name }), name);
  }
  assert_array_equals(performance.getEntriesByType("measure"), []);
  assert_equals(performance.getEntriesByName("navigationStart")[0].startTime, 1);
  performance.clearMarks();
}, "the times of a document are none of marks");

test(() => {
  const c = performance.mark("c", { startTime: 3 });
  const a = performance.mark("a", { startTime: 1 });
  const m = performance.measure("a", { start: 2, end: 5 });
  const a2 = performance.mark("a", { startTime: 1 });
  assert_array_equals(performance.getEntries(), [a, a2, m, c]);
  assert_array_equals(performance.getEntriesByType("mark"), [a, a2, c]);
  assert_array_equals(performance.getEntriesByType("measure"), [m]);
  assert_array_equals(performance.getEntriesByType("resource"), []);
  assert_array_equals(performance.getEntriesByName("a"), [a, a2, m]);
  assert_array_equals(performance.getEntriesByName("a", undefined), [a, a2, m]);
  assert_array_equals(performance.getEntriesByName("a", "measure"), [m]);
  assert_array_equals(performance.getEntriesByName("x"), []);
  assert_true(performance.getEntries() !== performance.getEntries());
  performance.clearMarks("a");
  assert_array_equals(performance.getEntries(), [m, c]);
  performance.clearMeasures("x");
  performance.clearMarks(undefined);
  assert_array_equals(performance.getEntries(), [m]);
  performance.clearMeasures();
  assert_array_equals(performance.getEntries(), []);
}, "entries are found by type and name, in the order of their start, and cleared");
