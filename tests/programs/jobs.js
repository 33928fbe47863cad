// Microtasks, timers and reactions against each other.
setTimeout(() => log("timer 2"), 2);
setTimeout(() => { log("timer 0"); Promise.resolve().then(() => log("micro of timer 0")); }, 0);
queueMicrotask(() => { log("micro 1"); queueMicrotask(() => log("micro of micro 1")); });
Promise.resolve().then(() => log("reaction 1")).then(() => log("reaction 2"));
let ticks = 0;
const id = setInterval(() => { log("tick", ++ticks); if (ticks === 3) clearInterval(id); }, 3);
clearTimeout(setTimeout(() => log("never"), 1));
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
(async () => { await wait(15); log("waited"); await Promise.all([wait(1), wait(2)]); log("all waited"); })();
const registry = new FinalizationRegistry(() => log("collected"));
registry.register({}, 1);
Promise.resolve({ get then() { log("then read"); return undefined; } }).then((x) => log(typeof x));
