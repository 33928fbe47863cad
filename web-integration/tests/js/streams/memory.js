// clause: memory: streams hold a mapping no longer than something can still be called in it

const variable = new AsyncContext.Variable();
// Calls `f` in a mapping and asserts that the value in it is gone afterwards, although what `f` returns is kept.
const forgotten = async (f, message) => {
  let kept;
  const gone = await collected(async () => {
    const value = {};
    kept = await variable.run(value, f);
    return value;
  });
  assert_true(gone, message);
  return kept;
};

promise_test(async () => {
  await forgotten(async () => {
    const stream = new ReadableStream({ pull(c) { c.enqueue(1); } });
    await delay(1);
    return stream;
  }, "a stream that was made");
  const { stream, reader } = await forgotten(async () => {
    const stream = new ReadableStream({ pull(c) { c.enqueue(1); } }, { highWaterMark: 0 });
    const reader = stream.getReader();
    await reader.read();
    return { stream, reader };
  });
  assert_true(stream.locked && !!reader, "a read that is settled");
}, "a stream that lives holds nothing of start and settled reads");

promise_test(async () => {
  const stream = new ReadableStream();
  const reader = stream.getReader();
  await forgotten(() => { reader.closed; return reader; }, "the closed promise");
  await forgotten(() => { reader.releaseLock(); return stream; }, "releaseLock");
  const kept = await forgotten(() => stream.getReader());
  assert_true(!!kept, "a reader that was made, with its handled promise");
  const writing = await forgotten(async () => {
    const stream = new WritableStream();
    const writer = stream.getWriter();
    await writer.write(1);
    return { stream, writer };
  });
  assert_true(!!writing.writer, "a write that is over");
}, "readers, writers and their promises hold no mapping");

promise_test(async () => {
  assert_true(await collected(() => variable.run({}, () => {
    const stream = new ReadableStream();
    stream.getReader().read().then(() => stream);
    return variable.get();
  })), "a read that never ends");
  assert_true(await collected(() => variable.run({}, () => {
    const writer = new WritableStream({ write: () => new Promise(() => {}) }).getWriter();
    writer.write(1);
    writer.write(2);
    writer.close();
    return variable.get();
  })), "writes that never end");
  assert_true(await collected(() => variable.run({}, () => {
    new ReadableStream().pipeTo(new WritableStream());
    return variable.get();
  })), "a pipe");
  assert_true(await collected(() => variable.run({}, () => {
    const [one] = new ReadableStream().tee();
    one.getReader().read();
    return variable.get();
  })), "a tee");
  assert_true(await collected(() => variable.run({}, () => {
    const transform = new TransformStream();
    transform.writable.getWriter().write(1);
    return variable.get();
  })), "a transform");
  assert_true(await collected(() => variable.run({}, () => {
    new ReadableStream().values().next();
    return variable.get();
  })), "an iteration");
}, "what waits on a stream that nobody can reach is collected");

promise_test(async () => {
  for (const name of ["read", "close", "error"]) {
    let controller;
    const stream = new ReadableStream({ start(c) { controller = c; } });
    const reader = stream.getReader();
    assert_false(await collected(() => variable.run({}, () => {
      reader.read().then(() => {}, () => {});
      return variable.get();
    })), "it waits");
    await forgotten(async () => {
      const read = reader.read().catch(() => {});
      if (name === "read") { controller.enqueue(1); controller.enqueue(2); }
      if (name === "close") controller.close();
      if (name === "error") controller.error();
      await read;
      return reader;
    }, name);
  }
}, "a pending read holds its mapping until it is settled");

promise_test(async () => {
  let open;
  const stream = new WritableStream({ write: () => new Promise((resolve) => { open = resolve; }) });
  const writer = stream.getWriter();
  await writer.ready;
  writer.write(1);
  const weak = await (async () => variable.run({}, () => {
    writer.write(2);
    return new WeakRef(variable.get());
  }))();
  await gc();
  assert_true(weak.deref() !== undefined, "it waits in the queue");
  open();
  await gc();
  open();
  await gc();
  assert_equals(weak.deref(), undefined, "it was written");
}, "a queued chunk holds its mapping until it is written");

promise_test(async () => {
  let fail;
  const stream = new WritableStream({ write: () => new Promise((_, reject) => { fail = reject; }) });
  const writer = stream.getWriter();
  await writer.ready;
  writer.write(1).catch(() => {});
  const weak = await (async () => variable.run({}, () => {
    writer.write(2).catch(() => {});
    writer.close().catch(() => {});
    writer.abort().catch(() => {});
    return new WeakRef(variable.get());
  }))();
  await gc();
  assert_true(weak.deref() !== undefined);
  fail();
  await gc();
  assert_equals(weak.deref(), undefined);
  assert_true(stream.locked);
}, "an errored stream lets go of what was queued and of the abort");

promise_test(async () => {
  const abort = new AbortController();
  await forgotten(async () => {
    const dest = new WritableStream();
    await ReadableStream.from([1]).pipeTo(dest, { signal: abort.signal });
    return dest;
  }, "of the signal and of the destination");
  assert_true(await collected(async () => {
    const reason = {};
    const source = new ReadableStream({ start(c) { c.error(reason); } });
    await source.pipeTo(new WritableStream(), { signal: abort.signal }).catch(() => {});
    return reason;
  }), "the signal holds no stream");
  const stream = new ReadableStream();
  await forgotten(async () => {
    const stop = new AbortController();
    const piped = stream.pipeTo(new WritableStream(), { signal: stop.signal, preventCancel: true });
    stop.abort();
    await piped.catch(() => {});
    return stream;
  }, "of the source");
  abort.abort();
}, "a pipe that is over holds nothing");

promise_test(async () => {
  for (const type of [undefined, "bytes"]) {
    let controller;
    const start = (c) => { controller = c; c.enqueue(new Uint8Array(1)); };
    const stream = new ReadableStream({ type, start });
    const branches = await forgotten(async () => {
      const branches = stream.tee();
      await delay(1);
      return branches;
    }, `${type}`);
    const closed = branches.map((branch) => branch.getReader().closed.catch((error) => error));
    controller.error("why");
    assert_array_equals(await Promise.all(closed), ["why", "why"], "the branches hear of an error all the same");
  }
}, "a tee holds a mapping only while a read waits");

promise_test(async () => {
  assert_true(await collected(() => {
    const source = {};
    globalThis.keptController = undefined;
    const stream = new ReadableStream({ start(c) { globalThis.keptController = c; }, pull: () => source });
    stream.cancel();
    return source;
  }), "a stream that is closed lets go of its source");
  assert_true(await collected(async () => {
    const sink = { close() {} };
    const stream = new WritableStream({ start(c) { globalThis.keptController = c; }, write: () => sink });
    await stream.close();
    return sink;
  }), "a stream that is closed lets go of its sink");
  for (const Stream of [ReadableStream, WritableStream]) {
    assert_true(await collected(() => {
      const kept = {};
      const pull = () => kept;
      new Stream({ start(c) { globalThis.keptController = c; }, pull, write: pull, abort: pull });
      globalThis.keptController.error("why");
      return kept;
    }), `of an errored ${Stream.name}`);
  }
  assert_true(await collected(() => {
    const kept = {};
    new TransformStream({ start(c) { globalThis.keptController = c; }, transform: () => kept });
    globalThis.keptController.terminate();
    return kept;
  }), "of a transform stream");
  delete globalThis.keptController;
}, "algorithms are cleared");

promise_test(async () => {
  assert_true(await collected(() => variable.run({}, () => {
    new ReadableStream({ type: "bytes" }).getReader({ mode: "byob" }).read(new Uint8Array(1));
    return variable.get();
  })), "a read into a view that never ends");
  assert_true(await collected(() => variable.run({}, () => {
    const [one] = new ReadableStream({ type: "bytes" }).tee();
    one.getReader({ mode: "byob" }).read(new Uint8Array(1));
    return variable.get();
  })), "a tee");
  let controller;
  const stream = new ReadableStream({ type: "bytes", start(c) { controller = c; } });
  const reader = stream.getReader({ mode: "byob" });
  await forgotten(async () => {
    const read = reader.read(new Uint8Array(1));
    controller.enqueue(new Uint8Array(2));
    await read;
    return reader;
  }, "a read that is settled");
}, "streams of bytes");

// Collects at once.
const collectNow = () => (gc.now ? gc.now() : gc.now());

promise_test(async () => {
  const written = [];
  let n = 0;
  const source = new ReadableStream({
    start() { collectNow(); },
    pull(c) { collectNow(); if (n++ < 4) c.enqueue({ n }); else c.close(); collectNow(); },
  }, { highWaterMark: 2, size() { collectNow(); return 1; } });
  const [one, two] = source.tee();
  const transform = new TransformStream({
    start() { collectNow(); },
    transform(chunk, c) { collectNow(); c.enqueue(chunk); collectNow(); },
    flush() { collectNow(); },
  });
  const sink = new WritableStream({
    start() { collectNow(); },
    write({ n }) { collectNow(); written.push(n); },
    close() { collectNow(); written.push("close"); },
  }, { size() { collectNow(); return 1; } });
  const piped = one.pipeThrough(transform).pipeTo(sink, { signal: new AbortController().signal });
  for await (const { n } of two) { collectNow(); written.push(-n); }
  await piped;
  assert_equals(written.sort().join(), "-1,-2,-3,-4,1,2,3,4,close");

  const bytes = new ReadableStream({
    type: "bytes",
    pull(c) { collectNow(); c.byobRequest.view[0] = 1; collectNow(); c.byobRequest.respond(1); collectNow(); },
  });
  const reader = bytes.getReader({ mode: "byob" });
  for (let i = 0; i < 3; i++) assert_equals((await reader.read(new Uint8Array(2))).value.length, 1);
  await reader.cancel();
}, "the collector may run at any time");
