//! A tracing library written for the web, unchanged, traces a program of 500 overlapping operations. Its spans must be
//! the tree of the plan that the program follows, and the requests must be those that the server received.

#[path = "harness/server.rs"]
mod server;

use std::{collections::BTreeMap, path::Path};

use boa_async_context::{Runtime, Storage};
use boa_engine::{js_string, property::Attribute};
use serde::{Deserialize, Serialize};

use server::Shared;

const OPERATIONS: usize = 500;
const ROOTS: usize = 20;
const KINDS: [&str; 16] = [
    "timeout",
    "interval",
    "immediate",
    "microtask",
    "frame",
    "idle",
    "task",
    "promise",
    "generator",
    "fetch",
    "xhr",
    "event",
    "abort",
    "stream",
    "write",
    "message",
];

/// An operation and the operations that it starts.
#[derive(Debug, Serialize)]
struct Operation {
    id: String,
    kind: &'static str,
    /// The duration in milliseconds.
    delay: u64,
    fails: Option<&'static str>,
    children: Vec<Operation>,
}

/// The span of an operation in the output of the tracing library.
#[derive(Debug, Deserialize)]
struct Span {
    name: String,
    id: String,
    trace: String,
    parent: Option<String>,
    ended: bool,
    events: Vec<String>,
    exceptions: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Results {
    wrong: Vec<String>,
    #[serde(rename = "mostOpen")]
    most_open: usize,
    spans: Vec<Span>,
}

/// A pseudo-random sequence of numbers (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("below a usize")
    }
}

/// The expected span of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Expected {
    parent: Option<String>,
    trace: String,
    exceptions: Vec<String>,
}

/// A plan, and the tree of spans that it must give.
fn plan(seed: u64) -> (Vec<Operation>, BTreeMap<String, Expected>) {
    let mut numbers = Numbers(seed);
    // The parent of each operation, a number below its own; the first operations are roots.
    let parents: Vec<Option<usize>> = (0..OPERATIONS)
        .map(|i| (i >= ROOTS).then(|| numbers.below(i)))
        .collect();
    let mut children: Vec<Vec<Operation>> = (0..OPERATIONS).map(|_| Vec::new()).collect();
    let mut roots = Vec::new();
    let mut expected = BTreeMap::new();
    // From the last to the first, so that the children of an operation are complete before it.
    for i in (0..OPERATIONS).rev() {
        let id = format!("operation {i}");
        let fails = match numbers.below(10) {
            0 => Some("throws"),
            1 => Some("rejects"),
            _ => None,
        };
        let operation = Operation {
            id: id.clone(),
            kind: KINDS[i % KINDS.len()],
            delay: numbers.below(20) as u64,
            fails,
            children: std::mem::take(&mut children[i]),
        };
        let mut root = i;
        while let Some(parent) = parents[root] {
            root = parent;
        }
        let entry = Expected {
            parent: parents[i].map(|parent| format!("operation {parent}")),
            trace: format!("trace of operation {root}"),
            exceptions: fails
                .map(|_| format!("failure of {id}"))
                .into_iter()
                .collect(),
        };
        expected.insert(id, entry);
        match parents[i] {
            Some(parent) => children[parent].push(operation),
            None => roots.push(operation),
        }
    }
    (roots, expected)
}

fn trace(seed: u64, storage: Storage) {
    let (plan, expected) = plan(seed);
    let server = Shared::default();
    let (origin, _) = server::start(server.clone());
    let mut runtime = Runtime::builder()
        .storage(storage)
        .build()
        .expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    let mut context = runtime.context_mut();
    let plan = serde_json::to_value(&plan).expect("it is data");
    let plan = boa_engine::JsValue::from_json(&plan, &mut context).expect("it is data");
    for (name, value) in [("plan", plan), ("origin", js_string!(origin).into())] {
        context
            .register_global_property(js_string!(name), value, Attribute::all())
            .expect("a fresh global");
    }
    drop(context);
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tracing");
    for file in ["tracer.js", "program.js"] {
        runtime
            .run_script(directory.join(file))
            .unwrap_or_else(|error| panic!("{error}"));
    }
    runtime.run_until_idle_blocking().expect("it can wait");
    assert_eq!(
        runtime.event_loop().failures(),
        0,
        "the library took them all"
    );

    let results = runtime.eval("results()").expect("results");
    let results = results.as_string().expect("a string").to_std_string_lossy();
    let results: Results = serde_json::from_str(&results).expect("the results");
    assert_eq!(results.wrong, Vec::<String>::new());
    assert_eq!(results.spans.len(), OPERATIONS);
    assert!(
        results.most_open > OPERATIONS / 4,
        "they overlap: {}",
        results.most_open
    );
    let seen: BTreeMap<_, _> = results
        .spans
        .iter()
        .map(|span| {
            assert!(span.ended, "{} never ended", span.name);
            assert!(!span.events.is_empty(), "{} did nothing", span.name);
            let entry = Expected {
                parent: span.parent.clone(),
                trace: span.trace.clone(),
                exceptions: span.exceptions.clone(),
            };
            (span.name.clone(), entry)
        })
        .collect();
    assert_eq!(seen, expected);

    // The server received each request with the context of its operation.
    let ids: BTreeMap<_, _> = results
        .spans
        .iter()
        .map(|span| (span.name.as_str(), span))
        .collect();
    let requests = server.take_traced();
    let expected_requests = results
        .spans
        .iter()
        .filter(|span| {
            let number: usize = span.name["operation ".len()..].parse().expect("a number");
            matches!(KINDS[number % KINDS.len()], "fetch" | "xhr")
        })
        .count();
    assert_eq!(requests.len(), expected_requests);
    for (operation, traceparent) in requests {
        let span = ids[operation.as_str()];
        assert_eq!(traceparent, format!("00-{}-{}-01", span.trace, span.id));
    }
}

#[test]
fn five_hundred_overlapping_operations_give_one_correct_tree() {
    trace(0x9E37_79B9_7F4A_7C15, Storage::Weak);
}

#[test]
fn so_do_others_in_strong_storage() {
    trace(0xD1B5_4A32_D192_ED03, Storage::Strong);
}
