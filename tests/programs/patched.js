// A program that patches what an implementation might lean on.
const { then } = Promise.prototype;
Promise.prototype.then = function (...args) { log("patched then", args.length); return Reflect.apply(then, this, args); };
Function.prototype.call = () => log("patched call");
Array.prototype[Symbol.iterator] = function () { log("patched iterator"); return [][Symbol.iterator](); };
(async () => { await 1; log("awaited"); await Promise.resolve(2); log("awaited again"); })();
Promise.resolve(3).catch(() => {}).then((x) => log(x));
Promise.resolve(4).finally(() => log("finally"));
function* g() { yield 5; }
log(g().next().value);
const { next } = Object.getPrototypeOf(g.prototype);
Object.getPrototypeOf(g.prototype).next = function () { log("patched next"); return Reflect.apply(next, this, []); };
for (const x of g()) log(x);
