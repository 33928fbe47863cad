"use strict";
const log = [], cleanups = [];
let steps = 0;
const d = (v) => {
  if (v === undefined) return "u";
  if (v === null) return "null";
  if (typeof v === "function") return "fn";
  if (typeof v !== "object") return String(v);
  if (v instanceof Error) return v.name;
  if (v instanceof Promise) return "promise";
  if (Array.isArray(v)) return `[${v.map(d).join()}]`;
  if (Object.hasOwn(v, "n")) return `o${v.n}`;
  if (Object.hasOwn(v, "done")) return `{${d(v.value)},${v.done}}`;
  if (Object.hasOwn(v, "status")) return `{${v.status},${d(v.status === "fulfilled" ? v.value : v.reason)}}`;
  return "obj";
};
const values = () => `${d(v0.get())} ${d(v1.get())} ${d(v2.get())} ${d(v3.get())}`;
/// Notes what is seen here. True if the program has noted enough.
const t = (site, value) => {
  if (steps >= LIMIT) return true;
  steps += 1;
  log.push(`${site}: ${values()} | ${d(value)}`);
  return false;
};
const variable = (kind) => new AsyncContext.Variable([undefined, { defaultValue: 9 }, { name: "n" }][kind]);
let v0 = variable(0), v1 = variable(1), v2 = variable(2), v3 = variable(0);
// Not v0, which the callbacks of registries look at: when they run is left open.
const renew = [(kind) => { v1 = variable(kind); }, (kind) => { v2 = variable(kind); }, (kind) => { v3 = variable(kind); }];
const o0 = { n: 0 }, o1 = { n: 1 }, o2 = { n: 2 }, o3 = { n: 3 };
const fun = (f, other) => (typeof f === "function" ? f : other);
const C0 = Promise;
const C1 = class extends Promise {
  constructor(x) { t("C1"); super(x); }
};
const C2 = class extends Promise {
  constructor(x) {
    super((a, b) => {
      const f = (v) => { t("C2r", v); a(v); };
      const r = (v) => { t("C2j", v); b(v); };
      x(f, r);
    });
  }
};
const C3 = class extends Promise {
  static get [Symbol.species]() { t("C3"); return C2; }
};
const C4 = class extends Promise {
  then(x, y) { t("C4"); return super.then(x, y); }
};
let p0, p1, p2, f0, f1, g0, g1, a0, a1, n0, n1, h0, h1, s0, s1;
const e0 = new EventTarget(), e1 = new EventTarget();
let c0 = new AbortController(), c1 = new AbortController();
