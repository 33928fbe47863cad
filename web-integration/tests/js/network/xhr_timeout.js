// clause: XMLHttpRequest: timeout

const TYPES = ["readystatechange", "loadstart", "progress", "abort", "error", "load", "timeout", "loadend"];
// An opened request with a log of its events, and what its server waits for.
const opened = (path) => {
  const key = `timeout-${Math.random()}`;
  const xhr = new XMLHttpRequest();
  const log = [];
  for (const type of TYPES) {
    xhr[`on${type}`] = (event) => log.push(type === "readystatechange" ? `${type} ${xhr.readyState}`
      : `${type} ${event.loaded}/${event.total}`);
  }
  xhr.open("GET", `${$origin}/${path}key=${key}`);
  log.length = 0;
  const end = new Promise((resolve) => xhr.addEventListener("loadend", resolve));
  const arrives = () => until(async () => (await (await fetch(`${$origin}/seen?key=${key}`)).json()).requests === 1);
  return { xhr, log, key, end, arrives };
};
const HELD = "held?parts=late&length=yes&";

promise_test(async () => {
  const { xhr, log, end } = opened("silent?");
  xhr.timeout = 20;
  xhr.send();
  await end;
  assert_array_equals(log, ["loadstart 0/0", "readystatechange 4", "timeout 0/0", "loadend 0/0"]);
  assert_equals(xhr.status, 0);
  const body = opened("endless?ms=0&");
  body.xhr.timeout = 30;
  body.xhr.send();
  await body.end;
  assert_array_equals(body.log.slice(-3), ["readystatechange 4", "timeout 0/0", "loadend 0/0"]);
}, "a time-out, before the response and in the body");

promise_test(async () => {
  const { xhr, log, end } = opened("silent?");
  const begun = Date.now();
  setTimeout(() => { xhr.timeout = 40; }, 20);
  xhr.send();
  await end;
  assert_true(log.includes("timeout 0/0"));
  const took = Date.now() - begun;
  assert_true(took >= 38, `it counts from the beginning: ${took}`);
  const passed = opened("silent?");
  setTimeout(() => { passed.xhr.timeout = 1; }, 20);
  passed.xhr.send();
  await passed.end;
  assert_true(passed.log.includes("timeout 0/0"), "also if it is over already");
}, "the time-out can be set in flight");

promise_test(async () => {
  const early = opened(HELD);
  early.xhr.timeout = 1;
  early.xhr.send();
  early.xhr.timeout = 0;
  const late = opened(HELD);
  late.xhr.timeout = 86_400_000;
  late.xhr.send();
  await late.arrives();
  late.xhr.timeout = 1;
  late.xhr.timeout = 0;
  await delay(20);
  for (const { key, end, log } of [early, late]) {
    await release(key, 2);
    await end;
    assert_true(log.includes("load 4/4"), log.join());
  }
}, "and taken away, before a turn and in flight");

promise_test(async () => {
  // Several times, because of two that are noticed together either may be the first.
  for (let limit = 50, rounds = 0; rounds < 5;) {
    const { xhr, log, key, end, arrives } = opened(HELD);
    xhr.timeout = limit;
    xhr.send();
    await arrives();
    if (xhr.readyState === 4) {
      // A busy machine needs longer to come here.
      limit *= 4;
      continue;
    }
    xhr.timeout = 0;
    // It would be over now.
    const busy = performance.now() + limit + 2;
    while (performance.now() < busy);
    await release(key, 2);
    await end;
    assert_true(log.includes("load 4/4"), `${limit}: ${log}`);
    rounds++;
  }
}, "one that was taken away in time is not over later, though no turn has come between");
