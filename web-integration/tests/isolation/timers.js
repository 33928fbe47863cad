// clause: HTML: timer initialization steps
// holds: each callback of a scheduler runs in the context of the call that scheduled it, whoever else schedules, cancels or throws

//// victim
mine.variable = new AsyncContext.Variable();
mine.ran = 0;
const here = () => { same(mine.variable.get(), secret); same(tenant(), 'victim'); mine.ran++; };
handed.read = () => mine.variable.get();
handed.pending = mine.variable.run(secret, () => [
    setTimeout(here, 0), setTimeout(here, 5), setImmediate(here), requestAnimationFrame(here), requestIdleCallback(here),
    queueMicrotask(here), scheduler.postTask(here).catch(() => {}), scheduler.yield().then(here),
]);

//// attacker
let ran = 0;
const here = (...given) => { leak(handed.read(), ...given); same(tenant(), 'attacker'); ran++; };
setTimeout(here, 0, 1);
setImmediate(here, 1);
requestAnimationFrame(here);
requestIdleCallback(here);
queueMicrotask(here);
scheduler.postTask(here);
const interval = setInterval(() => { here(); clearInterval(interval); }, 1);
setTimeout(handed.read, 1);
await scheduler.yield();
here();
mine.ran = () => ran;

//// attacker
same(mine.ran(), 8);

//// victim
same(mine.ran, 8);
