// Programs for engine/10-this-of-nested-arrows.patch. Each ends at the next line of this form: what it is called, and what it prints.

//# nested arrow this => true
const o = { m() { let f; (() => { f = () => this; })(); return f; } };
print(o.m()() === o)

//# thrice => true
const o = { m() { return () => () => () => this } };
print(o.m()()()() === o)

//# async arrows => true
const o = { m() { return async () => await (async () => this)() } }; o.m()().then(v => print(v === o))

//# arrow param => true
const o = { m() { return () => (a = this) => a } };
print(o.m()()() === o)

//# arrow in field [both] => true
class A { f = () => () => this } const a = new A();
print(a.f()() === a)

//# arrow with locals [both] => true,4,4
const o = { m(q) { return () => { let z = q; return () => { let w = z; return () => [this === o, z, w] } } } };
print(o.m(4)()()())

//# eval in arrows [both] => true
const o = { m() { let f; (() => { f = () => eval("this") })(); return f } };
print(o.m()() === o)

//# arrows in eval [both] => true
const o = { m() { return eval("() => () => this") } };
print(o.m()()() === o)

//# new.target [both] => true
function F() { return () => () => new.target } print(new F()()() === F)

//# super nested [both] => 3
class A { v() { return 3 } } class B extends A { m() { return () => () => super.v() } } print(new B().m()()())

//# derived ctor arrows [both] => 1
class A { constructor() { this.q = 1 } } class B extends A { constructor() { const g = () => () => { super() }; g()(); this.w = (() => () => this.q)()() } } print(new B().w)

//# function between => true
const o = { m() { return () => function () { return () => () => this } } }; const p = {};
print(o.m()().call(p)()() === p)

//# block scopes => true,1
const o = { m() { { let f; { const g = () => { { let x = 1; f = () => [this === o, x] } }; g() } return f } } };
print(o.m()())
