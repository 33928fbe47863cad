// The server: the only place that says which request is being served.

import { requestId } from "./context.mjs";
import { pause } from "./clock.mjs";
import { Query } from "./db.mjs";
import { log } from "./log.mjs";
import { span } from "./trace.mjs";

const ROUTES = ["product", "upload", "cart", "search", "report"];

export function makeRequest(n) {
  return { id: `r${n}`, n, route: ROUTES[n % ROUTES.length] };
}

export function serve(request) {
  return requestId.run(request.id, span, `request ${request.route}`, () => respond(request));
}

async function respond(request) {
  log("request.start", request);
  await pause();
  await span("authenticate", () => authenticate(request));

  // Whichever request of a route comes first causes its module to be evaluated. That
  // body runs for nobody (see the log call at the top of each), and the request's own
  // context is back after the `await`.
  const { handle } = await import(`./route_${request.route}.mjs`);
  log("route.found", request, request.route);

  const status = await span("handle", () => handle(request));
  log("request.end", request, status);
}

async function authenticate(request) {
  const session = await new Query("SELECT * FROM sessions", request);
  log("auth.ok", request, `${session.rows} fields`);
}
