// Programs for engine/27-returns-through-finally.patch. Each ends at the next line of this form: what it is called, and what it prints.

//# a function throws in the finally block => right
const thrower = () => { throw 2; };
const f = (x) => { try { return x; } finally { try { thrower(); } catch {} } };
print(f("right"));

//# the finally block handles an exception [both] => right
const none = (a, b) => {};
const f = (x) => { try { return x; } finally { try { throw 2; } catch (error) { none("wrong", error); } } };
print(f("right"));

//# a call that is not made => right
const none = (a, b) => {}, thrower = () => { throw 2; };
const f = (x) => { try { return x; } finally { try { none(1, thrower()); } catch {} } };
print(f("right"));

//# within loops, with iterators that are closed [both] => closed right
const iterable = { [Symbol.iterator]() { return { next: () => ({ value: 1, done: false }), return() { print("closed"); return {}; } }; } };
const f = (x) => { for (const y of iterable) { try { return x; } finally { try { throw 2; } catch {} } } };
const value = f("right"); print(printed.pop(), value);

//# finally blocks in finally blocks [both] => b a 1 3
const none = () => {};
const f = (x) => { try { try { return x; } finally { try { throw 2; } catch { none("b"); } } } finally { try { throw 2; } catch { none("a"); } } };
const g = (x) => { try { return x; } finally { try { return 3; } finally { try { throw 2; } catch { none(4); } } } };
const h = () => { for (;;) { try { return "x"; } finally { try { throw 2; } catch {} break; } } return "b"; };
print(h(), f("a"), f(1), g(2));

//# generators and async functions [both] => right right2
const none = () => {};
function* g(x) { try { yield 1; return x; } finally { try { throw 2; } catch { none("wrong"); } yield 3; try { throw 2; } catch {} } }
const it = g("right"); it.next(); it.next();
const first = it.next().value;
const early = g("x"); early.next(); early.return("right2");
const second = early.next().value;
print(first, second);

//# an async function that awaits there [both] => right
const none = () => {};
(async (x) => { try { return x; } finally { try { await Promise.reject(1); } catch { none("wrong"); } await 0; } })("right").then(print);
