// Programs for engine/12-rest-properties.patch. Each ends at the next line of this form: what it is called, and what it prints.

//# rest pattern => x {"c":1}
var { a: [b], ...rest } = { a: "x", c: 1 };
print(b, JSON.stringify(rest))

//# rest nested => 2 {"c":3}
const { a: { b }, ...rest } = { a: { b: 2 }, c: 3 };
print(b, JSON.stringify(rest))

//# rest computed => 1 x {"c":1}
const k = { toString() { n++; return "a" } }; let n = 0; const { [k]: [b], ...rest } = { a: "x", c: 1 };
print(n, b, JSON.stringify(rest))

//# rest assign => x 2 {"c":1}
let b, o = {}; ({ a: [b], ["q"]: o.y, ...o.rest } = { a: "x", c: 1, q: 2 });
print(b, o.y, JSON.stringify(o.rest))

//# rest default [both] => 9 {"c":3}
const { a: { b } = { b: 9 }, ...rest } = { c: 3 };
print(b, JSON.stringify(rest))

//# rest number key => x {"2":3}
const { 1: [b], ...rest } = { 1: "x", 2: 3 };
print(b, JSON.stringify(rest))

//# rest param => x{"c":1}
function f({ a: [b], ...rest }) { return b + JSON.stringify(rest) } print(f({ a: "x", c: 1 }))
