// Starts the harness in a worker that asks for `/resources/testharness.js`: the page is told of each test by messages. The file
// is one function, which is called with that of `testharness.js`.
(start) => {
  "use strict";

  // A module worker may import what it has run as a script.
  if (globalThis.fetch_tests_from_worker !== undefined) return;
  const post = postMessage;
  const harness = "boa-ac"; // what tells these messages from others
  // The wrapper of a file has its title; the name of another one is that of its script.
  const script = location.pathname.slice(location.pathname.lastIndexOf("/") + 1);
  const driver = start({
    isWorker: true,
    strict: false,
    multiplier: 1,
    title: globalThis.META_TITLE ?? script.replace(/\.js$/, ""),
    collect: globalThis.gc ?? (() => {}),
    tell({ index, name, phase, status, message }) {
      post({ harness, type: "test_state", index, test: { name, phase, status, message } });
    },
    tellFault: (message) => post({ harness, type: "fault", message }),
    complete: (results) => post({ harness, type: "complete", results }),
  });
  // A listener that is added later, by a test, may stop the others.
  addEventListener("error", (event) => driver.uncaught(event.error, "uncaught exception", event));
  addEventListener("unhandledrejection", (event) => driver.uncaught(event.reason, "unhandled rejection", event));
  post({ harness, type: "start" });
  driver.loaded();
}
