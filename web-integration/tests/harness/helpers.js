// What the files in tests/js have besides the functions of testharness.js.
(() => {
  let reports = [];
  add_report_callback((report) => reports.push(report) > 0);
  add_completion_callback(() => {
    if (reports.length === 0) return;
    const { error, reason } = reports[0];
    throw new Error(`an unexpected report: ${format_value(error ?? reason)}`);
  });

  Object.assign(globalThis, {
    // What was reported since the last call. A report that nobody takes fails the file.
    take_reports: () => reports.splice(0),
    delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    // Lets turns of the event loop pass; each runs one timer and one message.
    async turns(count = 20) {
      for (let i = 0; i < count; i++) await delay(0);
    },
    // Waits for `ms`, and then until what was queued before has run, however busy the machine was.
    async settled(ms) {
      await delay(ms);
      await turns(3);
    },
    // Waits until `f` returns, or resolves to, something true; gives up after some minutes.
    async until(f, message) {
      for (let i = 0; i < 60_000; i++) {
        const value = await f();
        if (value) return value;
        await delay(5);
      }
      assert_unreached(`${message ?? "what is waited for"} did not happen`);
    },
    // Lets the server take so many more steps of the responses that it holds for the key.
    async release(key, steps = 1) {
      await (await fetch(`${$origin}/release?key=${key}&steps=${steps}`)).text();
    },
    // For the tests of workers. A worker is made of the body of a function, in a data: URL.
    worker_tools() {
      const workers = [];
      return {
        inline(f, options) {
          const worker = new Worker(`data:text/javascript,${encodeURIComponent(`(${f})()`)}`, options);
          workers.push(worker);
          return worker;
        },
        message: (worker) => new Promise((resolve) => {
          worker.addEventListener("message", (event) => resolve(event.data), { once: true });
        }),
        // The event of a failure, which is not reported.
        failure: (worker) => new Promise((resolve) => worker.addEventListener("error", (event) => {
          event.preventDefault();
          resolve(event);
        }, { once: true })),
        end: () => workers.splice(0).forEach((worker) => worker.terminate()),
        forget: () => void workers.splice(0),
      };
    },
    // Whether what `make` returns is gone after a collection. It is called in a frame of its own.
    async collected(make) {
      const weak = await (async () => new WeakRef(await make()))();
      await gc();
      return weak.deref() === undefined;
    },
  });
})();
