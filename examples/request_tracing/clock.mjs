// Delays of 0-5 ms from a seeded generator (mulberry32). The seed fixes the numbers;
// which request draws which number, and who wakes up first, is left to the engine.

let state = 0x5eed;

function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

const delay = () => Math.floor(random() * 6);

/** Callback style. */
export const later = (callback) => setTimeout(callback, delay());

/** Promise style. */
export const pause = () => new Promise((resolve) => setTimeout(resolve, delay()));

/** `promise`, or a rejection if it is not settled within `ms`. */
export function withTimeout(ms, promise) {
  let timer;
  const expiry = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("timed out")), ms);
  });
  return Promise.race([promise, expiry]).finally(() => clearTimeout(timer));
}
