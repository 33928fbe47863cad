// Retries by recursion, async closures, and a plug-in that is imported on demand.

import { nobody } from "./context.mjs";
import { pause } from "./clock.mjs";
import { log } from "./log.mjs";
import { span } from "./trace.mjs";

log("module.body", nobody, "route_report");

async function fetchRows(request, attempt = 1) {
  try {
    await pause();
    if (attempt < 3) throw new Error("busy");
    log("report.rows", request);
    return [request.n, request.n * 2, request.n * 3];
  } catch (error) {
    log("report.retry", request, `attempt ${attempt}: ${error.message}`);
    return fetchRows(request, attempt + 1);
  } finally {
    log("report.attempt", request, `${attempt}`);
  }
}

export async function handle(request) {
  const rows = await span("fetch rows", () => fetchRows(request));
  const kind = request.n % 2 === 0 ? "csv" : "json";

  return span(`format ${kind}`, async () => {
    const { format } = await import(`./format_${kind}.mjs`);
    const text = await format(rows, request);
    log("report.ready", request, `${text.length} characters`);
    return "200";
  });
}
