// clause: Console Standard
// holds: `console` shows contexts to the host alone: the program gets no text back, and showing a value calls no code of a program
// executor: ours

//// attacker
mine.called = 0;
const bomb = { get x() { mine.called++; return 1; }, toString() { mine.called++; return ''; }, [Symbol.toPrimitive]() { mine.called++; return ''; } };
handed.bomb = new Proxy(bomb, {
    get() { mine.called++; }, ownKeys() { mine.called++; return []; }, getPrototypeOf() { mine.called++; return null; },
    getOwnPropertyDescriptor() { mine.called++; }, has() { mine.called++; return true; },
});
handed.tag = new AsyncContext.Variable({ name: 'tag', defaultValue: bomb });
handed.mapped = handed.tag.run(handed.bomb, () => new AsyncContext.Snapshot());
Object.prototype[Symbol.for('nodejs.util.inspect.custom')] = function () { leak(this); mine.called++; return ''; };

//// victim
const variable = new AsyncContext.Variable({ name: 'request' });
handed.snapshot = variable.run(secret, () => new AsyncContext.Snapshot());
variable.run(secret, () => { console.log(handed.mapped, handed.tag, handed.bomb, variable); });
delete Object.prototype[Symbol.for('nodejs.util.inspect.custom')];

//// attacker
const seen = [console.log(handed.snapshot), console.error('%o %O %j', handed.snapshot, handed.snapshot, handed.snapshot), console.dir(handed.snapshot),
    console.table(handed.snapshot), console.trace(handed.snapshot), console.assert(false, handed.snapshot), console.count(handed.snapshot)];
leak(...seen, `${handed.snapshot}`);
assert(seen.every((value) => value === undefined));
assert(printed().includes('tag'), 'the host sees it');
same(mine.called, 0);
