// Opens the envelopes: is every line tagged with the request that really wrote it?

/** Lines whose tag, or whose span, belongs to somebody else. */
export function misTagged(lines) {
  return lines.filter(({ tag, span, witness }) => {
    return tag !== witness.id || (span?.tag ?? "-") !== witness.id;
  });
}

/** Spans that hang under another request's span, or that did not close as themselves. */
export function misplaced(spans) {
  return spans.filter(({ tag, parent, outcome, closedInside }) => {
    return !closedInside || outcome === "open" || (parent !== undefined && parent.tag !== tag);
  });
}

/** Did any request write a line between two lines of another one? */
export function interleaved(lines) {
  const left = new Set(); // Requests that wrote something and were then interrupted.
  let running = "-";
  for (const { witness } of lines) {
    if (witness.id === "-" || witness.id === running) continue;
    if (left.has(witness.id)) return true;
    left.add(running);
    running = witness.id;
  }
  return false;
}

export function countByKind(lines) {
  const counts = new Map();
  for (const { kind } of lines) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * One request as an indented tree. Branches of a `Promise.all` race each other, so the
 * order of lines *across* sibling spans is chance; within a span it is the program's.
 */
export function renderTree(span, indent = "") {
  const rows = [`${indent}+ ${span.name} (${span.outcome})`];
  for (const entry of span.entries) {
    if (entry.entries) rows.push(...renderTree(entry, `${indent}  `));
    else rows.push(`${indent}  [${entry.tag}] ${entry.kind} ${entry.detail}`.trimEnd());
  }
  return rows;
}
