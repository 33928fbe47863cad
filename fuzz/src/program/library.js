const made = PUBLISHED ? (g) => (g[Symbol.iterator](), g) : (g) => g;
const madeAsync = PUBLISHED ? (g) => (g[Symbol.asyncIterator](), g) : (g) => g;
if (PUBLISHED) v0.run(0, () => {});
addEventListener("error", (e) => { e.preventDefault(); t("error", e.error); });
addEventListener("unhandledrejection", (e) => {
  e.preventDefault();
  t("unhandled");
  e.asyncContext.run(() => t("unhandled in"));
});
addEventListener("rejectionhandled", (e) => {
  t("handled");
  e.asyncContext.run(() => t("handled in"));
});
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
