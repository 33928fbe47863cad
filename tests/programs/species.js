// Species, subclasses, and everything observable that `then` looks up, in order.
const spy = (name, object) => new Proxy(object, {
  get(target, key, receiver) { log("get", name, String(key)); return Reflect.get(target, key, receiver); },
});
class Mine extends Promise {
  static get [Symbol.species]() { log("species"); return Mine; }
  constructor(executor) { log("construct"); super(executor); }
}
const p = Mine.resolve(1);
const q = p.then((x) => { log("handler", x); return spy("result", { x }); });
log(q instanceof Mine);
q.then(undefined, undefined).then((x) => log("done", x.x));
const odd = Promise.resolve(2);
odd.constructor = { [Symbol.species]: function (executor) {
  executor((x) => log("custom resolve", x), (x) => log("custom reject", x));
  return { not: "a promise" };
} };
log(JSON.stringify(odd.then((x) => x + 1)));
log(JSON.stringify(odd.then()));
odd.constructor = 5;
try { odd.then(); } catch (e) { log(e.name); }
odd.constructor = undefined;
log(odd.then() instanceof Promise);
try { Promise.prototype.then.call({}); } catch (e) { log(e.name); }
try { Promise.prototype.then.call(spy("proxy", Promise.resolve())); } catch (e) { log(e.name); }
try { new Promise.prototype.then(); } catch (e) { log(e.name); }
