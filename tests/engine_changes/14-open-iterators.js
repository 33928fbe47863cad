// Programs for engine/14-open-iterators.patch. Each ends at the next line of this form: what it is called, and what it prints.

//# gen return closes => closed {"value":8,"done":true}
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
const g = (function* () { for (const x of it) yield x; })(); g.next(); g.return(7);
print(log, JSON.stringify(g.return(8)))

//# gen return value [both] => {"value":7,"done":true}
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
const g = (function* () { for (const x of it) yield x; })(); g.next();
print(JSON.stringify(g.return(7)))

//# gen return nested => {"value":7,"done":true} closed,closed
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
const g = (function* () { for (const x of it) for (const y of it) yield x; })(); g.next();
print(JSON.stringify(g.return(7)), log)

//# gen return finally order => {"value":7,"done":true} f1,closed,f2
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
const g = (function* () { try { for (const x of it) { try { yield x } finally { log.push("f1") } } } finally { log.push("f2") } })(); g.next();
print(JSON.stringify(g.return(7)), log)

//# gen return throws => bad
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
it.return = () => { throw "bad" };
const g = (function* () { for (const x of it) yield x; })(); g.next();
try { g.return(7);
print("no") } catch (e) { print(e) }

//# gen return not object => TypeError
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
it.return = () => 1;
const g = (function* () { for (const x of it) yield x; })(); g.next();
try { g.return(7);
print("no") } catch (e) { print(e.name) }

//# gen throw hides [both] => first
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
it.return = () => { throw "bad" };
const g = (function* () { for (const x of it) yield x; })(); g.next();
try { g.throw("first");
print("no") } catch (e) { print(e) }

//# gen close throws caught => {"value":"cbad","done":false}
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
it.return = () => { throw "bad" };
const g = (function* () { try { for (const x of it) yield x; } catch (e) { yield "c" + e } })(); g.next();
print(JSON.stringify(g.return(7)))

//# gen pattern [both] => {"value":3,"done":true} closed
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
const g = (function* () { const [a, b = yield] = [1]; })();
const h = (function* () { let a; [a, (yield).x] = it; })(); h.next();
print(JSON.stringify(h.return(3)), log)

//# gen pattern close throws [both] => bad
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
it.return = () => { throw "bad" };
const h = (function* () { let a; [a, (yield).x] = it; })(); h.next();
try { h.return(3);
print("no") } catch (e) { print(e) }

//# gen for in => {"value":7,"done":true} closed
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
const g = (function* () { for (const x of it) for (const k in { a: 1 }) yield k })(); g.next();
print(JSON.stringify(g.return(7)), log)

//# for in throw closes => 1 closed
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
try { for (const x of it) for (const k in { a: 1 }) throw 1 } catch (e) { print(e, log) }

//# for in throw caught inside => closed
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
for (const x of it) { try { for (const k in { a: 1 }) throw 1 } catch (e) { break } } print(log)

//# bad pattern keeps outer => n,n,closed
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
const bad = { [Symbol.iterator]() { return { next() { throw "n" }, return() { log.push("bad closed"); return {} } } } }; let n = 0; for (const x of it) { try { const [a] = bad } catch (e) { log.push(e) } if (++n > 1) break } print(log)

//# bad pattern alone [both] => n
const bad = { [Symbol.iterator]() { return { next() { throw "n" }, return() { print("closed"); return {} } } } };
try { const [a] = bad } catch (e) { print(e) }

//# bad value [both] => v⏎v
const bad = { [Symbol.iterator]() { return { next() { return { done: false, get value() { throw "v" } } }, return() { print("closed"); return {} } } } };
try { const [a] = bad } catch (e) { print(e) } try { for (const x of bad) {} } catch (e) { print(e) }

//# bad rest [both] => n
const bad = { [Symbol.iterator]() { return { next() { throw "n" }, return() { print("closed"); return {} } } } };
try { const [...a] = bad } catch (e) { print(e) }

//# yield* return2 => {"value":"r7","done":true} inner,f,outer
let log = []; const inner = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("inner"); return { done: true, value: "r" + v } } }; const outer = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("outer"); return {} } };
const g = (function* () { for (const x of outer) try { yield* inner } finally { log.push("f") } })(); g.next();
print(JSON.stringify(g.return(7)), log)

//# yield* no return method [both] => {"value":7,"done":true} f
let log = []; const inner = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } } };
const g = (function* () { try { yield* inner } finally { log.push("f") } })(); g.next();
print(JSON.stringify(g.return(7)), log)

//# yield* throw without method [both] => {"value":2,"done":false} closed,TypeError
let log = []; const inner = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return() { log.push("closed"); return {} } };
const g = (function* () { try { yield* inner } catch (e) { log.push(e.name) } yield 2 })(); g.next();
print(JSON.stringify(g.throw(7)), log)

//# async gen return => {"value":7,"done":true} closed {"done":true}
let log = [];
const it = { [Symbol.asyncIterator]() { return this }, async next() { return { value: 1, done: false } }, async return(v) { await null; log.push("closed"); return {} } };
(async () => { const g = (async function* () { for await (const x of it) yield x; })(); await g.next();
print(JSON.stringify(await g.return(7)), log, JSON.stringify(await g.next())) })()

//# async gen return rejects => bad
let log = [];
const it = { [Symbol.asyncIterator]() { return this }, async next() { return { value: 1, done: false } }, async return(v) { await null; log.push("closed"); return {} } };
it.return = async () => { throw "bad" };
(async () => { const g = (async function* () { for await (const x of it) yield x; })(); await g.next();
try { await g.return(7);
print("no") } catch (e) { print(e) } })()

//# async gen return sync it => {"value":7,"done":true} closed
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
(async () => { const g = (async function* () { for (const x of it) yield x; })(); await g.next();
print(JSON.stringify(await g.return(7)), log) })()

//# async gen throw [both] => 7 closed
let log = [];
const it = { [Symbol.asyncIterator]() { return this }, async next() { return { value: 1, done: false } }, async return(v) { await null; log.push("closed"); return {} } };
(async () => { const g = (async function* () { for await (const x of it) yield x; })(); await g.next();
try { await g.throw(7) } catch (e) { print(e, log) } })()

//# break in generator [both] => 1 closed
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
print([...(function* () { for (const x of it) { yield x; break } })()], log)

//# return statement [both] => 1 closed
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };function f() { for (const x of it) return x } print(f(), log)

//# labels => 5
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
let n = 0; a: for (const x of it) { for (const y of it) { if (n++ > 2) break a; continue a } } print(log.length)

//# spread in loop [both] => 3,3,closed
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
let n = 0; for (const x of it) { try { [...{ [Symbol.iterator]() { return { next() { throw 3 } } } }] } catch (e) { log.push(e) } if (n++) break } print(log)

//# iterate done once => 1
let n = 0; const i = { [Symbol.iterator]() { return { next() { n++; return { done: true } } } } }; const [a, b, c] = i;
print(n)

//# throw in iterator close handler [both] => a⏎a
let log = [];
const it = { [Symbol.iterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { log.push("closed"); return {} } };
it.return = () => { throw "bad" };
try { for (const x of it) throw "a" } catch (e) { print(e) } for (const y of [1]) { try { for (const x of it) throw "a" } catch (e) { print(e) } }
