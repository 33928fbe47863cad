// Generators by every method, in every state.
function* g() {
  try { const x = yield 1; log("sent", x); yield* inner(); yield 3; }
  catch (e) { log("caught", e); yield "from catch"; }
  finally { log("finally"); }
  return "end";
}
function* inner() { try { yield 2; } finally { log("inner finally"); } }
const show = (r) => log(JSON.stringify(r));
let it = g();
show(it.next("ignored")); show(it.next("x")); show(it.throw("t")); show(it.next()); show(it.next());
it = g(); show(it.return(4)); show(it.next());
it = g(); try { it.throw(5); } catch (e) { log("threw", e); } show(it.next());
it = g(); it.next(); show(it.return(6));
it = (function* () { try { it.next(); } catch (e) { log(e.name); } yield; })(); it.next();
for (const bad of [undefined, {}, [][Symbol.iterator]()]) {
  for (const method of ["next", "return", "throw"]) {
    try { Object.getPrototypeOf(g.prototype)[method].call(bad); } catch (e) { log(method, e.name); }
  }
}
log([...g()].length, Math.max(...inner()));
const [first] = g(); log(first);
log(g()[Symbol.iterator]() !== g(), (it = g())[Symbol.iterator]() === it);
