// clause: yield*
// possible: an iterator of the attacker that the victim delegates to, or loops over, is called in the context of the victim

//// attacker
handed.iterable = {
    [Symbol.iterator]() { mine.called = [tenant()]; return this; },
    next() { mine.called.push(tenant()); leak(this); return { done: mine.called.length > 2, value: 1 }; },
};

//// victim
const variable = new AsyncContext.Variable();
variable.run(secret, () => {
    function* body() { yield* handed.iterable; same(variable.get(), secret); }
    const values = [...body()];
    same(values.length, 1);
    same(variable.get(), secret);
});

//// attacker
same(mine.called.join(), 'victim,victim,victim');
same(tenant(), 'attacker');
