importScripts();
importScripts("one.js", "./two.js");
const name_of = (f) => {
  try {
    f();
  } catch (error) {
    return error?.name ?? error;
  }
};
postMessage([
  one, two,
  name_of(() => importScripts("missing.js")),
  name_of(() => importScripts(Symbol())),
  name_of(() => importScripts("data:,let let")),
  name_of(() => importScripts("data:,throw 'thrown'")),
  (importScripts("data:,var late = true"), late),
].join());
