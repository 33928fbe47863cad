// Objects, classes, cycles, properties.
class Foo { #hidden = 1; constructor() { this.x = 1; this.self = this; } get y() { return 2; } }
class Bar extends Foo {}
console.log({ a: 1, b: { c: { d: { e: { f: 1 } } } } });
console.log(new Foo(), new Bar());
console.log(class Bar2 extends Foo {}, class { }, Foo, function f() {}, () => 1, async () => {}, function* g() {}, async function* h() {});
console.log(Object.create(null), Object.create({ inherited: 1 }), {}, [], { a: {} , b: [] });
console.log({ get g() { throw 1; }, set s(v) {}, get b() { return 1; }, set b(v) {} });
console.log({ [Symbol('k')]: 1, 'a-b': "q'uote", 12: 'index', valid_$1: 2, '': 3, [Symbol()]: 4, 'new\nline': 5 });
console.log({ a: 'it\'s', b: '"', c: '\'"', d: '\'"`', e: '\n\t\x1b\0\\', f: '\ud83d', g: '😀' });
const a = { name: 'a' }, b = { a }; a.b = b; a.list = [a, b, new Map([[a, b]])];
console.log(a);
console.log(b);
class Tagged { get [Symbol.toStringTag]() { throw new Error('ran'); } }
class Fixed { } Fixed.prototype[Symbol.toStringTag] = 'Tag';
console.log(new Tagged(), new Fixed(), { [Symbol.toStringTag]: 'Own' });
console.log(Object.assign(() => {}, { p: 1 }), Object.assign(Foo, { k: [1] }));
console.log(new Proxy({ a: 1 }, { get() { throw 1; }, ownKeys() { throw 2; }, getPrototypeOf() { throw 3; } }), new Proxy(() => {}, {}));
console.log((function () { return arguments; })(1, 'b'));
console.log((function* () {})(), [1][Symbol.iterator](), new Map([[1, 2]]).entries());
console.log({ constructor: 'not one' }, { toString: null, toJSON() {} });
console.log(Foo.prototype, Object.prototype, Function.prototype, Array.prototype);
console.log(Object.defineProperty({ shown: 1 }, 'hidden', { value: 2 }));
console.log(Object.fromEntries(Array.from({ length: 30 }, (_, i) => ['key' + i, i])));
console.log(Object.fromEntries(Array.from({ length: 130 }, (_, i) => ['k' + i, i])));
console.log({ long: 'x'.repeat(20_000) }.long.length, { long: 'x'.repeat(10_003) }.long.length, ['x'.repeat(10_003)][0] === 1);
console.log({ first: 'a value that is long', second: 'another value that is long', third: { deep: 1 } });
console.log(Math, JSON, Reflect.ownKeys(globalThis).length > 60, typeof globalThis);
var nested = { l1: { l2: { l3: { l4: { l5: 1 } } } } };
console.dir(nested); console.dir(nested, { depth: 0 }); console.dir(nested, { depth: null }); console.dir(nested, { depth: Infinity });
console.dir(Object.defineProperty([1], 'h', { value: 2 }), { showHidden: true });
