// Programs for engine/09-computed-keys-and-eval.patch. Each ends at the next line of this form: what it is called, and what it prints.

//# key iife => constructor,k
class A { [(() => { var k = "k"; return k; })()]() {} } print(Object.getOwnPropertyNames(A.prototype))

//# key fn expr static get => 7
class A { static get [(function () { let a = "g"; return (() => a)(); })()]() { return 7 } } print(A.g)

//# key closure => a,b
const o = []; for (const n of ["a","b"]) { o.push(class { [(() => n)()]() { return n } }) } print(o.map(c => Object.getOwnPropertyNames(c.prototype)[1]))

//# key escapes => 1
function f() { let k = "x"; return (() => class { [k]() { return 1 } })() } print(new (f())().x())

//# key this in arrow => 1
const o = { n: "q", m() { return class { [(() => (() => this.n)())()]() { return 1 } } } };
print(new (o.m())().q())

//# key yield [both] => 5
function* g() { return class { [yield 1]() { return 5 } } } const i = g(); i.next();
print(new (i.next("m").value)().m())

//# key async [both] => 5
(async () => { const C = class { async [(() => "z")()]() { return 5 } };
print(await new C().z()) })()

//# key private elements [both] => ReferenceError
class A { #p = 1; [(() => { const h = x => #p in x; return "has" })()](x) { return h(x) } } try { print(new A().has(new A())) } catch (e) { print(e.name) }

//# eval in class method => 1
function f() { let x = 1; class A { m() { return eval("x") } } return new A().m() } print(f())

//# eval in object method => 1
function f() { let x = 1; return ({ m() { return eval("x") } }).m() } print(f())

//# eval in object getter => 1
function f() { let x = 1; return ({ get m() { return eval("x") } }).m } print(f())

//# eval in field => 1
function f() { let x = 1; class A { y = eval("x") } return new A().y } print(f())

//# eval in static field => 1
function f() { let x = 1; class A { static y = eval("x") } return A.y } print(f())

//# eval in private field => 1
function f() { let x = 1; class A { #y = eval("x"); get y() { return this.#y } } return new A().y } print(f())

//# eval in static block => 1
function f() { let x = 1; class A { static { this.y = eval("x") } } return A.y } print(f())

//# eval in key => 1
function f() { let x = "k"; class A { [eval("x")]() { return 1 } } return new A().k() } print(f())

//# eval in constructor [both] => 1
function f() { let x = 1; class A { constructor() { this.y = eval("x") } } return new A().y } print(f())

//# eval in arrow of method => 1
function f() { let x = 1; class A { m() { return (() => eval("x"))() } } return new A().m() } print(f())

//# eval in object key => 1
function f() { let x = "k"; return ({ [eval("x")]() { return 1 } }).k() } print(f())

//# eval in heritage [both] => 1
function f() { let x = class { k() { return 1 } }; class A extends eval("x") {} return new A().k() } print(f())
