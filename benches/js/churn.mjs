// Memory that is taken and given back for a long time: what an allocator makes of it.
//
//   boa-ac run benches/js/churn.mjs -- MINUTES
//
// A live set of strings, arrays, maps, typed arrays and pending promises of many sizes is replaced piece by piece in random
// order. Each minute it grows to its largest size and shrinks to a tenth. The program works for a part of the time only, so
// several of them can run side by side. It prints nothing: look at its resident memory from outside, for example at
// /proc/PID/statm.

const minutes = Number(scriptArgs[1] ?? 60);
const LARGEST = 20_000;
const SLICE = 400;

// The same numbers in every run.
let state = 12345;
const random = (below) => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

const request = new AsyncContext.Variable({ name: "request" });

const makers = [
  () => "x".repeat(1 + random(400)) + random(1e9),
  () => Array.from({ length: random(60) }, (_, i) => ({ i })),
  () => new Map(Array.from({ length: random(20) }, (_, i) => [`key ${i}`, { i }])),
  () => new Uint8Array(1 + random(random(10) === 0 ? 60_000 : 600)),
  () => request.run({ id: random(1e9) }, () => {
    let settle;
    const pending = new Promise((resolve) => (settle = resolve)).then((value) => [value, request.get()]);
    return { settle, pending };
  }),
];

const live = [];
const end = performance.now() + minutes * 60_000;
while (performance.now() < end) {
  const share = (performance.now() % 60_000) / 60_000;
  const wanted = Math.round(LARGEST * (1 - 0.9 * share));
  for (let i = 0; i < SLICE; i++) {
    const made = makers[random(makers.length)]();
    if (live.length < wanted) live.push(made);
    else {
      const at = random(live.length);
      live[at]?.settle?.(at);
      live[at] = made;
    }
  }
  while (live.length > wanted) live.pop();
  await new Promise((resolve) => setTimeout(resolve, 40));
}
