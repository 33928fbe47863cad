const made = PUBLISHED ? (g) => (g[Symbol.iterator](), g) : (g) => g;
const madeAsync = PUBLISHED ? (g) => (g[Symbol.asyncIterator](), g) : (g) => g;
if (PUBLISHED) v0.run(0, () => {});
addEventListener("error", (e) => {
  e.preventDefault();
  t("error", e.error);
  // A primitive has no identity, by which the library knows an exception that it has seen.
  if (Object(e.error) === e.error) e.asyncContext.run(() => t("error in"));
});
addEventListener("unhandledrejection", (e) => {
  e.preventDefault();
  t("unhandled", e.reason);
  e.asyncContext.run(() => t("unhandled in"));
});
addEventListener("rejectionhandled", (e) => {
  t("handled", e.reason);
  e.asyncContext.run(() => t("handled in"));
});
let modules = 0;
// The URL of a new module with the body of a function.
const module = (f) => {
  const text = String(f);
  const body = text.slice(text.indexOf("{") + 1, text.lastIndexOf("}"));
  return `data:text/javascript;n=${modules++},${encodeURIComponent(`const x = undefined, y = undefined;${body}`)}`;
};
// The reader of a stream with `count` chunks, whose source is pulled only for reads.
const reader = (count, start, pull) => {
  let taken = 0;
  const source = {
    start() { start(); },
    pull(controller) {
      pull();
      taken += 1;
      if (taken > count) controller.close();
      else controller.enqueue(taken);
    },
  };
  return new ReadableStream(source, { highWaterMark: 0 }).getReader();
};
const registries = [];
const registry = (site) => {
  const made = new FinalizationRegistry((held) => { cleanups.push(`${site}: ${d(v0.get())} | ${d(held)}`); });
  registries.push(made);
  return made;
};
let r0 = registry("r0"), r1 = registry("r1");
const m0 = new MessageChannel(), m1 = new MessageChannel();
m0.port2.onmessage = () => { t("m0"); };
m1.port2.onmessage = () => { t("m1"); };
// Until then the loop goes on: a signal alone does not keep it running, and a port does for ever.
setTimeout(() => { m0.port1.close(); m1.port1.close(); }, 60000);
