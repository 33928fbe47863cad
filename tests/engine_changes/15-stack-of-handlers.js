// Programs for engine/15-stack-of-handlers.patch. Each ends at the next line of this form: what it is called, and what it prints.

//# stack two frames => 3
(() => { const f = (...a) => a.length; const t = () => { throw 1 };
print(f(1, new Promise(() => { t() }), 3)) })()

//# stack three [both] => 1,1,2,3,3
(() => { const f = (...a) => a.join(); const t = () => { throw 1 }; const u = (a, b, c) => { t() };
print(f(1, [1,2,3].map(x => { try { u(1,2,3) } catch { return x } }), 3)) })()

//# stack caught yield [both] => 1,1,3
(() => { const f = (...a) => a.join(); const t = () => { throw 1 }; const u = () => { try { t(1, 2) } catch (e) { return e } };
print(f(1, u(), 3)) })()

//# stack destructure [both] => 5 1,2
(() => { const f = (...a) => a.join(); const it = { [Symbol.iterator]() { return { next() { (() => { throw 5 })() }, return() { return {} } } } }; let r;
try { print(f(1, 2, [r] = it, 3)) } catch (e) { print(e, f(1,2)) } })()

//# stack growth => done
function g() { throw 1 } function f() {} for (let i = 0; i < 300000; i++) { try { f(1, 2, 3, g()) } catch {} } print("done")

//# stack growth native => done
function f() {} for (let i = 0; i < 300000; i++) { try { f(1, 2, 3, null.x) } catch {} } print("done")

//# stack growth native2 => done
function f() {} for (let i = 0; i < 300000; i++) { try { f(1, 2, 3, [].reduce(x => x)) } catch {} } print("done")

//# stack growth in generator => 30000
function* h() { for (let i = 0; i < 30000; i++) { try { f(1, 2, 3, g()) } catch {} yield i } } function g() { throw 1 } function f() {} let n = 0; for (const x of h()) n++;
print(n)
