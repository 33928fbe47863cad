// clause: File API: FileReaderSync

const { inline, message, end } = worker_tools();

// What `f` returns or throws in a worker.
const in_worker = async (f) => {
  const worker = inline(`() => {
    let result;
    try { result = (${f})(); } catch (error) { result = String(error); }
    postMessage(result);
  }`);
  const result = await message(worker);
  end();
  return result;
};

test(() => {
  assert_equals(typeof FileReaderSync, "undefined");
}, "only workers have it");

promise_test(async () => {
  assert_equals(await in_worker(() => {
    const reader = new FileReaderSync();
    const { value, ...attributes } = Object.getOwnPropertyDescriptor(self, "FileReaderSync");
    return JSON.stringify([
      value === FileReaderSync, attributes, FileReaderSync.length, String(reader), Reflect.ownKeys(reader).length, reader instanceof EventTarget,
      ["readAsArrayBuffer", "readAsBinaryString", "readAsText", "readAsDataURL"].map((name) => reader[name].length),
    ]);
  }), '[true,{"writable":true,"enumerable":false,"configurable":true},0,"[object FileReaderSync]",0,false,[1,1,1,1]]');
}, "the interface");

promise_test(async () => {
  const log = await in_worker(() => {
    const reader = new FileReaderSync();
    const blob = new Blob([new Uint8Array([0xe4, 0, 0x61])], { type: "image/x" });
    const buffer = reader.readAsArrayBuffer(blob);
    return [
      buffer instanceof ArrayBuffer, [...new Uint8Array(buffer)].join(), reader.readAsArrayBuffer(blob) === buffer,
      reader.readAsBinaryString(blob), reader.readAsDataURL(blob), reader.readAsDataURL(new File([], "name")), reader.readAsText(new Blob([])),
    ];
  });
  assert_array_equals(log, [true, "228,0,97", false, "\xe4\0a", "data:image/x;base64,5ABh", "data:application/octet-stream;base64,", ""]);
}, "what is read: buffers, binary strings and data: URLs");

promise_test(async () => {
  const log = await in_worker(() => {
    const reader = new FileReaderSync();
    const text = (type, units, ...encoding) => reader.readAsText(new Blob([new Uint8Array(units)], { type }), ...encoding);
    return [
      text("", [0xc3, 0xa4]), text("", [0xe4]), text("text/plain;charset=latin1", [0xe4]), text("text/plain;charset=utf-8", [0xe4], "latin1"),
      text("text/plain;charset=latin1", [0xe4], "none such"), text("", [0xff, 0xfe, 0x61, 0], "latin1"), text("", [0x61], undefined),
    ];
  });
  assert_array_equals(log, ["\xe4", "\ufffd", "\xe4", "\xe4", "\xe4", "a", "a"]);
}, "the encoding of a text");

promise_test(async () => {
  const log = await in_worker(() => {
    const reader = new FileReaderSync();
    const blob = new Blob(["x"]);
    const log = [];
    const told = (name, f) => {
      try { f(); log.push(`${name}: nothing`); } catch (error) { log.push(`${name}: ${error.name}`); }
    };
    told("call", () => FileReaderSync());
    for (const name of ["readAsArrayBuffer", "readAsBinaryString", "readAsText", "readAsDataURL"]) {
      told(name, () => reader[name]());
      told(name, () => reader[name]("text"));
      told(name, () => FileReaderSync.prototype[name](blob));
      told(name, () => reader[name].call(new FileReader(), blob));
    }
    const label = { toString() { throw new RangeError("the label"); } };
    told("blob first", () => reader.readAsText("text", label));
    told("label", () => reader.readAsText(blob, label));
    told("no label", () => reader.readAsDataURL(blob, label));
    return log;
  });
  assert_equals(log.filter((line) => line.endsWith("TypeError")).length, 18, log.join());
  assert_array_equals(log.slice(-3), ["blob first: TypeError", "label: RangeError", "no label: nothing"]);
}, "wrong receivers and arguments");

promise_test(async () => {
  const worker = inline(() => { onmessage = ({ data }) => postMessage(new FileReaderSync().readAsText(data)); });
  worker.postMessage(new File(["from outside"], "name"));
  assert_equals(await message(worker), "from outside");
  end();
}, "a file of another agent");

promise_test(async () => {
  const log = await in_worker(() => {
    const variable = new AsyncContext.Variable();
    const reader = new FileReaderSync();
    return variable.run("inside", () => [variable.get(), reader.readAsText(new Blob(["x"])), variable.get()]);
  });
  assert_array_equals(log, ["inside", "x", "inside"]);
}, "a read changes no mapping");
