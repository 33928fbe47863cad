// Programs for engine/11-vars-and-parameters.patch. Each ends at the next line of this form: what it is called, and what it prints.

//# var param => 5
function f(a, b = 1) { var a; return a } print(f(5))

//# var param closure => 2,5
function f(a, b = () => a) { var a = 2; return [a, b()] } print(f(5))

//# var param assigned => 3,5,5
function f(a, b = () => a) { var c = a; var a; a = 3; return [a, b(), c] } print(f(5))

//# var arguments => 3
function f(a = 1) { var arguments; return arguments.length } print(f(1, 2, 3))

//# function over param [both] => function
function f(a, b = 1) { function a() {} return typeof a } print(f(5))

//# var undefined [both] => undefined
function f(b = 1) { var a; return a } print(f(5))

//# destructured => 1,2
function f({ a }, [b] = [2]) { var a, b; return [a, b] } print(f({ a: 1 }))

//# generator params => 4,1
function* g(a, b = 1) { var a; yield a; var b; yield b } print([...g(4)])

//# strict => 5
"use strict"; function f(a, b = 1) { var a; return (() => a)() } print(f(5))

//# eval param => 5,5
function f(a, b = eval("a")) { var a; return [a, b] } print(f(5))

//# for var => 7
function f(a, b = 1) { for (var a of [a]) {} return a } print(f([7]))

//# arrow var => 6
const f = (a, b = 1) => { var a; return a };
print(f(6))

//# rest with default => 2
function f(a = 1, ...r) { var r; return r.length } print(f(1,2,3))
