// The logging library. It is told *what* happened, never *for whom*.
//
// `witness` is the payload that carries the true id, so that the program can check
// itself. It is a sealed envelope here: stored with the line and opened only by
// audit.mjs. The tag comes from the context, and from nowhere else.

import { requestId } from "./context.mjs";
import { currentSpan } from "./trace.mjs";

export const lines = [];

export function log(kind, witness, detail = "") {
  const line = { kind, detail, tag: requestId.get(), span: currentSpan(), witness };
  lines.push(line);
  line.span?.entries.push(line);
}
