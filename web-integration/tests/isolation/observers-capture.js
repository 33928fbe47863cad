// clause: AsyncContext web integration: observers, an earlier draft
// possible: with the option `observers_capture` a callback of the attacker runs in the context in which the victim has made its observer, whenever the attacker marks
// options: observers_capture

//// attacker
mine.seen = [];
handed.callback = (list, observer) => { leak(list, observer, list.getEntries(), new AsyncContext.Snapshot()); mine.seen.push(tenant()); };

//// victim
const variable = new AsyncContext.Variable();
mine.observer = variable.run(secret, () => new PerformanceObserver(handed.callback));
mine.observer.observe({ type: 'mark' });
handed.performance = performance;

//// attacker
handed.performance.mark('of the attacker');

//// attacker
same(mine.seen.join(), 'victim');
same(tenant(), 'attacker');

//// victim
mine.observer.disconnect();
