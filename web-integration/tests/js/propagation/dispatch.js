// clause: AsyncContext web integration: synchronous dispatch is transparent

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();

test(() => {
  const target = new EventTarget();
  const log = [];
  inside("registered", () => target.addEventListener("a", () => log.push(now())));
  inside("caused", () => {
    const event = new Event("a");
    inside("fired", () => target.dispatchEvent(event));
  });
  target.dispatchEvent(new Event("a"));
  assert_array_equals(log, ["fired", "none"]);
}, "a listener runs in the mapping of the dispatcher, not of its registration nor of the event's creation");

test(() => {
  const target = new EventTarget();
  const log = [];
  const listener = inside("made", () => ({ get handleEvent() { log.push(now()); return () => log.push(now()); } }));
  inside("registered", () => target.addEventListener("a", listener));
  inside("fired", () => target.dispatchEvent(new Event("a")));
  assert_array_equals(log, ["fired", "fired"]);
}, "handleEvent is looked up and called in the mapping of the dispatcher");

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener("outer", () => {
    inside("inner", () => target.dispatchEvent(new Event("inner")));
    log.push(now());
  });
  target.addEventListener("outer", () => log.push(now()));
  target.addEventListener("inner", () => log.push(now()));
  inside("outer", () => target.dispatchEvent(new Event("outer")));
  assert_array_equals(log, ["inner", "outer", "outer"]);
}, "a dispatch inside a dispatch leaves the outer one's mapping to the rest of its listeners");

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener("a", () => inside("left behind", () => { throw 1; }));
  target.addEventListener("a", () => log.push(now()));
  inside("fired", () => {
    target.dispatchEvent(new Event("a"));
    log.push(now());
  });
  take_reports();
  assert_array_equals(log, ["fired", "fired"]);
}, "a listener that throws in a run leaves no mapping to the next one, nor to the dispatcher");

promise_test(async () => {
  const target = new EventTarget();
  const log = [];
  inside("registered", () => target.addEventListener("a", async () => {
    log.push(now());
    await null;
    log.push(now());
    await delay(1);
    log.push(now());
  }));
  inside("fired", () => target.dispatchEvent(new Event("a")));
  target.dispatchEvent(new Event("none"));
  await until(() => log.length === 3);
  assert_array_equals(log, ["fired", "fired", "fired"]);
}, "an async listener goes on in the mapping of the dispatcher");

test(() => {
  const target = new EventTarget();
  const log = [];
  function* body() { while (true) { log.push(now()); yield; } }
  const generator = inside("created", () => {
    const made = body();
    made.next();
    return made;
  });
  target.addEventListener("a", () => generator.next());
  inside("fired", () => target.dispatchEvent(new Event("a")));
  assert_array_equals(log, ["created", "created"]);
}, "a generator that a listener resumes keeps the mapping of its creation");

promise_test(async () => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener("a", () => log.push(now()));
  inside("timer", () => setTimeout(() => target.dispatchEvent(new Event("a")), 1));
  inside("reaction", () => Promise.resolve().then(() => target.dispatchEvent(new Event("a"))));
  await delay(10);
  assert_array_equals(log, ["reaction", "timer"]);
}, "a dispatch from a job runs the listeners in the job's mapping");

test(() => {
  const target = new EventTarget();
  const wrapped = inside("wrapped", () => AsyncContext.Snapshot.wrap(now));
  const log = [];
  target.addEventListener("a", () => log.push(wrapped()));
  target.addEventListener("a", inside("snapshot", () => AsyncContext.Snapshot.wrap(() => log.push(now()))));
  inside("fired", () => target.dispatchEvent(new Event("a")));
  assert_array_equals(log, ["wrapped", "snapshot"]);
}, "a program that wants the mapping of the registration wraps its listener");
