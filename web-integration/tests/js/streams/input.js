// clause: Streams: conversions of arguments, wrong receivers, the shape of the interfaces

const rejection = (promise) => promise.then(() => assert_unreached("it was fulfilled"), (error) => error);

test(() => {
  for (const [Stream, names] of [[ReadableStream, ["cancel", "pull", "start"]], [WritableStream, ["abort", "close", "start", "write"]]]) {
    assert_throws_js(TypeError, () => Stream(), Stream.name);
    for (const bad of [null, 1, "x", true, Symbol()]) assert_throws_js(TypeError, () => new Stream(bad));
    new Stream(undefined);
    new Stream(() => {});
    for (const name of names) {
      assert_throws_js(TypeError, () => new Stream({ [name]: null }), name);
      const failure = new Error();
      assert_throws_exactly(failure, () => new Stream({ get [name]() { throw failure; } }));
    }
    assert_equals(Stream.length, 0);
  }
  assert_throws_js(RangeError, () => new WritableStream({ type: "bytes" }));
  assert_throws_js(TypeError, () => new ReadableStream({ type: "x" }));
  assert_throws_js(TypeError, () => new ReadableStream({ autoAllocateChunkSize: -1 }));
}, "constructors");

test(() => {
  const order = [];
  const watch = (name) => new Proxy({}, { get(_, key) { order.push(`${name} ${String(key)}`); } });
  new ReadableStream(watch("source"), watch("strategy"));
  assert_array_equals(order.splice(0), [
    "strategy highWaterMark", "strategy size",
    "source autoAllocateChunkSize", "source cancel", "source pull", "source start", "source type",
  ]);
  new WritableStream(watch("sink"), watch("strategy"));
  assert_array_equals(order, [
    "strategy highWaterMark", "strategy size",
    "sink abort", "sink close", "sink start", "sink type", "sink write",
  ]);
}, "the order in which members are read");

promise_test(async () => {
  const promises = [
    [ReadableStream.prototype, ["cancel", "pipeTo"]],
    [ReadableStreamDefaultReader.prototype, ["cancel", "read"]],
    [WritableStream.prototype, ["abort", "close"]],
    [WritableStreamDefaultWriter.prototype, ["abort", "close", "write"]],
  ];
  for (const [prototype, names] of promises) {
    for (const name of names) {
      for (const receiver of [undefined, null, 1, {}, prototype, new TransformStream()]) {
        const error = await rejection(prototype[name].call(receiver));
        assert_equals(error.constructor, TypeError, name);
      }
    }
  }
  const attributes = [
    [ReadableStreamDefaultReader.prototype, ["closed"]],
    [WritableStreamDefaultWriter.prototype, ["closed", "ready"]],
  ];
  for (const [prototype, names] of attributes) {
    for (const name of names) {
      const { get } = Object.getOwnPropertyDescriptor(prototype, name);
      assert_equals((await rejection(get.call({}))).constructor, TypeError, name);
    }
  }
}, "a wrong receiver of what returns a promise rejects it");

test(() => {
  const throwing = [
    [ReadableStream.prototype, ["getReader", "tee", "pipeThrough", "values"]],
    [ReadableStreamDefaultReader.prototype, ["releaseLock"]],
    [ReadableStreamDefaultController.prototype, ["close", "enqueue", "error"]],
    [WritableStream.prototype, ["getWriter"]],
    [WritableStreamDefaultWriter.prototype, ["releaseLock"]],
    [WritableStreamDefaultController.prototype, ["error"]],
  ];
  for (const [prototype, names] of throwing) {
    for (const name of names) assert_throws_js(TypeError, () => prototype[name].call({}), name);
  }
  const getters = [
    [ReadableStream.prototype, "locked"],
    [ReadableStreamDefaultController.prototype, "desiredSize"],
    [WritableStream.prototype, "locked"],
    [WritableStreamDefaultWriter.prototype, "desiredSize"],
    [WritableStreamDefaultController.prototype, "signal"],
  ];
  for (const [prototype, name] of getters) assert_throws_js(TypeError, () => prototype[name], name);
  for (const Interface of [ReadableStreamDefaultController, WritableStreamDefaultController]) {
    assert_throws_js(TypeError, () => new Interface());
  }
  for (const Interface of [ReadableStreamDefaultReader, WritableStreamDefaultWriter]) {
    assert_throws_js(TypeError, () => new Interface());
    assert_throws_js(TypeError, () => new Interface({}));
    assert_equals(Interface.length, 1);
  }
  assert_throws_js(TypeError, () => new ReadableStream().getReader(1));
  assert_throws_js(TypeError, () => new ReadableStream().getReader({ mode: "x" }));
  assert_throws_js(TypeError, () => new ReadableStream().getReader({ mode: "byob" }));
  assert_throws_js(TypeError, () => new ReadableStream().getReader({ mode: null }));
  assert_false(new ReadableStream().locked);
  new ReadableStream().getReader(null);
  new ReadableStream().getReader({ mode: undefined });
}, "a wrong receiver of what returns none throws");

test(() => {
  const shape = (Interface) => {
    const names = Object.keys(Object.getOwnPropertyDescriptors(Interface.prototype)).filter((name) => name !== "constructor");
    return names.sort().join();
  };
  assert_equals(shape(ReadableStream), "cancel,getReader,locked,pipeThrough,pipeTo,tee,values");
  assert_equals(shape(ReadableStreamDefaultReader), "cancel,closed,read,releaseLock");
  assert_equals(shape(ReadableStreamDefaultController), "close,desiredSize,enqueue,error");
  assert_equals(shape(WritableStream), "abort,close,getWriter,locked");
  assert_equals(shape(WritableStreamDefaultWriter), "abort,close,closed,desiredSize,ready,releaseLock,write");
  assert_equals(shape(WritableStreamDefaultController), "error,signal");
  assert_equals(shape(TransformStream), "readable,writable");
  assert_equals(shape(TransformStreamDefaultController), "desiredSize,enqueue,error,terminate");
  for (const [f, length] of [
    [ReadableStream.from, 1], [ReadableStream.prototype.cancel, 0], [ReadableStream.prototype.getReader, 0],
    [ReadableStream.prototype.pipeThrough, 1], [ReadableStream.prototype.pipeTo, 1], [ReadableStream.prototype.tee, 0],
    [WritableStreamDefaultWriter.prototype.write, 0], [WritableStream.prototype.abort, 0],
  ]) assert_equals(f.length, length, f.name);
  assert_equals(String(new ReadableStream()), "[object ReadableStream]");
}, "the members of the interfaces");
