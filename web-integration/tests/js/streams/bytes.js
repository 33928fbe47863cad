// clause: Streams: readable streams of bytes

const rejection = (promise) => promise.then(() => assert_unreached("it was fulfilled"), (error) => error);
const ticks = async (n = 10) => { while (n-- > 0) await null; };
const bytes = (...values) => new Uint8Array(values);
const show = ({ value, done }) => `${value && [value.constructor.name, value.byteOffset, ...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)].join(" ")}|${done}`;
const controlled = (source = {}, strategy) => {
  let controller;
  const stream = new ReadableStream({ ...source, type: "bytes", start(c) { controller = c; } }, strategy);
  return { stream, controller };
};

promise_test(async () => {
  const { stream, controller } = controlled();
  assert_true(controller instanceof ReadableByteStreamController);
  assert_equals(controller.desiredSize, 0);
  const chunk = bytes(1, 2, 3);
  controller.enqueue(chunk);
  assert_equals(chunk.byteLength, 0, "it was transferred");
  assert_equals(controller.desiredSize, -3);
  const reader = stream.getReader();
  assert_equals(show(await reader.read()), "Uint8Array 0 1 2 3|false");
  const pending = reader.read();
  controller.enqueue(new Uint16Array([0x0201]).subarray(0, 1));
  assert_equals(show(await pending), "Uint8Array 0 1 2|false");
  controller.enqueue(new DataView(bytes(7, 8, 9).buffer, 1, 1));
  controller.close();
  assert_equals(show(await reader.read()), "Uint8Array 1 8|false");
  assert_true((await reader.read()).done);
  assert_equals(controller.desiredSize, 0);
}, "a default reader gets Uint8Arrays");

promise_test(async () => {
  const { stream, controller } = controlled();
  const reader = stream.getReader({ mode: "byob" });
  assert_true(reader instanceof ReadableStreamBYOBReader);
  const view = new Uint8Array(new ArrayBuffer(8), 2, 4);
  const { buffer } = view;
  const read = reader.read(view);
  assert_equals(buffer.byteLength, 0, "it was transferred");
  controller.enqueue(bytes(1, 2));
  const result = await read;
  assert_equals(show(result), "Uint8Array 2 1 2|false");
  assert_equals(result.value.buffer.byteLength, 8);
  controller.enqueue(bytes(3, 4, 5));
  assert_equals(show(await reader.read(new Uint8Array(2))), "Uint8Array 0 3 4|false");
  assert_equals(show(await reader.read(new DataView(new ArrayBuffer(2)))), "DataView 0 5|false");
}, "a BYOB reader gets its own buffer back");

promise_test(async () => {
  const log = [];
  const { stream } = controlled({
    pull(c) {
      const { view } = c.byobRequest;
      log.push([view.constructor.name, view.byteOffset, view.byteLength].join());
      assert_equals(c.byobRequest, c.byobRequest);
      view[0] = 42;
      const request = c.byobRequest;
      request.respond(1);
      assert_equals(view.byteLength, 0);
      assert_equals(request.view, null);
      assert_equals(c.byobRequest, null);
      assert_throws_js(TypeError, () => request.respond(1));
    },
  });
  const reader = stream.getReader({ mode: "byob" });
  assert_equals(show(await reader.read(new Uint8Array(new ArrayBuffer(8), 3, 4))), "Uint8Array 3 42|false");
  assert_array_equals(log, ["Uint8Array,3,4"]);
}, "byobRequest and respond");

promise_test(async () => {
  const { stream } = controlled({
    pull(c) {
      const { view } = c.byobRequest;
      const other = structuredView(view);
      other[0] = 7;
      c.byobRequest.respondWithNewView(other);
    },
  });
  // The same bytes in a buffer that came from elsewhere.
  const structuredView = (view) => {
    const { byteOffset } = view;
    return new Uint8Array(new ArrayBuffer(view.buffer.byteLength), byteOffset, 1);
  };
  const reader = stream.getReader({ mode: "byob" });
  assert_equals(show(await reader.read(new Uint8Array(4))), "Uint8Array 0 7|false");
}, "respondWithNewView");

promise_test(async () => {
  const { stream, controller } = controlled();
  const reader = stream.getReader({ mode: "byob" });
  const read = reader.read(new Uint32Array(2));
  controller.enqueue(bytes(1, 0, 0));
  controller.byobRequest.view.fill(0);
  controller.byobRequest.respond(1);
  const { value } = await read;
  assert_array_equals([...value], [1]);
  assert_equals(value.constructor, Uint32Array);
  const more = reader.read(new Uint16Array(2));
  controller.enqueue(bytes(1, 0, 2));
  assert_equals([...(await more).value].join(), "1");
  assert_equals(controller.desiredSize, -1, "the rest is queued");
  assert_equals(show(await reader.read(new Uint8Array(1))), "Uint8Array 0 2|false");
}, "only whole elements");

promise_test(async () => {
  const { stream, controller } = controlled();
  const reader = stream.getReader({ mode: "byob" });
  let done = false;
  const read = reader.read(new Uint8Array(8), { min: 3 }).then((result) => { done = true; return result; });
  controller.enqueue(bytes(1));
  controller.enqueue(bytes(2));
  await ticks();
  assert_false(done);
  controller.enqueue(bytes(3, 4));
  assert_equals(show(await read), "Uint8Array 0 1 2 3 4|false");
  const next = reader.read(new Uint8Array(8), { min: 3 });
  const { byobRequest } = controller;
  const { view } = byobRequest;
  controller.enqueue(bytes(1));
  assert_equals(byobRequest.view, null, "the request is void when a chunk comes");
  assert_equals(view.byteLength, 0);
  const other = controller.byobRequest.view;
  assert_equals(`${other.byteOffset} ${other.byteLength}`, "1 7");
  controller.byobRequest.respond(1);
  assert_equals(other.byteLength, 0, "what was answered is out of reach, although more is wanted");
  controller.byobRequest.view[0] = 3;
  controller.byobRequest.respond(1);
  assert_equals(show(await next), "Uint8Array 0 1 0 3|false");
}, "min");

promise_test(async () => {
  const pulls = [];
  const { stream } = controlled({
    autoAllocateChunkSize: 4,
    pull(c) {
      pulls.push(c.byobRequest.view.byteLength);
      c.byobRequest.view[0] = 9;
      c.byobRequest.respond(1);
    },
  });
  const reader = stream.getReader();
  assert_equals(show(await reader.read()), "Uint8Array 0 9|false");
  assert_array_equals(pulls, [4]);
}, "autoAllocateChunkSize gives a default reader a BYOB request");

promise_test(async () => {
  const { stream, controller } = controlled();
  const reader = stream.getReader({ mode: "byob" });
  const reads = [reader.read(bytes(1)), reader.read(new Uint16Array(1))];
  controller.close();
  await ticks();
  controller.byobRequest.respond(0);
  assert_equals(show(await reads[0]), "Uint8Array 0|true");
  assert_equals(show(await reads[1]), "Uint16Array 0|true");
  assert_equals(show(await reader.read(bytes(1))), "Uint8Array 0|true");
  assert_equals(controller.byobRequest, null);
}, "closing gives the buffers back");

promise_test(async () => {
  const { stream, controller } = controlled();
  const reader = stream.getReader({ mode: "byob" });
  const read = reader.read(new Uint16Array(1));
  controller.enqueue(bytes(1));
  assert_throws_js(TypeError, () => controller.close());
  assert_equals((await rejection(read)).constructor, TypeError);
  assert_equals((await rejection(reader.closed)).constructor, TypeError);
  const other = controlled();
  other.controller.enqueue(bytes(1));
  other.controller.close();
  const late = other.stream.getReader({ mode: "byob" });
  assert_equals((await rejection(late.read(new Uint16Array(1)))).constructor, TypeError);
}, "closing within an element is an error");

promise_test(async () => {
  const log = [];
  const { stream, controller } = controlled({ cancel(reason) { log.push(reason); } });
  const reader = stream.getReader({ mode: "byob" });
  const read = reader.read(bytes(1));
  assert_equals(await reader.cancel("why"), undefined);
  const result = await read;
  assert_true(result.done);
  assert_equals(result.value, undefined);
  assert_array_equals(log, ["why"]);
  const other = controlled();
  const failing = other.stream.getReader({ mode: "byob" });
  const failed = failing.read(bytes(1));
  other.controller.error("error");
  assert_equals(await rejection(failed), "error");
  assert_equals(await rejection(failing.read(bytes(1))), "error");
  assert_equals(other.controller.desiredSize, null);
  assert_equals(controller.byobRequest, null);
}, "cancel and error");

promise_test(async () => {
  const { stream, controller } = controlled();
  const first = stream.getReader({ mode: "byob" });
  const read = first.read(new Uint8Array(4));
  const request = controller.byobRequest;
  first.releaseLock();
  assert_equals((await rejection(read)).constructor, TypeError);
  assert_equals((await rejection(first.read(bytes(1)))).constructor, TypeError);
  const second = stream.getReader({ mode: "byob" });
  const next = second.read(new Uint16Array(1));
  request.view[0] = 5;
  request.view[1] = 1;
  request.respond(2);
  assert_equals((await next).value[0], 0x0105, "what was written for the first is the second's");
  const pending = rejection(second.read(new Uint8Array(4)));
  const last = controller.byobRequest;
  second.releaseLock();
  await pending;
  const plain = stream.getReader();
  const reads = [plain.read(), plain.read()];
  last.view[0] = 7;
  last.respond(1);
  controller.enqueue(bytes(8));
  assert_equals((await Promise.all(reads)).map(show).join(), "Uint8Array 0 7|false,Uint8Array 0 8|false");
}, "releaseLock with a BYOB request that is open");

promise_test(async () => {
  let release;
  let pulls = 0;
  const { stream, controller } = controlled({ pull() { pulls++; return new Promise((resolve) => { release = resolve; }); } }, { highWaterMark: 5 });
  await ticks();
  assert_equals(pulls, 1);
  controller.enqueue(bytes(1, 2, 3));
  await ticks();
  assert_equals(pulls, 1);
  release();
  await ticks();
  assert_equals(pulls, 2, "there is room for more");
  assert_equals(controller.desiredSize, 2);
  assert_false(stream.locked);
}, "pull and the high water mark");

promise_test(async () => {
  const { stream, controller } = controlled();
  const branches = stream.tee();
  const [one, two] = branches.map((branch) => branch.getReader());
  const reads = [one.read(), two.read()];
  controller.enqueue(bytes(1, 2));
  const [first, second] = (await Promise.all(reads)).map(({ value }) => value);
  assert_not_equals(first.buffer, second.buffer);
  assert_equals(`${first} ${second}`, "1,2 1,2");
  controller.close();
  assert_true((await one.read()).done && (await two.read()).done);
}, "tee copies");

promise_test(async () => {
  const asked = [];
  const { stream } = controlled({
    pull(c) {
      asked.push(c.byobRequest && c.byobRequest.view.byteLength);
      if (c.byobRequest) { c.byobRequest.view[0] = 1; c.byobRequest.respond(1); } else c.enqueue(bytes(2));
    },
  });
  const [one, two] = stream.tee();
  const byob = one.getReader({ mode: "byob" });
  assert_equals(show(await byob.read(new Uint8Array(3))), "Uint8Array 0 1|false");
  const plain = two.getReader();
  assert_equals(show(await plain.read()), "Uint8Array 0 1|false");
  assert_equals(show(await plain.read()), "Uint8Array 0 2|false");
  assert_array_equals(asked, [3, null]);
  assert_equals(show(await byob.read(new Uint8Array(3))), "Uint8Array 0 2|false");
}, "tee with a BYOB reader of a branch");

promise_test(async () => {
  const log = [];
  const { stream, controller } = controlled({ cancel(reason) { log.push(...reason); } });
  const [one, two] = stream.tee();
  const canceled = [two.cancel("two"), one.cancel("one")];
  await Promise.all(canceled);
  assert_array_equals(log, ["one", "two"]);
  const other = controlled();
  const [first, second] = other.stream.tee();
  const reads = [first.getReader({ mode: "byob" }).read(bytes(1)), second.getReader().read()];
  await ticks();
  other.controller.error("why");
  for (const read of reads) assert_equals(await rejection(read), "why");
  const closing = controlled();
  const [third, fourth] = closing.stream.tee();
  const ends = [third.getReader({ mode: "byob" }).read(bytes(1)), fourth.getReader().read()];
  await ticks();
  closing.controller.close();
  closing.controller.byobRequest?.respond(0);
  assert_equals((await Promise.all(ends)).map(show).join(), "Uint8Array 0|true,undefined|true");
  assert_equals(controller.desiredSize, 0);
}, "cancel, error and end of the branches of tee");

promise_test(async () => {
  const seen = [];
  const { stream, controller } = controlled();
  controller.enqueue(bytes(1));
  controller.enqueue(bytes(2, 3));
  controller.close();
  await stream.pipeTo(new WritableStream({ write(chunk) { seen.push(...chunk); } }));
  assert_array_equals(seen, [1, 2, 3]);
  const other = controlled();
  other.controller.enqueue(bytes(4));
  other.controller.close();
  for await (const chunk of other.stream) seen.push(...chunk);
  assert_array_equals(seen, [1, 2, 3, 4]);
}, "pipeTo and iteration");

promise_test(async () => {
  const { stream } = controlled({ autoAllocateChunkSize: Number.MAX_SAFE_INTEGER });
  assert_equals((await rejection(stream.getReader().read())).constructor, RangeError);
}, "more bytes than there are");

test(() => {
  assert_throws_js(RangeError, () => new ReadableStream({ type: "bytes" }, { size() {} }));
  assert_throws_js(RangeError, () => new ReadableStream({ type: "bytes" }, { highWaterMark: -1 }));
  assert_throws_js(TypeError, () => new ReadableStream({ type: "bytes", autoAllocateChunkSize: 0 }));
  assert_throws_js(TypeError, () => new ReadableStream().getReader({ mode: "byob" }));
  assert_throws_js(TypeError, () => new ReadableStreamBYOBReader(new ReadableStream()));
  assert_throws_js(TypeError, () => new ReadableStreamBYOBReader());
  assert_throws_js(TypeError, () => new ReadableStreamBYOBRequest());
  assert_throws_js(TypeError, () => new ReadableByteStreamController());
  const { stream, controller } = controlled();
  for (const bad of [undefined, null, 1, {}, [1], new ArrayBuffer(1), new Uint8Array(0), new SharedArrayBuffer(1), new Uint8Array(new SharedArrayBuffer(1))]) {
    assert_throws_js(TypeError, () => controller.enqueue(bad), String(bad));
  }
  assert_throws_js(TypeError, () => controller.enqueue());
  const gone = bytes(1);
  controller.enqueue(gone);
  assert_throws_js(TypeError, () => controller.enqueue(gone), "detached");
  controller.close();
  assert_throws_js(TypeError, () => controller.close());
  assert_throws_js(TypeError, () => controller.enqueue(bytes(1)));
  assert_false(stream.locked);
  for (const name of ["close", "enqueue", "error"]) {
    assert_throws_js(TypeError, () => ReadableByteStreamController.prototype[name].call({}, bytes(1)));
    assert_throws_js(TypeError, () => ReadableStreamDefaultController.prototype[name].call(controller, 1));
  }
}, "conversions and receivers");

promise_test(async () => {
  const { stream, controller } = controlled();
  const reader = stream.getReader({ mode: "byob" });
  const gone = bytes(1);
  controller.enqueue(gone);
  for (const bad of [undefined, {}, new ArrayBuffer(1), new Uint8Array(0), gone]) {
    assert_equals((await rejection(reader.read(bad))).constructor, TypeError);
  }
  assert_equals((await rejection(reader.read())).constructor, TypeError);
  assert_equals((await rejection(reader.read(bytes(1), { min: 0 }))).constructor, TypeError);
  assert_equals((await rejection(reader.read(bytes(1), { min: -1 }))).constructor, TypeError);
  assert_equals((await rejection(reader.read(bytes(1), { min: 2 }))).constructor, RangeError);
  assert_equals((await rejection(reader.read(new Uint16Array(1), { min: 2 }))).constructor, RangeError);
  for (const name of ["read", "cancel"]) {
    assert_equals((await rejection(ReadableStreamDefaultReader.prototype[name].call(reader))).constructor, TypeError);
    assert_equals((await rejection(ReadableStreamBYOBReader.prototype[name].call({}, bytes(1)))).constructor, TypeError);
  }
  assert_throws_js(TypeError, () => ReadableStreamDefaultReader.prototype.releaseLock.call(reader));
}, "what a BYOB reader refuses");

promise_test(async () => {
  const { stream, controller } = controlled();
  const reader = stream.getReader({ mode: "byob" });
  const read = reader.read(new Uint8Array(4));
  const request = controller.byobRequest;
  assert_throws_js(TypeError, () => request.respond());
  assert_throws_js(TypeError, () => request.respond(-1));
  assert_throws_js(TypeError, () => request.respond(0), "it is not closed");
  assert_throws_js(RangeError, () => request.respond(5));
  assert_throws_js(RangeError, () => request.respond(2 ** 53 - 1));
  assert_throws_js(TypeError, () => request.respondWithNewView());
  assert_throws_js(TypeError, () => request.respondWithNewView({}));
  assert_throws_js(TypeError, () => request.respondWithNewView(new Uint8Array(0)));
  assert_throws_js(RangeError, () => request.respondWithNewView(new Uint8Array(3)), "another length of the buffer");
  assert_throws_js(RangeError, () => request.respondWithNewView(new Uint8Array(4).subarray(1)), "another place");
  assert_throws_js(RangeError, () => request.respondWithNewView(new Uint8Array(5)));
  assert_throws_js(TypeError, () => ReadableStreamBYOBRequest.prototype.respond.call({}, 1));
  assert_equals(request.view.byteLength, 4, "nothing has happened");
  request.respond(4);
  assert_equals((await read).value.length, 4);
  const next = reader.read(new Uint8Array(4));
  const other = controller.byobRequest;
  other.view.buffer.transfer?.();
  if (other.view.byteLength === 0) {
    assert_throws_js(TypeError, () => other.respond(1), "detached");
    assert_throws_js(TypeError, () => controller.enqueue(bytes(1)), "detached");
  }
  controller.error("end");
  assert_equals(await rejection(next), "end");
}, "what a BYOB request refuses");
