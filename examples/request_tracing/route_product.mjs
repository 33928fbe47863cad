// Promise chains: then, catch, finally and Promise.any, without a single `await`.

import { nobody } from "./context.mjs";
import { pause } from "./clock.mjs";
import { load } from "./loader.mjs";
import { log } from "./log.mjs";
import { span } from "./trace.mjs";

log("module.body", nobody, "route_product");

function replica(name, request) {
  return pause().then(() => {
    if (name === "east") {
      log("replica.down", request);
      throw new Error("replica is down");
    }
    log("replica.answer", request);
    return request.n;
  });
}

export function handle(request) {
  const replicas = ["east", "west"].map((name) => span(`replica ${name}`, () => replica(name, request)));

  return Promise.any(replicas)
    .then((stock) => {
      log("product.stock", request, `${stock}`);
      // A pass-through: `undefined` handlers must carry the context along as well.
      return Promise.resolve(stock).then(undefined).catch(undefined);
    })
    .then((stock) => {
      if (stock % 2 === 1) throw new Error("sold out");
      return "200";
    })
    .catch((error) => {
      log("product.missing", request, error.message);
      return load("substitute").then(() => "303");
    })
    .finally(() => {
      log("product.done", request);
      return Promise.allSettled(replicas); // Nobody leaves before the slower replica.
    });
}
