// clause: timers

test(() => {
  const timer = setTimeout(() => {}, 0);
  assert_equals(typeof timer, onNode ? "object" : "number");
  assert_equals(typeof timer.unref, onNode ? "function" : "undefined");
  clearTimeout(timer);
}, "a timer is a number, as in browsers");
