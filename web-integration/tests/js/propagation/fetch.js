// clause: AsyncContext web integration: fetch settles in the mapping of the call

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();
// The mapping in which a promise that nobody handles was rejected.
const rejected_in = async (f) => {
  f();
  const [report] = await until(() => {
    const reports = take_reports();
    return reports.length > 0 && reports;
  });
  return report.asyncContext.run(now);
};

promise_test(async () => {
  assert_equals(await rejected_in(() => inside("called", () => fetch(`${$origin}/reset`))), "called");
  assert_equals(await rejected_in(() => inside("called", () => fetch("no url"))), "called");
  assert_equals(await rejected_in(() => fetch(`${$origin}/reset`)), "none");
}, "a network error rejects in the mapping of the call of fetch");

promise_test(async () => {
  const controller = new AbortController();
  assert_equals(await rejected_in(() => {
    inside("called", () => fetch(`${$origin}/silent`, { signal: controller.signal }));
    inside("aborting", () => controller.abort());
  }), "called");
  assert_equals(await rejected_in(() => inside("called",
    () => fetch(`${$origin}/silent`, { signal: inside("signal", () => AbortSignal.timeout(10)) }))), "called");
}, "an abort rejects in the mapping of the call of fetch");

promise_test(async () => {
  const log = [];
  const first = inside("first", () => fetch(`${$origin}/delay?ms=30`));
  const second = inside("second", () => fetch(`${$origin}/echo`));
  inside("then", () => first.then(() => log.push(now())));
  const both = inside("all", () => Promise.all([first, second]).then(() => log.push(now())));
  await both;
  assert_array_equals(log, ["then", "all"]);
  await Promise.all([(await first).text(), (await second).text()]);
}, "reactions run in their own mapping, whatever settles the promise");

promise_test(async () => {
  const response = await inside("called", () => fetch(`${$origin}/truncated`));
  assert_equals(await rejected_in(() => inside("reading", () => response.text())), "reading");
  const json = await inside("called", () => fetch(`${$origin}/drip`));
  assert_equals(await rejected_in(() => inside("parsing", () => json.json())), "parsing");
}, "reading a body rejects in the mapping of the call that reads");

promise_test(async () => {
  const log = [];
  await inside("called", async () => {
    const response = await fetch(`${$origin}/drip`);
    log.push(now());
    await response.text();
    log.push(now());
  });
  assert_equals(now(), "none");
  assert_array_equals(log, ["called", "called"]);
}, "an async function that fetches stays in its mapping");

promise_test(async () => {
  assert_true(await collected(async () => {
    const value = {};
    const response = await variable.run(value, () => fetch(`${$origin}/echo`));
    await response.text();
    return value;
  }), "after a response");
  assert_true(await collected(async () => {
    const value = {};
    await variable.run(value, () => fetch(`${$origin}/reset`)).catch(() => {});
    return value;
  }), "after an error");
  const controller = new AbortController();
  assert_true(await collected(async () => {
    const value = {};
    const promise = variable.run(value, () => fetch(`${$origin}/silent`, { signal: controller.signal }));
    await delay(5);
    controller.abort();
    await promise.catch(() => {});
    return value;
  }), "after an abort");
  const response = await (async () => variable.run({}, () => fetch(`${$origin}/drip?ms=20`)))();
  await response.text();
}, "the mapping of a call is let go when it is settled");
