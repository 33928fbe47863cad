// clause: Performance Timeline, PerformanceObserver

const names = (list) => list.getEntries().map((entry) => entry.name).join();
const clear = () => { performance.clearMarks(); performance.clearMeasures(); };

test(() => {
  assert_throws_js(TypeError, () => PerformanceObserver(() => {}));
  assert_throws_js(TypeError, () => new PerformanceObserver());
  for (const bad of [undefined, null, {}, "f"]) assert_throws_js(TypeError, () => new PerformanceObserver(bad));
  assert_throws_js(TypeError, () => new PerformanceObserverEntryList());
  const observer = new PerformanceObserver(() => {});
  for (const bad of [undefined, null, {}, { buffered: true }, 1, "mark", { entryTypes: 1 }, { entryTypes: "mark" },
    { entryTypes: null }, { type: Symbol() }, { entryTypes: ["mark"], type: "mark" }, { entryTypes: ["mark"], buffered: false },
    { entryTypes: [Symbol()] }]) {
    assert_throws_js(TypeError, () => observer.observe(bad));
  }
  assert_throws_exactly(1, () => observer.observe({ get entryTypes() { throw 1; } }));
  for (const name of ["observe", "disconnect", "takeRecords"]) {
    assert_throws_js(TypeError, () => observer[name].call({}, { type: "mark" }));
    assert_equals(observer[name].length, 0);
  }
  assert_equals(PerformanceObserver.length, 1);
}, "arguments and receivers are checked");

test(() => {
  const types = PerformanceObserver.supportedEntryTypes;
  assert_array_equals(types, ["mark", "measure"]);
  assert_true(Object.isFrozen(types));
  assert_equals(types, PerformanceObserver.supportedEntryTypes);
}, "supportedEntryTypes is a frozen array");

promise_test(async () => {
  const log = [];
  const observer = new PerformanceObserver(function (list, self, options) {
    "use strict";
    log.push(names(list), this === observer, self === observer, options.droppedEntriesCount);
    assert_true(list instanceof PerformanceObserverEntryList);
  });
  performance.mark("before");
  assert_equals(observer.observe({ entryTypes: ["mark", "unknown"] }), undefined);
  performance.mark("b", { startTime: 9 });
  performance.mark("a", { startTime: 8 });
  performance.measure("not observed");
  new PerformanceMark("not in the timeline");
  assert_array_equals(log, []);
  await null;
  assert_array_equals(log, [], "a task, not a microtask");
  await settled(2);
  assert_array_equals(log.splice(0), ["a,b", true, true, 0]);
  performance.mark("c");
  await settled(2);
  assert_array_equals(log.splice(0), ["c", true, true, undefined]);
  observer.disconnect();
  performance.mark("d");
  await settled(2);
  assert_array_equals(log, []);
  clear();
}, "an observer is told of entries in a task, until it is disconnected");

promise_test(async () => {
  const log = [];
  const observer = new PerformanceObserver((list) => log.push(names(list)));
  performance.mark("before");
  performance.measure("before too");
  observer.observe({ type: "mark", buffered: true });
  performance.mark("after");
  await settled(2);
  assert_array_equals(log.splice(0), ["before,after"]);
  observer.observe({ type: "measure" });
  performance.measure("second");
  performance.mark("third");
  await settled(2);
  assert_array_equals(log.splice(0), ["second,third"]);
  observer.observe({ type: "mark" });
  performance.mark("once");
  await settled(2);
  assert_array_equals(log.splice(0), ["once"]);
  observer.observe({ type: "unknown", buffered: true });
  assert_throws_dom("InvalidModificationError", () => observer.observe({ entryTypes: ["mark"] }));
  observer.disconnect();
  clear();
}, "types are observed one after the other, with what was recorded before if wanted");

promise_test(async () => {
  const log = [];
  const observer = new PerformanceObserver((list) => log.push(names(list)));
  observer.observe({ entryTypes: ["mark"] });
  assert_throws_dom("InvalidModificationError", () => observer.observe({ type: "mark" }));
  observer.observe({ entryTypes: ["unknown"] });
  performance.mark("still");
  observer.observe({ entryTypes: ["measure"] });
  performance.mark("not any more");
  performance.measure("measure");
  await settled(2);
  assert_array_equals(log, ["measure,still"]);
  observer.disconnect();
  clear();
}, "entryTypes replace those before");

promise_test(async () => {
  const log = [];
  const observer = new PerformanceObserver((list) => log.push(names(list)));
  observer.observe({ type: "mark" });
  const mark = performance.mark("a");
  assert_array_equals(observer.takeRecords(), [mark]);
  assert_array_equals(observer.takeRecords(), []);
  performance.mark("b");
  observer.disconnect();
  assert_array_equals(observer.takeRecords(), []);
  await settled(2);
  assert_array_equals(log, []);
  clear();
}, "records are taken, or lost by a disconnect");

promise_test(async () => {
  const log = [];
  const observers = [1, 2, 3].map((n) => new PerformanceObserver((list) => {
    log.push(n, names(list));
    if (n === 1) {
      observers[1].disconnect();
      performance.mark("nested");
      throw n;
    }
    if (n === 3) observers.forEach((observer) => observer.disconnect());
  }));
  for (const observer of observers) observer.observe({ type: "mark" });
  performance.mark("a");
  await settled(3);
  assert_array_equals(log, [1, "a", 3, "a,nested"]);
  assert_array_equals(take_reports().map((report) => report.error), [1]);
  clear();
}, "what a callback throws is reported, and the others are still told");

promise_test(async () => {
  let list;
  const observer = new PerformanceObserver((entries) => { list = entries; });
  observer.observe({ entryTypes: ["mark", "measure"] });
  const a = performance.mark("a", { startTime: 5 });
  const m = performance.measure("a", { start: 1, end: 2 });
  const b = performance.mark("b", { startTime: 3 });
  clear();
  await settled(2);
  assert_array_equals(list.getEntries(), [m, b, a]);
  assert_array_equals(list.getEntriesByType("mark"), [b, a]);
  assert_array_equals(list.getEntriesByName("a"), [m, a]);
  assert_array_equals(list.getEntriesByName("a", "mark"), [a]);
  assert_throws_js(TypeError, () => list.getEntriesByType());
  assert_throws_js(TypeError, () => list.getEntriesByName());
  assert_throws_js(TypeError, () => list.getEntries.call({}));
  observer.disconnect();
}, "the list is asked as the timeline is");

promise_test(async () => {
  const log = [];
  await (async () => {
    new PerformanceObserver((list, self) => {
      log.push(names(list));
      self.disconnect();
    }).observe({ type: "mark" });
  })();
  await gc();
  performance.mark("a");
  await settled(2);
  assert_array_equals(log, ["a"]);
  assert_true(await collected(() => new PerformanceObserver(() => {})), "one that does not observe");
  assert_true(await collected(() => {
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: "mark" });
    performance.mark("b");
    observer.disconnect();
    return observer;
  }), "one that no longer does");
  clear();
}, "a forgotten observer lives as long as it observes");
