// clause: AsyncContext web integration: PerformanceObserver runs in the empty mapping

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();

promise_test(async () => {
  const log = [];
  const observer = inside("made", () => new PerformanceObserver(() => log.push(now())));
  inside("observing", () => observer.observe({ type: "mark" }));
  inside("marking", () => performance.mark("a"));
  await inside("waiting", () => settled(3));
  inside("observing", () => observer.observe({ type: "mark", buffered: true }));
  await inside("waiting", () => settled(3));
  inside("observing", () => observer.observe({ type: "measure" }));
  inside("measuring", () => performance.measure("b"));
  await inside("waiting", () => settled(3));
  assert_array_equals(log, ["none", "none", "none"]);
  observer.disconnect();
  performance.clearMarks();
}, "the callback runs in the empty mapping, whoever made it, observes or marks");

promise_test(async () => {
  const log = [];
  const observer = inside("made", () => new PerformanceObserver(() => {
    inside("inner", () => { setTimeout(() => log.push(now())); });
    Promise.resolve().then(() => log.push(now()));
  }));
  observer.observe({ type: "mark" });
  inside("marking", () => performance.mark("a"));
  await settled(5);
  assert_array_equals(log, ["none", "inner"]);
  observer.disconnect();
}, "what the callback starts captures there");

promise_test(async () => {
  const observer = inside("made", () => new PerformanceObserver(() => { throw 1; }));
  observer.observe({ type: "mark" });
  inside("marking", () => performance.mark("a"));
  await settled(3);
  const [report] = take_reports();
  assert_equals(report.asyncContext.run(now), "none");
  observer.disconnect();
}, "so does the report of what it throws");

promise_test(async () => {
  let weak;
  const observer = await (async () => {
    const value = {};
    weak = new WeakRef(value);
    const observer = inside(value, () => new PerformanceObserver(() => {}));
    inside(value, () => observer.observe({ type: "mark" }));
    inside(value, () => performance.mark("a", { detail: 1 }));
    return observer;
  })();
  await gc();
  assert_equals(weak.deref(), undefined);
  observer.disconnect();
}, "an observer holds no mapping, nor does an entry");

test(() => {
  const log = [];
  inside("marking", () => performance.mark("a", { detail: { get x() { log.push(now()); } } }));
  assert_array_equals(log, ["marking"]);
  performance.clearMarks();
}, "a detail is cloned in the mapping of the call");
