// Compiles strings in every way that a worker has, and posts what comes of it.
const outcome = (f) => {
  try { return f(); } catch (error) { return `${error.name}: ${error.message}`; }
};
const outcomes = [
  `eval ${outcome(() => eval("1 + 1"))}`,
  `Function ${outcome(() => Function("return 1 + 1")())}`,
  `importScripts ${outcome(() => { importScripts("data:,globalThis.imported = 2"); return imported; })}`,
];
// An exception of the first timer is dealt with, so that it is not what the parent hears first.
onerror = () => true;
setTimeout("globalThis.timed = 2");
setTimeout(() => postMessage([...outcomes, `setTimeout ${globalThis.timed}`].join(", ")));
