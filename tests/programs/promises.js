// Order of reactions, missing handlers, rejections, combinators.
for (const n of [1, 2, 3]) {
  Promise.resolve(n).then((x) => log("then", x)).then(null, () => {}).then((x) => log("after", x));
  Promise.reject(n).then(() => log("never")).catch((x) => log("catch", x)).finally(() => log("finally", n));
}
Promise.reject("lost").then(1, 2).then(undefined).catch((e) => log("passed through", e));
Promise.all([1, Promise.resolve(2), { then(r) { r(3); } }]).then((x) => log("all", x.join()));
Promise.any([Promise.reject(1), Promise.reject(2)]).catch((e) => log(e.constructor.name, e.errors.join()));
Promise.race([new Promise(() => {}), Promise.resolve("fast")]).then((x) => log("race", x));
Promise.allSettled([Promise.reject(1), 2]).then((x) => log(JSON.stringify(x)));
