// clause: report an exception, notify about rejected promises
// holds: the attacker hears nothing of exceptions and rejections in the realm of the victim
// executor: ours
// realms: two

//// attacker
mine.heard = 0;
const hear = (event) => { mine.heard++; event.preventDefault(); };
for (const type of ['error', 'unhandledrejection', 'rejectionhandled']) addEventListener(type, hear);
onerror = onunhandledrejection = hear;
handed.rejectLater = () => { handed.reject(new Error('by the attacker')); };

//// victim
const variable = new AsyncContext.Variable({ name: 'request' });
mine.heard = [];
const hear = (event) => {
    event.preventDefault();
    same(tenant(), undefined);
    same(variable.get(), undefined, 'the listener runs in the empty context');
    same(event.asyncContext.run(() => variable.get()), secret);
    mine.heard.push(event.type);
};
addEventListener('error', hear);
addEventListener('unhandledrejection', hear);
variable.run(secret, () => {
    setTimeout(() => { throw new Error('thrown'); });
    Promise.reject(new Error('rejected'));
    reportError(new Error('reported'));
    (async () => { await null; throw new Error('later'); })();
});

//// attacker
same(mine.heard, 0);

//// victim
same(mine.heard.sort().join(), 'error,error,unhandledrejection,unhandledrejection');
