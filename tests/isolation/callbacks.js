// clause: Call
// possible: code of the attacker that the victim calls runs in the context of the victim: proxies, getters, comparators, iterator helpers, toString; it gets no value that it is not given

//// attacker
mine.seen = [];
const note = (...given) => { leak(...given); mine.seen.push(tenant()); };
handed.function = new Proxy(function () {}, { apply(target, self, args) { note(self, ...args); } });
handed.options = { get name() { note(); return { toString() { note(); return 'n'; } }; }, get defaultValue() { note(); return 1; } };
handed.compare = (a, b) => { note(a, b); return a - b; };
handed.array = [1, 2].values().map((x) => { note(x); return x; });
handed.toString = { toString() { note(); return ''; }, [Symbol.toPrimitive]() { note(); return ''; } };
handed.target = function () {};
Object.defineProperties(handed.target, { length: { get() { note(); return 1; } }, name: { get() { note(); return 'n'; } } });

//// victim
const variable = new AsyncContext.Variable();
variable.run(secret, () => {
    new AsyncContext.Variable(handed.options);
    [2, 1].sort(handed.compare);
    [...handed.array];
    `${handed.toString}`;
    AsyncContext.Snapshot.wrap(handed.target);
    same(variable.get(), secret);
});
variable.run(secret, handed.function);
variable.run(secret, handed.function, 1, 2);

//// attacker
same(mine.seen.length, 11);
same(mine.seen.every((name) => name === 'victim'), true);
same(tenant(), 'attacker');
