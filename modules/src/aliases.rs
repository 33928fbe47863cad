//! Node's modules that npm has for browsers.

/// Which packages stand in for a module of Node, the best first. They are kept by the people who make bundlers.
const PACKAGES: [(&str, &[&str]); 10] = [
    ("assert", &["assert"]),
    ("buffer", &["buffer"]),
    ("events", &["events"]),
    ("path", &["path-browserify"]),
    ("punycode", &["punycode"]),
    ("querystring", &["querystring-es3", "querystring"]),
    ("stream", &["readable-stream", "stream-browserify"]),
    ("string_decoder", &["string_decoder"]),
    ("url", &["url"]),
    ("util", &["util"]),
];

/// The modules of Node, for the messages about those that nobody provides.
const OF_NODE: [&str; 42] = [
    "_http_agent",
    "async_hooks",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "diagnostics_channel",
    "dns",
    "domain",
    "fs",
    "http",
    "http2",
    "https",
    "inspector",
    "module",
    "net",
    "os",
    "perf_hooks",
    "process",
    "readline",
    "repl",
    "sea",
    "sqlite",
    "stream",
    "sys",
    "test",
    "timers",
    "tls",
    "trace_events",
    "tty",
    "assert",
    "buffer",
    "events",
    "path",
    "util",
    "url",
    "v8",
    "vm",
    "worker_threads",
    "zlib",
];

/// The name of a module of Node without the scheme: `fs/promises` of `node:fs/promises` and of `fs/promises`.
pub(crate) fn of_node(specifier: &str) -> Option<&str> {
    if let Some(name) = specifier.strip_prefix("node:") {
        return Some(name);
    }
    let first = specifier.split('/').next().unwrap_or_default();
    let known = OF_NODE.contains(&first) || !packages(first).is_empty();
    known.then_some(specifier)
}

/// The packages that stand in for a module of Node, the best first.
pub(crate) fn packages(name: &str) -> &'static [&'static str] {
    PACKAGES
        .iter()
        .find(|(module, _)| *module == name)
        .map_or(&[], |(_, packages)| packages)
}
