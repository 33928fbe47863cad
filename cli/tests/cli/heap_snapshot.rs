//! `--heap-snapshot`, read by memlab: a reader that we did not write.

use std::{
    collections::HashMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use serde_json::Value;

use crate::{npm, support::Project};

/// What memlab makes of a snapshot: its nodes by their ids.
struct Facts(HashMap<u64, Value>);

impl Facts {
    /// `None` if memlab cannot be installed.
    fn of(snapshot: &Path) -> Option<Self> {
        let reader = Path::new(env!("CARGO_MANIFEST_DIR")).join("../leak-lab/reader");
        // Once: npm would remove what another test is reading.
        static INSTALLED: OnceLock<Result<PathBuf, String>> = OnceLock::new();
        let installed = match INSTALLED
            .get_or_init(|| npm::install(&reader, "heap-snapshot-reader"))
        {
            Ok(installed) => installed,
            Err(problem) => {
                assert!(std::env::var_os("REQUIRE_MEMLAB").is_none(), "{problem}");
                let skipped = format!("SKIPPED: memlab did not read a heap snapshot: {problem}");
                let _ = writeln!(std::io::stderr(), "{skipped}");
                return None;
            }
        };
        let facts = snapshot.with_extension("json");
        let output = Command::new("node")
            .arg(reader.canonicalize().expect("it exists").join("read.mjs"))
            .args([snapshot, &facts])
            .current_dir(installed)
            .output()
            .expect("node starts");
        assert!(
            output.status.success(),
            "memlab cannot read the snapshot: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let facts: Value =
            serde_json::from_slice(&fs::read(facts).expect("written")).expect("JSON");
        let nodes = facts["nodes"].as_array().expect("nodes").clone();
        let nodes = nodes
            .into_iter()
            .map(|node| (node["id"].as_u64().expect("an id"), node));
        Some(Self(nodes.collect()))
    }

    /// The only node that has this shortest path.
    fn at(&self, path: &[&str]) -> &Value {
        let found: Vec<&Value> = self
            .0
            .values()
            .filter(|node| node["path"] == serde_json::json!(path))
            .collect();
        let [node] = found[..] else {
            panic!("{} nodes at {path:?}", found.len());
        };
        node
    }

    fn named(&self, name: &str) -> &Value {
        self.0
            .values()
            .find(|node| node["name"] == name)
            .unwrap_or_else(|| panic!("no {name}"))
    }
}

const PROGRAM: &str = r#"
const request = new AsyncContext.Variable({ name: 'request' });
class Session { constructor(id) { this.id = id; this.body = 'b'.repeat(1000) + id; } }
const shared = { text: 's'.repeat(5000) };
const keep = [];
for (const id of [7, 8]) {
    const session = new Session(id);
    session.shared = shared;
    session['a "quoted" \\ name'] = 'half \ud800';
    session.list = [0, { deep: new Map([['key', 'v'.repeat(200) + id]]) }];
    session.self = session;
    keep.push(request.run(session, () =>
        new AsyncContext.Snapshot()));
}
globalThis.keep = keep;
"#;

#[test]
fn memlab_reads_what_is_written() {
    let project = Project::new(&[("app.mjs", PROGRAM)]);
    project
        .run(&["app.mjs", "--heap-snapshot", "app.heapsnapshot"])
        .is(0, "", "");
    let file = project.path().join("app.heapsnapshot");
    check_places(&fs::read(&file).expect("written"));
    let Some(facts) = Facts::of(&file) else {
        return;
    };

    // The way to a known value names the line.
    let (_, line) = facts
        .0
        .values()
        .filter_map(|node| node["name"].as_str()?.split_once("snapshot at "))
        .next()
        .expect("a place");
    assert!(line.starts_with("app.mjs:13:"), "{line}");
    let capture = facts.at(&["0", line, "0"]);
    assert_eq!(capture["name"], format!("snapshot at {line}"));
    let session = facts.at(&["0", line, "1", "mapping", "request"]);
    assert_eq!(
        (&session["name"], &session["type"]),
        (&"Session".into(), &"object".into())
    );
    let body = facts.at(&["0", line, "1", "mapping", "request", "body"]);
    assert_eq!(body["name"], format!("{}8", "b".repeat(1000)));
    let half = facts.named(r"half \ud800");
    assert_eq!(
        half["path"].as_array().unwrap().last().unwrap(),
        r#"a "quoted" \ name"#
    );
    let entry = facts.at(&[
        "0", line, "1", "mapping", "request", "list", "1", "deep", "key",
    ]);
    assert!(entry["size"].as_u64().unwrap() > 200);

    // What two values share belongs to neither.
    let size = |node: &Value, key: &str| node[key].as_u64().expect("a number");
    assert!(size(session, "retained") > size(session, "size") + 1200);
    assert!(size(session, "retained") < 3000);
    let text = facts.named(&"s".repeat(1024));
    assert!(size(text, "size") >= 5000);
    let place = facts.named(&format!("snapshot at {line}"));
    assert!(size(place, "retained") > 0);
    let root = &facts.0[&1];
    assert_eq!(root["type"], "synthetic");
    assert!(size(root, "retained") > 7000 && size(root, "retained") < 12_000);

    // The same program's report has memlab's number.
    let report = project.leaks(&["why", "app.mjs"]).stdout;
    #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
    let kilobytes = size(root, "retained") as f64 / 1000.0;
    assert!(
        report.starts_with(&format!("2 captures keep about {kilobytes:.2} KB alive.")),
        "{report}"
    );

    // Only weak edges lead from a mapping to its variable.
    let mapping = facts.at(&["0", line, "1", "mapping"]);
    let edges = mapping["edges"].as_array().unwrap();
    let kinds: Vec<&str> = edges
        .iter()
        .map(|edge| edge["type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["property", "weak"]);
    let variable = &facts.0[&edges[1]["to"].as_u64().unwrap()];
    assert_eq!(variable["name"], "AsyncContext.Variable request");
}

/// Every number that refers to something is in range, and the counts are right.
fn check_places(file: &[u8]) {
    let snapshot: Value = serde_json::from_slice(&without_lone_surrogates(file)).expect("JSON");
    let numbers = |key: &str| -> Vec<u64> {
        let list = snapshot[key].as_array().expect("a list");
        list.iter()
            .map(|number| number.as_u64().expect("a number"))
            .collect()
    };
    let meta = &snapshot["snapshot"]["meta"];
    let count = |key: &str| meta[key].as_array().expect("a list").len();
    let (nodes, edges) = (numbers("nodes"), numbers("edges"));
    let strings = snapshot["strings"].as_array().expect("a list").len() as u64;
    let fields = count("node_fields");
    assert_eq!(
        nodes.len(),
        fields * usize::try_from(snapshot["snapshot"]["node_count"].as_u64().unwrap()).unwrap()
    );
    assert_eq!(
        edges.len() as u64,
        3 * snapshot["snapshot"]["edge_count"].as_u64().unwrap()
    );
    assert_eq!(
        nodes.chunks(fields).map(|node| node[4]).sum::<u64>(),
        edges.len() as u64 / 3
    );
    for (place, node) in nodes.chunks(fields).enumerate() {
        assert!((node[0] as usize) < meta["node_types"][0].as_array().unwrap().len());
        assert!(node[1] < strings);
        assert_eq!(node[2], 2 * place as u64 + 1, "ids are odd and unique");
    }
    let edge_types = meta["edge_types"][0].as_array().unwrap();
    for edge in edges.chunks(3) {
        let edge_type = edge_types[edge[0] as usize].as_str().unwrap();
        assert!(edge_type == "element" || edge[1] < strings);
        assert_eq!(edge[2] % fields as u64, 0);
        assert!(edge[2] < nodes.len() as u64);
    }
}

/// Rust's strings cannot hold half of a surrogate pair, so its JSON readers refuse it.
fn without_lone_surrogates(file: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(file).expect("UTF-8");
    text.replace("\\ud800", "?").into_bytes()
}

#[test]
fn a_file_that_cannot_be_created_is_said_before_the_program_runs() {
    let project = Project::new(&[("app.mjs", "console.log('ran');")]);
    let arguments = ["app.mjs", "--heap-snapshot", "no/such/directory/x"];
    let why = [&["why"], &arguments[..]].concat();
    for ended in [project.run(&arguments), project.leaks(&why)] {
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""));
        let expected = "boa-ac: cannot write a heap snapshot to no/such/directory/x: ";
        assert!(ended.stderr.starts_with(expected), "{}", ended.stderr);
    }
}

#[test]
fn the_program_is_not_overwritten() {
    let program = "console.log('ran');";
    let project = Project::new(&[("app.mjs", program)]);
    for snapshot in ["app.mjs", "./app.mjs"] {
        let ended = project.run(&["app.mjs", "--heap-snapshot", snapshot]);
        let said =
            format!("boa-ac: cannot write a heap snapshot to {snapshot}: this is the program\n");
        ended.is(2, "", &said);
    }
    let left = fs::read_to_string(project.path().join("app.mjs"));
    assert_eq!(left.expect("still there"), program);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_written_to_its_end_is_said() {
    let project = Project::new(&[("app.mjs", PROGRAM)]);
    let arguments = ["app.mjs", "--heap-snapshot", "/dev/full"];
    let why = [&["why"], &arguments[..]].concat();
    for (ended, has_report) in [
        (project.run(&arguments), false),
        (project.leaks(&why), true),
    ] {
        assert_eq!(ended.code, 1, "{}", ended.stderr);
        let expected = "boa-ac: the heap snapshot in /dev/full is not complete: ";
        assert!(ended.stderr.starts_with(expected), "{}", ended.stderr);
        assert_eq!(ended.stdout.contains("variable `request`"), has_report);
    }
}

#[cfg(unix)]
#[test]
fn a_program_that_is_stopped_has_its_snapshot_and_its_census() {
    use crate::terminate::Running;
    let waits = format!("{PROGRAM} console.log('ready'); setInterval(() => {{}}, 1);");
    let project = Project::new(&[("app.mjs", &waits)]);
    let arguments = ["app.mjs", "--census", "--heap-snapshot", "x.heapsnapshot"];
    let running = Running::start(&project, &arguments);
    running.signal("TERM");
    let ended = running.end(&project);
    assert_eq!(ended.code, 143, "{}", ended.stderr);
    assert!(ended.stderr.contains("snapshot"), "{}", ended.stderr);
    check_places(&fs::read(project.path().join("x.heapsnapshot")).expect("written"));
}

#[test]
fn a_program_without_contexts_has_an_empty_graph() {
    let project = Project::new(&[("app.mjs", "1;")]);
    project
        .run(&["app.mjs", "--heap-snapshot", "x.heapsnapshot"])
        .is(0, "", "");
    let Some(facts) = Facts::of(&project.path().join("x.heapsnapshot")) else {
        return;
    };
    assert_eq!(facts.0.len(), 3, "the root, and two empty collections");
}
