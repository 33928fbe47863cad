// Programs for engine/13-using-is-a-name.patch. Each ends at the next line of this form: what it is called, and what it prints.

//# using array => 1
var using = 1;
print([using])

//# using call => 3
function using(x) { return x } print(using(3))

//# using arrow => 2
const f = using => using + 1;
print(f(1))

//# using prop [both] => 2
const o = { using: 2 };
print(o.using)

//# using shorthand [both] => {"using":4}
const using = 4;
print(JSON.stringify({ using }))

//# using statement => 5
var using = 1; using; using
= 5;
print(using)

//# using newline => 1 3
var using = 1, x = 2; using
x = 3;
print(using, x)

//# using divide => 2
var using = 8, g = 2; using /2/ g;
print(using /2/ g)

//# using label => 1
using: for (;;) { break using } print(1)

//# using in => true
var using = "a";
print(using in { a: 1 })

//# using index => 5
var using = [5]; using[0];
print(using[0])

//# using declaration [both] => null
{ using x = null;
print(x) }

//# using of [both] => null
{ using of = null;
print(of) }

//# using for => 3
var using = 0; for (using = 1; using < 3; using++) {} print(using)

//# using for of => 2
var using; for (using of [1, 2]) {} print(using)

//# using let => 3
let using = 3; { let using = 4 } print(using)

//# using param => 2
function f(using, ...rest) { return using } print(f(2))

//# using method [both] => 1 2
class A { using() { return 1 } static using = 2 } print(new A().using(), A.using)

//# using template => 1
const using = 1;
print(`${using}`)

//# using async arrow => 6
(async using => { print(await using) })(6)

//# using await using => 2
async function f() { var using = Promise.resolve(2);
print(await using) } f()

//# using function decl => null
function f() { using x = null; return x } print(f())

//# using await decl [both] => null
async function f() { { await using x = null;
print(x) } } f()

//# using escaped => 3
var us\u0069ng = 3;
print(using)

//# using in a clause => SyntaxError
try { eval("switch (1) { case 1: using x = null; }");
print("no") } catch (e) { print(e.name) }

//# of arrow => 1
const f = of => of;
print(f(1))

//# async param => 1
const f = async => async;
print(f(1))
