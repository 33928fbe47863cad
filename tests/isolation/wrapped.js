// clause: Snapshot.wrap
// possible: a wrapped function that was handed over runs in its context, also code of the attacker that it calls; it does not show what it keeps

//// victim
mine.variable = new AsyncContext.Variable();
handed.wrapped = mine.variable.run(secret, () => AsyncContext.Snapshot.wrap(function callback(f) {
    same(mine.variable.get(), secret);
    same(tenant(), 'victim');
    return f?.call(this);
}));

//// attacker
const { wrapped } = handed;
same(wrapped(tenant), 'victim');
same(tenant(), 'attacker');
same(wrapped.call(mine, function () { return this; }), mine);
leak(wrapped, wrapped.name, wrapped.length, wrapped.toString(), Object.getOwnPropertyDescriptors(wrapped));
throws('TypeError', () => new wrapped());
throws('TypeError', () => Reflect.construct(Object, [], wrapped));
leak(wrapped.bind(null)(() => new AsyncContext.Snapshot()));
leak(new Proxy(wrapped, {})(() => new AsyncContext.Variable().get()));
// Wrapped once more it keeps the context of the first time.
const own = new AsyncContext.Variable();
own.run('evil', () => same(AsyncContext.Snapshot.wrap(wrapped)(() => own.get()), undefined));
