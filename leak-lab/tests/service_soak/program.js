// What a tenant of the soak does in a round: requests, aborted requests, streams, workers, timers and native resources, all
// at the same time, each in a context of its own that is checked after every step.
//
// `round` returns how often each thing was done, as JSON, and throws if a context was wrong.
{
  const id = new AsyncContext.Variable({ name: "request" });
  const echo = `data:text/javascript,${encodeURIComponent(`
    onmessage = ({ data }) => { postMessage(data); if (data === "close") close(); };`)}`;

  globalThis.round = async (server, host, port, name) => {
    const done = {};
    const wrong = [];
    const count = (what) => { done[what] = (done[what] ?? 0) + 1; };
    const check = (expected, where) => {
      count("checks");
      if (id.get() !== expected) wrong.push(`${where}: ${String(id.get())} instead of ${expected}`);
    };

    const request = async (own) => {
      const response = await fetch(`${server}/echo`, { method: "POST", body: own });
      check(own, "fetch");
      let text = "";
      const decoder = new TextDecoder();
      for await (const chunk of response.body) {
        check(own, "body");
        text += decoder.decode(chunk, { stream: true });
      }
      if (text !== own) wrong.push(`the answer was for ${text}`);
      count("requests");
    };
    const aborted = async (own) => {
      const controller = new AbortController();
      controller.signal.onabort = () => check(own, "abort");
      setTimeout(() => controller.abort(), 0);
      try {
        await fetch(`${server}/never`, { signal: controller.signal });
        wrong.push("a request without an answer was answered");
      } catch (error) {
        check(own, "aborted fetch");
        if (error.name !== "AbortError") wrong.push(`${error}`);
      }
      count("aborted requests");
    };
    const stream = async (own) => {
      const source = new ReadableStream({ start(c) { for (let i = 0; i < 20; i++) c.enqueue(i); c.close(); } });
      const half = new TransformStream({ transform(chunk, c) { if (chunk % 2 === 0) c.enqueue(chunk); } });
      let sum = 0;
      for await (const chunk of source.pipeThrough(half)) { check(own, "stream"); sum += chunk; }
      if (sum !== 90) wrong.push(`the stream had ${sum}`);
      count("streams");
    };
    const worker = async (own, last) => {
      const worker = new Worker(echo);
      const answer = (text) => new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => { if (id.get() !== undefined) wrong.push("message: not empty"); resolve(data); };
        worker.onerror = (event) => reject(new Error(event.message));
        worker.postMessage(text);
      });
      if (await answer(own) !== own) wrong.push("the answer of a worker was another one's");
      check(own, "worker");
      if (last === "close") await answer("close"); else worker.terminate();
      count("workers");
    };
    const timers = async (own) => {
      await new Promise((resolve) => {
        let left = 3;
        const interval = setInterval(() => {
          check(own, "interval");
          if (--left === 0) { clearInterval(interval); resolve(); }
        }, 1);
        clearTimeout(setTimeout(() => wrong.push("a cancelled timer fired"), 60_000));
      });
      await scheduler.postTask(() => check(own, "task"), { priority: "background" });
      queueMicrotask(AsyncContext.Snapshot.wrap(() => check(own, "microtask")));
      count("timers");
    };
    const file = async (own, isClosed) => {
      const file = await TemporaryFile.open("soak-");
      await file.write(own);
      check(own, "file");
      if (await file.read() !== own) wrong.push("a file had another text");
      if (isClosed) await file.close();
      count(isClosed ? "files closed" : "files forgotten");
    };
    const connection = async (own, isClosed) => {
      const connection = await TcpConnection.connect(host, port);
      await connection.write(`GET /echo HTTP/1.0\r\n\r\n`);
      check(own, "connection");
      await connection.read();
      check(own, "connection read");
      if (isClosed) await connection.close();
      count(isClosed ? "connections closed" : "connections forgotten");
    };

    const parts = [
      ...Array(10).fill(request), aborted, aborted, stream, stream, timers, timers,
      (own) => worker(own, "close"), (own) => worker(own, "terminate"),
      (own) => file(own, true), (own) => file(own, false),
      (own) => connection(own, true), (own) => connection(own, false),
    ];
    await Promise.all(parts.map((part, i) => id.run(`${name}.${i}`, part, `${name}.${i}`)));
    if (id.get() !== undefined) wrong.push("the round left a context behind");
    if (wrong.length > 0) throw new Error(`${wrong.length} wrong, first: ${wrong.slice(0, 3).join("; ")}`);
    return JSON.stringify(done);
  };
}
