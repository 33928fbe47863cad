// What goes into values: `JSON.stringify`, `join`, `toString`, `flat`, `apply` and `construct` with values of all kinds, and what
// they ask of them, in order.
let seed = 7;
const below = (n) => (seed = (seed * 16807) % 2147483647) % n;
const pick = (list) => list[below(list.length)];
const texts = ["", "a", "é", "ü\u0001", "\ud800", "\udc00x", "\u2028", "😀\"\\", "\b\f\n\r\t\x1f\x7f", "toJSON", "0", "12", "-1", "4294967294", "4294967295"];
let asked = [];
const spy = (name, object) => new Proxy(object, new Proxy({}, {
  get: (_, trap) => (...args) => { asked.push(`${name}.${trap}(${String(args[1])})`); return Reflect[trap](...args); },
}));
const numbers = [NaN, Infinity, -0, 0.1, 1e21, 1e-7, 5e-324, 2 ** 53];
function value(depth) {
  switch (below(depth > 4 ? 9 : 22)) {
    case 0: return null;
    case 1: return undefined;
    case 2: return below(2) === 0;
    case 3: return below(1000) - 500;
    case 4: return pick(numbers);
    case 5: return Symbol("s");
    case 6: return pick(texts);
    case 7: return () => 1;
    case 8: return below(40) ? 1 : 10n;
    case 9: return new Number(below(9));
    case 10: return new String(pick(texts));
    case 11: return new Boolean(below(2));
    case 12: return new Date(below(1e9));
    case 13: return Object.assign(new Map(), { x: 1 });
    case 14: { const list = Array.from({ length: below(4) }, () => value(depth + 1)); if (!below(4)) list[list.length + 2] = 1; return list; }
    case 15: return spy("object", { x: value(depth + 1), y: 2 });
    case 16: return spy("array", [value(depth + 1), 2]);
    case 17: return { toJSON(...key) { return [key.length, typeof key[0], key[0], value(depth + 1)]; } };
    case 18: return Object.defineProperty({ get g() { asked.push("g"); return value(depth + 1); }, [Symbol()]: 1 }, "hidden", { value: 1 });
    case 19: { const object = { a: {} }; object.a.b = below(9) ? 1 : object; return object; }
    case 20: return JSON.rawJSON ? JSON.rawJSON("1e3") : 1;
    default: { const object = below(5) ? {} : Object.create({ inherited: 1 }); for (let i = below(5); i--;) object[pick(texts)] = value(depth + 1); return object; }
  }
}
const replacers = [undefined, null, 1, (key, value) => value, function (key, value) { asked.push(`${typeof key} ${key} ${typeof this}`); return value; }, ["a", "0", 12, new String("x"), new Number(0), "a", {}, true], [], {}, spy("list", ["x", "y"]), (key, value) => (key === "a" ? undefined : value)];
const spaces = [undefined, 0, 1, 3.7, 20, "", "\t", "ab", "0123456789xyz", new Number(2), new String("--"), NaN, Infinity, -1, true, {}];
class Mine extends Array { constructor(...args) { asked.push(`new Mine(${args})`); super(...args); } }
const species = (list) => pick([
  () => list, () => Object.freeze(list), () => spy("flat", list), () => spy("frozen", Object.freeze(list)), () => Mine.from(list),
  () => Object.assign(list, { constructor: undefined }), () => Object.assign(list, { constructor: { [Symbol.species]: Mine } }),
  () => ({ length: 2, 1: list }),
])();
const depths = [undefined, -1, 0, 1, 2, 5, Infinity, "3", { valueOf() { asked.push("depth"); return 2; } }];
function attempt(f) {
  let text;
  asked = [];
  try { text = f(); } catch (error) { text = error.name; }
  log(escape(String(text)), asked.join());
}
for (let i = 0; i < 1500; i++) {
  attempt(() => JSON.stringify(value(0), pick(replacers), pick(spaces)));
  const list = Array.from({ length: below(4) }, () => below(2) ? value(3) : [value(3), [value(4), [1, , 2]]]);
  attempt(() => list.join(pick([undefined, "", "é", "ŝ", 1])));
  attempt(() => String(list));
  attempt(() => { const flat = Array.prototype.flat.call(species(list), pick(depths)); return `${flat instanceof Mine} ${JSON.stringify(flat)}`; });
  attempt(() => ((...args) => args.length).apply(below(2), species(list)));
  attempt(() => Reflect.construct(Mine, species(list)).length);
}
BigInt.prototype.toJSON = function () { "use strict"; return typeof this; };
attempt(() => JSON.stringify([1n]));
Object.defineProperty(BigInt.prototype, "toJSON", { get() { "use strict"; return () => typeof this; } });
attempt(() => JSON.stringify({ x: 1n }));
const own = [1]; own.push(own);
attempt(() => own.join());
attempt(() => JSON.stringify(own));
const { proxy, revoke } = Proxy.revocable([], {});
revoke();
attempt(() => JSON.stringify([proxy]));
attempt(() => [[proxy]].flat(3));
attempt(() => JSON.stringify(1, proxy));
for (const list of [null, 1, "ab", undefined, { length: -1 }, { length: 2, 0: "x" }, { get length() { throw new RangeError(); } }]) {
  attempt(() => ((...args) => args.length).apply(null, list));
  attempt(() => Reflect.apply((...args) => args.length, null, list));
  attempt(() => Reflect.construct(Array, list).length);
  attempt(() => Array.prototype.join.call(list, "-"));
  attempt(() => Array.prototype.flat.call(list, 3).length);
}
