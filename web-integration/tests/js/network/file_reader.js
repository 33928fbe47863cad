// clause: File API: FileReader

const TYPES = ["loadstart", "progress", "load", "error", "abort", "loadend"];
const read = (method, ...args) => new Promise((resolve) => {
  const reader = new FileReader();
  reader.onloadend = () => resolve(reader);
  reader[method](...args);
});
const log_of = (reader, more = () => {}) => {
  const log = [];
  for (const type of TYPES) {
    reader.addEventListener(type, (event) => {
      log.push(`${event.type} ${event.loaded}/${event.total}${event.lengthComputable ? "" : " ?"}`);
      more(event);
    });
  }
  return log;
};
const ended = (reader) => new Promise((resolve) => reader.addEventListener("loadend", resolve));
const bytes = new Uint8Array([0xe4, 0, 0x61]);

test(() => {
  const reader = new FileReader();
  assert_equals(reader.readyState, FileReader.EMPTY);
  assert_equals(reader.result, null);
  assert_equals(reader.error, null);
  for (const type of TYPES) assert_equals(reader[`on${type}`], null);
  assert_array_equals([FileReader.EMPTY, reader.LOADING, FileReader.prototype.DONE], [0, 1, 2]);
  assert_throws_js(TypeError, () => FileReader());
  assert_throws_js(TypeError, () => reader.readAsText("text"));
  assert_throws_js(TypeError, () => reader.readAsText());
  assert_throws_js(TypeError, () => FileReader.prototype.readyState);
  reader.abort();
  assert_equals(reader.readyState, FileReader.EMPTY);
}, "a reader before it reads");

promise_test(async () => {
  const reader = new FileReader();
  const states = [];
  const log = log_of(reader, () => states.push(`${reader.readyState} ${reader.result}`));
  reader.readAsText(new Blob(["text"]));
  assert_equals(reader.readyState, FileReader.LOADING);
  assert_array_equals(log, [], "no event is fired in the call");
  await ended(reader);
  assert_array_equals(log, ["loadstart 0/4", "progress 4/4", "load 4/4", "loadend 4/4"]);
  assert_array_equals(states, ["1 null", "1 null", "2 text", "2 text"]);
}, "the events of a read, each in a task of its own");

promise_test(async () => {
  const reader = new FileReader();
  const log = log_of(reader);
  reader.readAsText(new Blob([]));
  await ended(reader);
  assert_array_equals(log, ["loadstart 0/0 ?", "load 0/0 ?", "loadend 0/0 ?"]);
  assert_equals(reader.result, "");
}, "a blob without bytes makes no progress");

promise_test(async () => {
  const blob = new Blob([bytes], { type: "image/x" });
  const { result } = await read("readAsArrayBuffer", blob);
  assert_true(result instanceof ArrayBuffer);
  assert_array_equals([...new Uint8Array(result)], [...bytes]);
  assert_equals((await read("readAsBinaryString", blob)).result, "\xe4\0a");
  assert_equals((await read("readAsDataURL", blob)).result, "data:image/x;base64,5ABh");
  assert_equals((await read("readAsDataURL", new File([], "name"))).result, "data:application/octet-stream;base64,");
}, "what is read: buffers, binary strings and data: URLs");

promise_test(async () => {
  const text = async (...args) => (await read("readAsText", ...args)).result;
  const of = (type, ...units) => new Blob([new Uint8Array(units)], { type });
  assert_equals(await text(of("", 0xc3, 0xa4)), "ä");
  assert_equals(await text(of("", 0xe4)), "\ufffd");
  assert_equals(await text(of("text/plain;charset=latin1", 0xe4)), "ä");
  assert_equals(await text(of("text/plain;charset=utf-8", 0xe4), "latin1"), "ä");
  assert_equals(await text(of("text/plain;charset=latin1", 0xe4), "none such"), "ä");
  assert_equals(await text(of("", 0xff, 0xfe, 0x61, 0), "latin1"), "a", "a byte order mark has precedence");
}, "the encoding of a text");

promise_test(async (t) => {
  const reader = new FileReader();
  const log = log_of(reader);
  reader.readAsText(new Blob(["text"]));
  for (const method of ["readAsText", "readAsArrayBuffer", "readAsBinaryString", "readAsDataURL"]) {
    assert_throws_dom("InvalidStateError", () => reader[method](new Blob([])));
  }
  await ended(reader);
  assert_equals(reader.result, "text");
  assert_equals(log.length, 4);
}, "a reader that is reading begins no other read");

promise_test(async () => {
  for (const at of ["at once", "loadstart", "progress"]) {
    const reader = new FileReader();
    const log = log_of(reader, ({ type }) => type === at && reader.abort());
    const end = ended(reader);
    reader.readAsText(new Blob(["text"]));
    if (at === "at once") reader.abort();
    await end;
    await turns();
    assert_array_equals(log.slice(-2), ["abort 0/0 ?", "loadend 0/0 ?"], at);
    assert_false(log.some((event) => event.startsWith("load ")));
    assert_equals(reader.readyState, FileReader.DONE);
    assert_equals(reader.result, null);
    assert_equals(reader.error, null);
  }
}, "abort() ends a read: abort and loadend are fired in the call");

promise_test(async () => {
  const reader = new FileReader();
  const log = log_of(reader, ({ type }) => {
    if (type === "load" && reader.result === "one") reader.readAsText(new Blob(["second"]));
  });
  reader.readAsText(new Blob(["one"]));
  await ended(reader);
  assert_array_equals(log, ["loadstart 0/3", "progress 3/3", "load 3/3", "loadstart 0/6", "progress 6/6", "load 6/6", "loadend 6/6"]);
  assert_equals(reader.result, "second");
}, "a read that a listener for load begins takes the loadend of the one before");

promise_test(async () => {
  const reader = new FileReader();
  const log = log_of(reader, ({ type }) => {
    if (type === "abort") reader.readAsText(new Blob(["again"]));
  });
  reader.readAsText(new Blob(["one"]));
  reader.abort();
  await ended(reader);
  assert_array_equals(log, ["abort 0/0 ?", "loadstart 0/5", "progress 5/5", "load 5/5", "loadend 5/5"]);
  assert_equals(reader.result, "again");
}, "a read that a listener for abort begins takes the loadend of abort()");
