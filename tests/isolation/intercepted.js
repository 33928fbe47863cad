// clause: Promise.prototype.then
// possible: a `then` method of the attacker gets the callback that the victim gives to it, and calls it in its own context; it cannot forge the context of the victim

//// attacker
handed.thenable = { then(callback) { mine.callback = callback; return this; } };
handed.tag = new AsyncContext.Variable({ defaultValue: 'unset' });

//// victim
mine.variable = new AsyncContext.Variable();
mine.variable.run(secret, () => {
    handed.thenable.then(() => { mine.saw = mine.variable.get(); mine.tag = handed.tag.get(); mine.as = tenant(); });
});

//// attacker
handed.tag.run('evil', mine.callback);

//// victim
same(mine.saw, undefined, 'the value of the victim is not in the context of the attacker');
same(mine.tag, 'evil', 'it is an ordinary call');
same(mine.as, 'attacker');
