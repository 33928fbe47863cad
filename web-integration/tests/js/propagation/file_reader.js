// clause: AsyncContext web integration: FileReader holds the mapping of the call that reads; abort() is transparent

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const TYPES = ["loadstart", "progress", "load", "abort", "loadend"];
const listen = (reader, log) => inside("registered", () => {
  for (const type of TYPES) reader.addEventListener(type, () => log.push(`${type}: ${variable.get()}`));
});
const ended = (reader) => new Promise((resolve) => reader.addEventListener("loadend", resolve));

promise_test(async () => {
  for (const method of ["readAsText", "readAsArrayBuffer", "readAsBinaryString", "readAsDataURL"]) {
    const reader = inside("made", () => new FileReader());
    const log = [];
    listen(reader, log);
    inside("reads", () => reader[method](new Blob(["text"])));
    await inside("waits", () => ended(reader));
    assert_array_equals(log, ["loadstart: reads", "progress: reads", "load: reads", "loadend: reads"]);
  }
}, "the events of a read run in the mapping of the call");

promise_test(async () => {
  const reader = new FileReader();
  const log = [];
  listen(reader, log);
  inside("reads", () => reader.readAsText(new Blob(["text"])));
  inside("aborts", () => reader.abort());
  await turns();
  assert_array_equals(log, ["abort: aborts", "loadend: aborts"]);
  log.length = 0;
  inside("reads again", () => reader.readAsText(new Blob(["text"])));
  await ended(reader);
  assert_array_equals(log, ["loadstart", "progress", "load", "loadend"].map((type) => `${type}: reads again`));
}, "abort() is transparent, and another read has its own mapping");

promise_test(async () => {
  const reader = new FileReader();
  const log = [];
  listen(reader, log);
  reader.addEventListener("load", () => {
    if (reader.result === "one") inside("from load", () => reader.readAsText(new Blob(["two"])));
  });
  inside("first", () => reader.readAsText(new Blob(["one"])));
  await ended(reader);
  assert_array_equals(log, ["loadstart: first", "progress: first", "load: first", "loadstart: from load", "progress: from load",
    "load: from load", "loadend: from load"]);
}, "a read that a listener begins has the mapping of the listener's call");

promise_test(async () => {
  const readers = [];
  const make = (end) => collected(async () => {
    const value = { end };
    const reader = new FileReader();
    readers.push(reader);
    variable.run(value, () => reader.readAsText(new Blob(["text"])));
    if (end === "abort") reader.abort();
    else await ended(reader);
    await turns();
    return value;
  });
  assert_true(await make("loadend"), "after loadend");
  assert_true(await make("abort"), "after abort()");
  assert_equals(readers.length, 2);
}, "a reader holds the mapping until loadend or abort()");
