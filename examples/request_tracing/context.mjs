// The one piece of ambient state the whole server shares.
//
// Only server.mjs ever calls `requestId.run(...)`, and only the logging and the
// tracing library ever call `requestId.get()`. Nothing between them knows it exists.

export const requestId = new AsyncContext.Variable({
  name: "requestId",
  defaultValue: "-",
});

// The witness for lines that belong to no request: they must be tagged "-".
export const nobody = { id: "-" };
