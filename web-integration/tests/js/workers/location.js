// clause: HTML: WorkerLocation
const { inline, message, end } = worker_tools();

promise_test(async () => {
  const worker = inline(() => {
    const { prototype } = WorkerLocation;
    const names = ["href", "origin", "protocol", "host", "hostname", "port", "pathname", "search", "hash"];
    const thrown = [() => new WorkerLocation(), () => prototype.href, () => prototype.toString.call({})].map((f) => {
      try {
        return f();
      } catch (error) {
        return error.constructor.name;
      }
    });
    const descriptors = names.map((name) => Object.getOwnPropertyDescriptor(prototype, name));
    postMessage([
      location instanceof WorkerLocation, Object.prototype.toString.call(location), `${location}` === location.href,
      descriptors.every(({ get, set, enumerable }) => get && !set && enumerable), Object.keys(location).length, ...thrown,
    ].join());
  });
  assert_equals(await message(worker), "true,[object WorkerLocation],true,true,0,TypeError,TypeError,TypeError");
  end();
}, "the interface");

promise_test(async () => {
  const text = 'const { origin, protocol, host, hostname, port, pathname, search, hash } = location;' +
    'postMessage([origin, protocol, host, hostname, port, search, hash, pathname.startsWith("text/javascript,")]);';
  const parts = async (url) => {
    const worker = new Worker(url);
    const data = await message(worker);
    worker.terminate();
    return data.join();
  };
  assert_equals(await parts(`data:text/javascript,${encodeURIComponent(text)}`), "null,data:,,,,,,true");
  assert_equals(await parts(`data:text/javascript,${encodeURIComponent(text)}/*?a b*/`), "null,data:,,,,?a%20b*/,,true");
}, "the parts of the URL of the script");
