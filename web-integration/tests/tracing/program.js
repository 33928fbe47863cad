// The program that is traced. `plan` is a tree of operations; `origin` a server; `report` takes the spans.
// Each operation starts a span, goes through one of the platform's APIs, and starts its children from the
// callbacks of that API: nobody passes a span to anybody, but in messages, whose events have no context.
const tracer = new Tracer(globalThis);
const operations = new Map();
const wrong = [];

const check = (operation, where) => {
  const name = tracer.active?.name;
  if (name !== operation.id) wrong.push(`${operation.kind} ${operation.id}: ${where} ran in ${name}`);
};
const checkEmpty = (where) => {
  if (tracer.active !== undefined) wrong.push(`${where} ran in ${tracer.active.name}, not in the empty context`);
};

// ---- shared between all operations, made in no span -------------------------------------------------------

const bus = new EventTarget();
bus.addEventListener("work", (event) => event.detail());

const messages = new MessageChannel();
const replies = new Map();
messages.port2.onmessage = ({ data }) => {
  checkEmpty("a message");
  // A service on the other side: it goes on in the context that it was sent.
  tracer.within(tracer.extract(data.traceparent), () => {
    setTimeout(() => messages.port2.postMessage({ id: data.id, traceparent: tracer.inject() }), data.delay);
  });
};
messages.port1.onmessage = ({ data }) => {
  checkEmpty("a reply");
  replies.get(data.id)(data);
};

// ---- one function for each kind: calls `next` in callbacks of the API, once for each child, then `done` -----

const kinds = {
  timeout(operation, next, done) {
    setTimeout(() => (next("timeout"), done()), operation.delay);
  },
  interval(operation, next, done) {
    let ticks = 0;
    const timer = setInterval(() => {
      next("tick");
      if (++ticks === 3) clearInterval(timer), done();
    }, 1 + operation.delay / 4);
  },
  immediate(operation, next, done) {
    setImmediate(() => (next("immediate"), done()));
  },
  microtask(operation, next, done) {
    queueMicrotask(() => (next("microtask"), done()));
  },
  frame(operation, next, done) {
    requestAnimationFrame(() => {
      next("frame");
      requestAnimationFrame(() => (next("next frame"), done()));
    });
  },
  idle(operation, next, done) {
    requestIdleCallback(() => (next("idle"), done()), { timeout: 20 });
  },
  async task(operation, next, done) {
    const priority = ["user-blocking", "user-visible", "background"][operation.delay % 3];
    await scheduler.postTask(
      async () => {
        next("task");
        await scheduler.yield();
        next("after yield");
      },
      { priority, delay: operation.delay },
    );
    next("after the task");
    done();
  },
  async promise(operation, next, done) {
    await null;
    next("await");
    await { then: (resolve) => setTimeout(() => (next("thenable"), resolve()), operation.delay) };
    next("after the thenable");
    done();
  },
  async generator(operation, next, done) {
    async function* steps() {
      for (let i = 0; i < 3; i++) {
        await new Promise((resolve) => setTimeout(resolve, operation.delay / 3));
        next("inside of a generator");
        yield i;
      }
    }
    for await (const step of steps()) next(`for await ${step}`);
    done();
  },
  async fetch(operation, next, done) {
    const headers = { traceparent: tracer.inject(), "x-operation": operation.id };
    const response = await fetch(`${origin}/trace`, { method: "POST", headers, body: String(operation.delay) });
    next("response");
    const reader = response.body.getReader();
    for (;;) {
      const { done: last } = await reader.read();
      if (last) break;
      next("chunk");
    }
    next("body");
    done();
  },
  xhr(operation, next, done) {
    const xhr = new XMLHttpRequest();
    xhr.open("POST", `${origin}/trace`);
    xhr.setRequestHeader("traceparent", tracer.inject());
    xhr.setRequestHeader("x-operation", operation.id);
    // Registered in a context of its own, which must not matter.
    tracer.within({ name: "elsewhere" }, () => {
      xhr.onload = () => next("load");
      xhr.onloadend = () => (next("loadend"), done());
    });
    xhr.send(String(operation.delay));
  },
  event(operation, next, done) {
    setTimeout(() => {
      bus.dispatchEvent(new CustomEvent("work", { detail: () => next("event") }));
      done();
    }, operation.delay);
  },
  abort(operation, next, done) {
    const signal = AbortSignal.timeout(operation.delay);
    operation.signal = signal;
    tracer.within({ name: "elsewhere" }, () => {
      signal.onabort = () => (next("abort"), done());
    });
    // A pending signal does not keep a program running.
    setTimeout(() => {}, operation.delay + 50);
  },
  async stream(operation, next, done) {
    let pulls = 0;
    // Made elsewhere; who reads is the cause of the pull.
    const stream = tracer.within({ name: "elsewhere" }, () =>
      new ReadableStream(
        {
          async pull(controller) {
            next("pull");
            await new Promise((resolve) => setTimeout(resolve, operation.delay / 2));
            controller.enqueue(pulls);
            if (++pulls === 2) controller.close();
          },
        },
        { highWaterMark: 0 },
      ));
    for await (const chunk of stream) next(`chunk ${chunk}`);
    done();
  },
  async write(operation, next, done) {
    const stream = tracer.within({ name: "elsewhere" }, () =>
      new WritableStream({
        async write() {
          next("write");
          await new Promise((resolve) => setTimeout(resolve, operation.delay));
        },
      }));
    const writer = stream.getWriter();
    await writer.ready;
    await writer.write("chunk");
    next("written");
    await writer.close();
    next("closed");
    done();
  },
  message(operation, next, done) {
    replies.set(operation.id, (data) => {
      const span = operations.get(operation.id).span;
      if (tracer.extract(data.traceparent).id !== span.id) wrong.push(`message ${operation.id}: another context came back`);
      tracer.within(span, () => (next("reply"), done()));
    });
    messages.port1.postMessage({ id: operation.id, delay: operation.delay, traceparent: tracer.inject() });
  },
};

// ---- running the plan ----------------------------------------------------------------------------------------

let open = 0;
const finished = (operation) => {
  if (--operation.waiting > 0) return;
  operations.get(operation.id).span.end();
  operation.parent ? finished(operation.parent) : --open === 0 && messages.port1.close();
};

const begin = (operation, parent) => {
  operation.parent = parent;
  // Itself, and its children.
  operation.waiting = 1 + operation.children.length;
  const span = tracer.startSpan(operation.id);
  operations.set(operation.id, { span });
  const children = [...operation.children];
  const next = (where) => {
    check(operation, where);
    tracer.active?.addEvent(where);
    const child = children.shift();
    if (child) begin(child, operation);
  };
  const done = () => {
    check(operation, "the end");
    while (children.length > 0) next("the end");
    finished(operation);
    // Nobody catches this.
    if (operation.fails === "throws") setTimeout(() => { throw new Error(`failure of ${operation.id}`); }, 1);
    if (operation.fails === "rejects") Promise.reject(new Error(`failure of ${operation.id}`));
  };
  tracer.within(span, () => kinds[operation.kind](operation, next, done));
};

for (const operation of plan) {
  open++;
  begin(operation, undefined);
}
checkEmpty("the program");

globalThis.results = () => {
  const names = new Map(tracer.spans.map((span) => [span.id, span.name]));
  return JSON.stringify({
    wrong,
    mostOpen: tracer.mostOpen,
    spans: tracer.spans.map((span) => ({
      name: span.name,
      id: span.id,
      trace: span.traceId,
      parent: names.get(span.parentId) ?? null,
      ended: span.ended,
      events: span.events,
      exceptions: span.exceptions,
    })),
  });
};
