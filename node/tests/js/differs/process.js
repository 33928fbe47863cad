// clause: process

test(() => {
  assert_equals("node" in process.versions, onNode);
  assert_equals(process.release.name, onNode ? "node" : undefined);
  assert_equals(process.version.startsWith("v"), onNode);
  assert_equals(Object.prototype.toString.call(process), onNode ? "[object process]" : "[object Object]");
}, "it does not pretend to be Node");

test(() => {
  assert_equals(typeof process.stdout, onNode ? "object" : "undefined");
  assert_equals(typeof process.memoryUsage, onNode ? "function" : "undefined");
  process.env.NUMBER = 1;
  assert_equals(process.env.NUMBER, onNode ? "1" : 1);
  delete process.env.NUMBER;
}, "what nobody needs is missing, and env is an ordinary object");
