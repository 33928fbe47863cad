// Callbacks: setInterval, queueMicrotask, setTimeout, and the promise constructor.

import { nobody } from "./context.mjs";
import { later } from "./clock.mjs";
import { log } from "./log.mjs";
import { span } from "./trace.mjs";

log("module.body", nobody, "route_upload");

// "Error first" style, the last argument is the callback, and it is called exactly once.
function receive(request, chunks, done) {
  let received = 0;
  const ticker = setInterval(() => {
    received += 1;
    log("upload.chunk", request, `${received} of ${chunks}`);
    if (received < chunks) return;
    clearInterval(ticker);
    done(null, received);
  }, 1);
}

function checksum(request, done) {
  queueMicrotask(() => {
    log("upload.hash", request, "first half");
    queueMicrotask(() => {
      log("upload.hash", request, "second half");
      later(() => done(request.n % 7 === 0 ? new Error("checksum differs") : null));
    });
  });
}

function store(request) {
  return new Promise((resolve, reject) => {
    receive(request, 3, () => {
      checksum(request, (error) => (error ? reject(error) : resolve("201")));
    });
  });
}

export function handle(request) {
  return span("store", () => store(request)).then(
    (status) => {
      log("upload.stored", request);
      return status;
    },
    (error) => {
      log("upload.refused", request, error.message);
      return "422";
    },
  );
}
