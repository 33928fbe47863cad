// Everything that can be seen of the objects whose members are replaced.
function describe(name, object) {
  for (const key of Reflect.ownKeys(object)) {
    const d = Object.getOwnPropertyDescriptor(object, key);
    const f = d.value ?? d.get;
    log(name, String(key), d.writable, d.enumerable, d.configurable, typeof f);
    if (typeof f !== "function") continue;
    log("  ", f.name, f.length, Reflect.ownKeys(f).join(), Object.getPrototypeOf(f) === Function.prototype,
      Object.isExtensible(f), String(f).replace(/\s+/g, " "));
    try { Reflect.construct(Object, [], f); log("   constructor"); } catch { log("   not a constructor"); }
  }
}
const proto = Object.getPrototypeOf;
describe("Promise", Promise);
describe("Promise.prototype", Promise.prototype);
const generator = proto(function* () {}.prototype), asyncGenerator = proto(async function* () {}.prototype);
describe("generator", generator);
describe("iterator", proto(generator));
describe("async generator", asyncGenerator);
describe("async iterator", proto(asyncGenerator));
log(Reflect.ownKeys(globalThis).filter((key) => key !== "AsyncContext").map(String).join());
