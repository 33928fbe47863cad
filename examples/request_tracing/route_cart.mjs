// Async functions that fan out: Promise.all, allSettled and race.

import { nobody } from "./context.mjs";
import { pause, withTimeout } from "./clock.mjs";
import { Query } from "./db.mjs";
import { load } from "./loader.mjs";
import { log } from "./log.mjs";
import { span } from "./trace.mjs";

log("module.body", nobody, "route_cart");

const SKUS = ["tea", "bread", "cheese", "apple", "honey"];

async function price(sku, request) {
  const cents = await load(sku);
  log("cart.price", request, `${sku} ${cents}`);
  return cents;
}

async function redeemCoupon(request) {
  await pause();
  log("coupon.check", request);
  if (request.n % 3 === 0) throw new Error("coupon has expired");
  return 50;
}

async function reserveStock(request) {
  const { rows } = await new Query("UPDATE stock", request);
  log("stock.reserved", request);
  return rows;
}

async function pay(amount, request) {
  await pause();
  log("payment.done", request, `${amount}`);
}

export async function handle(request) {
  const skus = SKUS.slice(request.n % 3, (request.n % 3) + 2);
  const prices = await Promise.all(
    skus.map((sku) => span(`price ${sku}`, () => price(sku, request))),
  );
  const [coupon] = await Promise.allSettled([
    span("coupon", () => redeemCoupon(request)),
    span("stock", () => reserveStock(request)),
  ]);
  const total = prices[0] + prices[1] - (coupon.value ?? 0);
  log("cart.total", request, `${total}, coupon ${coupon.status}`);

  await span("payment", () => withTimeout(10_000, pay(total, request)));
  return "200";
}
