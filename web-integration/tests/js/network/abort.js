// clause: Fetch: abort the fetch() call, before, while and after the response arrives

let keys = 0;
const key = () => `abort-${Math.random()}-${keys++}`;
const seen = async (key) => (await fetch(`${$origin}/seen?key=${key}`)).json();
const begun = (key) => until(async () => (await seen(key)).requests === 1, "the request arrives");
const closed = (key) => until(async () => (await seen(key)).closed === 1, "the connection is closed");

promise_test(async (t) => {
  const name = key();
  const reason = { name: "reason" };
  const url = `${$origin}/silent?key=${name}`;
  await promise_rejects_exactly(t, reason, fetch(url, { signal: AbortSignal.abort(reason) }));
  await promise_rejects_dom(t, "AbortError", fetch(url, { signal: AbortSignal.abort() }));
  await delay(20);
  assert_equals((await seen(name)).requests, 0);
}, "an aborted signal rejects with its reason, and nothing is sent");

promise_test(async (t) => {
  const controller = new AbortController();
  const promise = fetch(`${$origin}/silent`, { signal: controller.signal });
  controller.abort("at once");
  await promise_rejects_exactly(t, "at once", promise);
}, "abort before the request is sent");

promise_test(async (t) => {
  const name = key();
  const controller = new AbortController();
  const promise = fetch(`${$origin}/silent?key=${name}`, { signal: controller.signal });
  await begun(name);
  controller.abort("waiting");
  await promise_rejects_exactly(t, "waiting", promise);
  await closed(name);
}, "abort before the response rejects and closes the connection");

promise_test(async (t) => {
  const name = key();
  const promise = fetch(`${$origin}/silent?key=${name}`, { signal: AbortSignal.timeout(50) });
  await promise_rejects_dom(t, "TimeoutError", promise);
  await closed(name);
}, "a time-out before the response");

promise_test(async (t) => {
  const name = key();
  const controller = new AbortController();
  const response = await fetch(`${$origin}/endless?key=${name}`, { signal: controller.signal });
  const text = response.text();
  await delay(20);
  controller.abort("in the body");
  await promise_rejects_exactly(t, "in the body", text);
  await closed(name);
}, "abort while the body is read rejects what reads it and closes the connection");

promise_test(async (t) => {
  const name = key();
  const controller = new AbortController();
  const response = await fetch(`${$origin}/endless?key=${name}`, { signal: controller.signal });
  controller.abort("unread");
  await closed(name);
  await promise_rejects_exactly(t, "unread", response.text());
}, "abort while nobody reads closes the connection; who reads later gets the reason");

promise_test(async () => {
  const controller = new AbortController();
  const response = await fetch(`${$origin}/status?body=x`, { signal: controller.signal });
  assert_equals(await response.text(), "x");
  controller.abort();
  await delay(5);
}, "abort after the end does nothing");

promise_test(async (t) => {
  const name = key();
  const controller = new AbortController();
  const request = new Request(`${$origin}/held?key=${name}&parts=late`, { signal: controller.signal });
  const promise = fetch(request);
  const other = fetch(request, { signal: null });
  await until(async () => (await seen(name)).requests === 2, "both requests arrive");
  controller.abort("r");
  await promise_rejects_exactly(t, "r", promise);
  assert_equals(request.signal.reason, "r");
  await release(name, 2);
  assert_equals(await (await other).text(), "late");
}, "a request brings its signal, and init can take it away");

promise_test(async (t) => {
  const controller = new AbortController();
  const promises = Array.from({ length: 5 }, () => fetch(`${$origin}/silent`, { signal: controller.signal }));
  const log = [];
  promises.forEach((promise, i) => promise.catch(() => log.push(i)));
  controller.signal.addEventListener("abort", () => log.push("event"));
  await delay(20);
  controller.abort("all");
  for (const promise of promises) await promise_rejects_exactly(t, "all", promise);
  assert_array_equals(log, ["event", 0, 1, 2, 3, 4]);
}, "one signal aborts several, in the order of the calls");

promise_test(async () => {
  const controller = new AbortController();
  for (let i = 0; i < 3; i++) {
    await (await fetch(`${$origin}/echo`, { signal: controller.signal })).text();
  }
  assert_true(await collected(async () => {
    const response = await fetch(`${$origin}/echo`, { signal: controller.signal });
    await response.text();
    return response;
  }));
  controller.abort();
}, "a signal that lives on holds no response");

promise_test(async () => {
  const name = key();
  assert_true(await collected(async () => await fetch(`${$origin}/endless?key=${name}`)));
  await closed(name);
}, "a response that nobody reads is collected, and its connection closed");
