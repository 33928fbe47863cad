// clause: AsyncContext web integration, the older rule: PerformanceObserver captures when it is made
// options: observers_capture

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();

promise_test(async () => {
  const log = [];
  const make = () => new PerformanceObserver(() => log.push(now()));
  const observers = [inside("made", make), inside("second", make), make()];
  inside("observing", () => observers.forEach((observer) => observer.observe({ type: "mark" })));
  inside("marking", () => performance.mark("a"));
  await inside("waiting", () => settled(3));
  inside("marking", () => performance.mark("b"));
  await inside("waiting", () => settled(3));
  assert_array_equals(log, ["made", "second", "none", "made", "second", "none"]);
  observers.forEach((observer) => observer.disconnect());
}, "each callback runs in the mapping in which its observer was made, every time");

promise_test(async () => {
  const observer = inside("made", () => new PerformanceObserver(() => { throw 1; }));
  observer.observe({ type: "mark" });
  inside("marking", () => performance.mark("a"));
  await settled(3);
  const [report] = take_reports();
  assert_equals(report.asyncContext.run(now), "made");
  observer.disconnect();
}, "so does the report of what it throws");

promise_test(async () => {
  let weak;
  let observer = await (async () => {
    const value = {};
    weak = new WeakRef(value);
    return inside(value, () => new PerformanceObserver(() => {}));
  })();
  observer.observe({ type: "mark" });
  performance.mark("a");
  await gc();
  observer.disconnect();
  await gc();
  assert_true(weak.deref() !== undefined, "also when it does not observe any more");
  observer = undefined;
  await gc();
  assert_equals(weak.deref(), undefined);
}, "an observer holds its mapping for as long as it lives");
