// What it costs a program to know, in every function, whose request it is working for.
//
//   boa-ac run benches/js/requests.mjs -- [ROUNDS [REQUESTS]]
//
// The same service five times: without knowing, passed by hand through every function, with AsyncContext, and with the
// AsyncContext of a library in JavaScript, which patches `Promise.prototype.then`. Such a library sees no native `await`, so its
// programs are compiled to generators first; `compiled by hand` is that form with the id passed by hand, to tell the two costs
// apart. Each round runs all of them, each in turn the first; a ratio is the median over the rounds of the ratio within a round.
// 1,000 requests are in progress at a time, and each checks the id in five places.

const [, roundsText, requestsText] = scriptArgs;
const rounds = Number(roundsText ?? 9);
const requests = Number(requestsText ?? 20_000);
const IN_PROGRESS = 1_000;

let seen = 0;
const check = (found, expected) => {
  if (found !== expected) throw new Error(`${found} instead of ${expected}`);
  seen++;
};

// --- nobody knows the id -------------------------------------------------------------------------------------------
const nothing = () => {
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  const query = async (rows) => { await null; let sum = 0; for (let i = 0; i < rows; i++) sum += i; seen++; return sum; };
  const user = async () => { await turn(); seen++; return query(5); };
  const render = async (parts) => { await null; seen++; return parts.join("/"); };
  const handle = async () => {
    const name = await user();
    const parts = await Promise.all([query(10), query(20)]);
    return render([name, ...parts]);
  };
  return handle;
};

// --- passed by hand ------------------------------------------------------------------------------------------------
const byHand = () => {
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  const query = async (rows, id, expected) => { await null; let sum = 0; for (let i = 0; i < rows; i++) sum += i; check(id, expected); return sum; };
  const user = async (id, expected) => { await turn(); check(id, expected); return query(5, id, expected); };
  const render = async (parts, id, expected) => { await null; check(id, expected); return parts.join("/"); };
  const handle = async (id, expected) => {
    const name = await user(id, expected);
    const parts = await Promise.all([query(10, id, expected), query(20, id, expected)]);
    return render([name, ...parts], id, expected);
  };
  return (id) => handle(id, id);
};

// --- with AsyncContext ---------------------------------------------------------------------------------------------
const withContext = () => {
  const current = new AsyncContext.Variable();
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  const query = async (rows, expected) => { await null; let sum = 0; for (let i = 0; i < rows; i++) sum += i; check(current.get(), expected); return sum; };
  const user = async (expected) => { await turn(); check(current.get(), expected); return query(5, expected); };
  const render = async (parts, expected) => { await null; check(current.get(), expected); return parts.join("/"); };
  const handle = async (expected) => {
    const name = await user(expected);
    const parts = await Promise.all([query(10, expected), query(20, expected)]);
    return render([name, ...parts], expected);
  };
  return (id) => current.run(id, handle, id);
};

// --- compiled to generators ----------------------------------------------------------------------------------------
const spawn = (body) => function (...args) {
  const generator = body.apply(this, args);
  return new Promise((resolve, reject) => {
    const step = (method, value) => {
      let result;
      try { result = generator[method](value); } catch (error) { return reject(error); }
      if (result.done) resolve(result.value);
      else Promise.resolve(result.value).then((value) => step("next", value), (error) => step("throw", error));
    };
    step("next");
  });
};

const compiledByHand = () => {
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  const query = spawn(function* (rows, id, expected) { yield null; let sum = 0; for (let i = 0; i < rows; i++) sum += i; check(id, expected); return sum; });
  const user = spawn(function* (id, expected) { yield turn(); check(id, expected); return query(5, id, expected); });
  const render = spawn(function* (parts, id, expected) { yield null; check(id, expected); return parts.join("/"); });
  const handle = spawn(function* (id, expected) {
    const name = yield user(id, expected);
    const parts = yield Promise.all([query(10, id, expected), query(20, id, expected)]);
    return render([name, ...parts], id, expected);
  });
  return (id) => handle(id, id);
};

// --- with a library in JavaScript ----------------------------------------------------------------------------------
let mapping;
const wrapped = (f) => {
  if (typeof f !== "function") return f;
  const captured = mapping;
  return function (...args) {
    const outer = mapping;
    mapping = captured;
    try { return f.apply(this, args); } finally { mapping = outer; }
  };
};
const { then } = Promise.prototype;
const { setTimeout: setTimer } = globalThis;
const patched = {
  install() {
    Promise.prototype.then = function (onFulfilled, onRejected) { return then.call(this, wrapped(onFulfilled), wrapped(onRejected)); };
    globalThis.setTimeout = (f, ...rest) => setTimer(wrapped(f), ...rest);
  },
  remove() {
    Promise.prototype.then = then;
    globalThis.setTimeout = setTimer;
  },
};
const withLibrary = () => {
  // A persistent map, as small as it gets: this program has one variable.
  const current = {
    get: () => mapping?.value,
    run(value, f, ...args) {
      const outer = mapping;
      mapping = { value };
      try { return f(...args); } finally { mapping = outer; }
    },
  };
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  const query = spawn(function* (rows, expected) { yield null; let sum = 0; for (let i = 0; i < rows; i++) sum += i; check(current.get(), expected); return sum; });
  const user = spawn(function* (expected) { yield turn(); check(current.get(), expected); return query(5, expected); });
  const render = spawn(function* (parts, expected) { yield null; check(current.get(), expected); return parts.join("/"); });
  const handle = spawn(function* (expected) {
    const name = yield user(expected);
    const parts = yield Promise.all([query(10, expected), query(20, expected)]);
    return render([name, ...parts], expected);
  });
  return (id) => current.run(id, handle, id);
};

const variants = [
  { name: "passed by hand", make: byHand },
  { name: "nobody knows", make: nothing },
  { name: "AsyncContext", make: withContext, target: 1.02 },
  { name: "compiled to generators, by hand", make: compiledByHand },
  { name: "compiled to generators, patched `then`", make: withLibrary, around: patched },
];

const serve = async ({ make, around }) => {
  around?.install();
  const handle = make();
  seen = 0;
  let next = 0;
  const begun = performance.now();
  const lane = async () => { while (next < requests) await handle(next++); };
  // The lanes themselves know nothing of a request.
  await Promise.all(Array.from({ length: IN_PROGRESS }, lane));
  const time = performance.now() - begun;
  around?.remove();
  if (seen !== 5 * requests) throw new Error(`${seen} checks instead of ${5 * requests}`);
  return time;
};

const times = variants.map(() => []);
for (let round = -1; round < rounds; round++) {
  for (let i = 0; i < variants.length; i++) {
    const at = (i + round + 1) % variants.length;
    globalThis.gc?.();
    const time = await serve(variants[at]);
    // The first round warms up.
    if (round >= 0) times[at].push(time);
  }
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
console.log(`${requests} requests, ${IN_PROGRESS} at a time, medians of ${rounds} interleaved rounds\n`);
console.log("| the id is | us for a request | ratio | target | met |\n|---|---:|---:|---|---|");
for (const [at, { name, target }] of variants.entries()) {
  const ratio = median(times[at].map((time, round) => time / times[0][round]));
  const verdict = target ? `<= ${target} | ${ratio <= target ? "yes" : "no"}` : " | ";
  console.log(`| ${name} | ${((median(times[at]) * 1000) / requests).toFixed(1)} | ${ratio.toFixed(3)} | ${verdict} |`);
}
