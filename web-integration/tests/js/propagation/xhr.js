// clause: AsyncContext web integration: XMLHttpRequest captures at send, the object holds it
// Of XMLHttpRequest.upload too: what happens to it later is external, because it is not the object that send() was called on.

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();
const TYPES = ["readystatechange", "loadstart", "progress", "abort", "error", "load", "timeout", "loadend"];
const make = (log) => inside("made", () => {
  const xhr = new XMLHttpRequest();
  inside("registered", () => {
    for (const type of TYPES) {
      xhr.addEventListener(type, () => log.push(`${type}: ${now()}`));
      xhr.upload.addEventListener(type, () => log.push(`upload.${type}: ${now()}`));
    }
  });
  return xhr;
});
const ended = (xhr) => new Promise((resolve) => xhr.addEventListener("loadend", () => resolve()));
const distinct = (log) => [...new Set(log)];

promise_test(async () => {
  const log = [];
  const xhr = make(log);
  inside("opened", () => xhr.open("POST", `${$origin}/echo`));
  assert_array_equals(log.splice(0), ["readystatechange: opened"]);
  const end = inside("waiting", () => ended(xhr));
  inside("sent", () => xhr.send("body"));
  assert_array_equals(log.splice(0), ["loadstart: sent", "upload.loadstart: sent"]);
  inside("unrelated", () => { xhr.timeout = 5000; });
  await end;
  assert_array_equals(distinct(log), ["upload.progress: none", "upload.load: none", "upload.loadend: none",
    "readystatechange: sent", "progress: sent", "load: sent", "loadend: sent"]);
}, "every event of a send runs in the mapping of the call of send");

promise_test(async () => {
  const log = [];
  const xhr = make(log);
  xhr.open("GET", `${$origin}/echo`);
  const end = ended(xhr);
  xhr.send();
  await inside("waiting", () => end);
  assert_true(log.every((line) => line.endsWith(": none")), log.join());
  assert_true(log.includes("load: none"));
}, "a send in the empty mapping");

promise_test(async () => {
  for (const [path, timeout, type] of [["reset", 0, "error"], ["truncated", 0, "error"], ["silent", 20, "timeout"]]) {
    const log = [];
    const xhr = make(log);
    xhr.open("POST", `${$origin}/${path}`);
    inside("other", () => { xhr.timeout = timeout; });
    const end = ended(xhr);
    inside("sent", () => xhr.send("body"));
    await end;
    assert_true(log.includes(`${type}: sent`), path);
    assert_true(log.includes("loadend: sent"), path);
    assert_true(log.slice(3).every((line) => line.endsWith(line.startsWith("upload") ? ": none" : ": sent")), log.join());
  }
}, "errors and time-outs run in the mapping of the call of send");

promise_test(async () => {
  const log = [];
  const xhr = make(log);
  xhr.open("POST", `${$origin}/silent`);
  inside("sent", () => xhr.send("body"));
  await delay(10);
  log.length = 0;
  inside("aborting", () => xhr.abort());
  assert_array_equals(log, ["readystatechange: aborting", ...log.filter((line) => line.startsWith("upload")),
    "abort: aborting", "loadend: aborting"]);
  assert_true(log.every((line) => line.endsWith(": aborting")));
}, "abort() is transparent");

promise_test(async () => {
  const log = [];
  const xhr = make(log);
  xhr.open("POST", `${$origin}/silent`);
  inside("sent", () => {
    xhr.onloadstart = () => inside("aborting", () => xhr.abort());
    xhr.send("body");
  });
  assert_true(log.includes("upload.abort: aborting"), log.join());
}, "abort() of an upload is transparent, also inside an event of the send");

promise_test(async () => {
  const log = [];
  const xhr = make(log);
  xhr.open("GET", `${$origin}/endless?ms=10`);
  inside("first", () => xhr.send());
  await until(() => xhr.readyState === 3);
  log.length = 0;
  inside("reopened", () => xhr.open("GET", `${$origin}/echo`));
  const end = ended(xhr);
  inside("second", () => xhr.send());
  await end;
  await delay(30);
  assert_array_equals(distinct(log), ["readystatechange: reopened", "loadstart: second", "readystatechange: second",
    "progress: second", "load: second", "loadend: second"]);
}, "a send that replaces another has its own mapping, and nothing of the first");

promise_test(async () => {
  const log = [];
  const xhr = new XMLHttpRequest();
  let again = false;
  xhr.onload = () => {
    log.push(`load: ${now()}`);
    if (again) return;
    again = true;
    xhr.open("GET", `${$origin}/echo`);
    inside("second", () => xhr.send());
  };
  xhr.onloadend = () => log.push(`loadend: ${now()}`);
  xhr.open("GET", `${$origin}/echo`);
  inside("first", () => xhr.send());
  await until(() => log.length === 4);
  assert_array_equals(log, ["load: first", "loadend: first", "load: second", "loadend: second"]);
}, "a send that overlaps the last event of another keeps them apart");

promise_test(async () => {
  const log = [];
  const first = make(log);
  const second = make(log);
  first.open("GET", `${$origin}/delay?ms=30`);
  second.open("GET", `${$origin}/echo`);
  const end = Promise.all([ended(first), ended(second)]);
  inside("one", () => first.send());
  inside("two", () => second.send());
  await end;
  // Either may be answered first.
  const ends = log.filter((line) => line.startsWith("loadend")).sort();
  assert_array_equals(ends, ["loadend: one", "loadend: two"]);
}, "two objects have their mappings each");

promise_test(async () => {
  const log = [];
  const xhr = make(log);
  xhr.open("GET", `${$origin}/delay?ms=20`);
  const end = ended(xhr);
  inside("sent", () => xhr.send());
  log.length = 0;
  inside("fired", () => xhr.dispatchEvent(new ProgressEvent("load")));
  inside("fired", () => xhr.upload.dispatchEvent(new ProgressEvent("load")));
  assert_array_equals(log.splice(0), ["load: fired", "upload.load: fired"]);
  await end;
  log.length = 0;
  inside("later", () => xhr.dispatchEvent(new ProgressEvent("load")));
  assert_array_equals(log, ["load: later"]);
}, "a dispatch of the program's own is transparent");

promise_test(async () => {
  const log = [];
  const xhr = new XMLHttpRequest();
  xhr.open("GET", `${$origin}/echo`);
  xhr.onload = async () => {
    await null;
    log.push(now());
    setTimeout(() => log.push(now()), 1);
  };
  inside("sent", () => xhr.send());
  await until(() => log.length === 2);
  assert_array_equals(log, ["sent", "sent"]);
}, "what a listener starts goes on in the mapping of send");

// The mapping's value, and the object that is kept after `end` was done with it.
const releases = async (path, end) => {
  let weak;
  const kept = await (async () => {
    const value = {};
    weak = new WeakRef(value);
    const xhr = new XMLHttpRequest();
    for (const type of TYPES) xhr[`on${type}`] = () => {};
    xhr.open("GET", `${$origin}/${path}`);
    variable.run(value, () => xhr.send());
    return xhr;
  })();
  await gc();
  assert_true(weak.deref() !== undefined, "held while it is in flight");
  await end(kept);
  await gc();
  assert_equals(weak.deref(), undefined, "let go at the end");
  return kept;
};

promise_test(async () => {
  const key = `held-${Math.random()}`;
  await releases(`held?key=${key}&parts=late`, async (xhr) => {
    const end = ended(xhr);
    await release(key, 2);
    await end;
  });
  await releases("silent", (xhr) => { const end = ended(xhr); xhr.timeout = 400; return end; });
  await releases("silent", async (xhr) => xhr.abort());
  await releases("silent", async (xhr) => xhr.open("GET", $origin));
}, "the object holds the mapping until the last event, abort or open");

promise_test(async () => {
  const log = [];
  await (async () => {
    const xhr = new XMLHttpRequest();
    xhr.onload = () => log.push(now().name);
    xhr.open("GET", `${$origin}/delay?ms=40`);
    variable.run({ name: "value" }, () => xhr.send());
  })();
  await gc();
  await until(() => log.length === 1);
  assert_array_equals(log, ["value"]);
}, "a forgotten request that is in flight still fires, in its mapping");

promise_test(async () => {
  assert_true(await collected(async () => {
    const xhr = new XMLHttpRequest();
    for (const type of TYPES) xhr[`on${type}`] = () => xhr;
    xhr.open("GET", `${$origin}/echo`);
    const end = ended(xhr);
    xhr.send();
    await end;
    return xhr;
  }), "after loadend");
  assert_true(await collected(async () => {
    const xhr = new XMLHttpRequest();
    xhr.onload = () => xhr;
    xhr.open("GET", `${$origin}/silent`);
    xhr.send();
    await delay(5);
    xhr.abort();
    return xhr;
  }), "after abort");
}, "a request is collected with its listeners");
