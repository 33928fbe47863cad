//! Packages of npm, as they are, with a program each: requests that interleave keep their contexts.
//!
//! `cli/tests/packages` has the lock file and the programs. Each program runs 60 requests at once and prints how often it has
//! checked the context. What the engine stops is asserted to fail in its way.

use std::{
    collections::HashSet,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::LazyLock,
};

use boa_async_context::EXACT_GENERATORS;
use boa_async_context_leak_lab::peers;
use serde_json::Value;

use crate::{loopback, npm};

/// A program, and how it ends.
struct Case {
    name: &'static str,
    /// How often it checks the context.
    checks: usize,
    /// What the published engine says instead.
    defect: Option<&'static str>,
}

const fn works(name: &'static str, checks: usize) -> Case {
    Case {
        name,
        checks,
        defect: None,
    }
}

const fn in_exact_mode(name: &'static str, checks: usize, defect: &'static str) -> Case {
    Case {
        name,
        checks,
        defect: Some(defect),
    }
}

const CASES: [Case; 17] = [
    works("core-js", 360),
    works("dataloader", 180),
    works("effect", 300),
    works("graphql", 360),
    works("hono", 180),
    works("identifiers", 240),
    in_exact_mode(
        "kysely",
        180,
        "unexpected token 'using', primary expression",
    ),
    in_exact_mode("openai", 240, "binding must exist at boa_engine-0.22.0"),
    works("opentelemetry", 180),
    works("p-limit", 240),
    works("pino", 120),
    works("react-dom", 360),
    in_exact_mode("rxjs", 480, "in import declaration"),
    works("sentry", 240),
    in_exact_mode("trpc", 180, "unexpected token 'using', primary expression"),
    works("unctx", 120),
    in_exact_mode("zod", 360, "Uncaught TypeError: not a callable function"),
];

/// The folder with the packages and the programs, or `None` if there is no npm and none is required. Tests that run at once
/// share it.
fn installed() -> Option<&'static Path> {
    static INSTALLED: LazyLock<Result<PathBuf, String>> = LazyLock::new(|| {
        let of = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packages");
        let installed = npm::install(&of, "packages")?;
        // Beside node_modules, because that is where packages are looked for.
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/traced-service");
        for folder in [of.join("programs"), example] {
            for file in fs::read_dir(folder).expect("programs") {
                let file = file.expect("a file");
                let is_program = file.path().extension().is_some_and(|name| name == "mjs");
                if is_program {
                    fs::copy(file.path(), installed.join(file.file_name())).expect("a copy");
                }
            }
        }
        Ok(installed)
    });
    match &*INSTALLED {
        Ok(installed) => Some(installed),
        Err(problem) => {
            assert!(std::env::var_os("REQUIRE_PACKAGES").is_none(), "{problem}");
            let skipped = format!("SKIPPED: no package of npm was run: {problem}");
            let _ = writeln!(std::io::stderr(), "{skipped}");
            None
        }
    }
}

#[test]
fn packages_of_npm_keep_the_context_of_each_request() {
    let Some(folder) = installed() else { return };
    let origin = loopback::start();
    let problems: Vec<_> = CASES
        .iter()
        .filter_map(|case| {
            let ended = boa_ac(folder, &[&format!("{}.mjs", case.name)], &origin);
            problem(case, &ended)
        })
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

/// The scheduler of react-dom for browsers posts messages to itself.
#[test]
fn react_dom_for_browsers_needs_ports_that_propagate() {
    let Some(folder) = installed() else { return };
    let cases: [(&[&str], &str); 2] = [
        (&[], "60 shells, 0 resumed in their context, 60 in none\n"),
        (
            &["--propagate-ports"],
            "60 shells, 60 resumed in their context, 0 in none\n",
        ),
    ];
    for (options, expected) in cases {
        let arguments: Vec<_> = options
            .iter()
            .copied()
            .chain(["react-dom-browser.mjs"])
            .collect();
        let output = boa_ac(folder, &arguments, "");
        let (stdout, stderr) = texts(&output);
        assert_eq!((stdout.as_str(), stderr.as_str()), (expected, ""));
    }
}

/// What the example prints, here and on Node: the page `docs/node.md` shows it.
#[test]
fn the_traced_service_is_the_same_on_node() {
    let Some(folder) = installed() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = fs::read_to_string(root.join("docs/node.md")).expect("the page");
    let shown = page.split("```text\n").nth(1).expect("the output");
    let shown = shown.split("```").next().expect("its end");

    let ours = boa_ac(folder, &["service.mjs"], "");
    assert_traced("boa-ac", &ours, shown);
    match peers::node() {
        Ok(node) => {
            let output = Command::new(node)
                .arg("service.mjs")
                .current_dir(folder)
                .output();
            assert_traced("Node", &output.expect("Node can be started"), shown);
        }
        Err(error) => {
            assert!(std::env::var_os("REQUIRE_NODE").is_none(), "{error}");
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED: not compared with Node: {error}"
            );
        }
    }
}

/// What it prints, and that the spans that it exports form the trees that it prints.
fn assert_traced(engine: &str, output: &Output, shown: &str) {
    let (stdout, stderr) = texts(output);
    assert!(output.status.success(), "{engine}: {stdout}{stderr}");
    assert_eq!(stdout, shown, "{engine}");
    let spans: Vec<Value> = stderr
        .lines()
        .map(|line| serde_json::from_str(line).expect("a span in JSON"))
        .collect();
    let printed = shown.lines().filter(|line| !line.starts_with("order "));
    assert_eq!(spans.len(), printed.count(), "{engine}: {stderr}");
    let traces: HashSet<_> = spans.iter().map(|span| span["traceId"].as_str()).collect();
    assert_eq!(traces.len(), 3, "{engine}: a trace for each order");
    let parent_of = |span: &Value| {
        spans
            .iter()
            .find(|other| {
                other["spanId"] == span["parentSpanId"] && other["traceId"] == span["traceId"]
            })
            .map(|parent| parent["name"].clone())
    };
    let in_worker = spans.iter().filter(|span| span["thread"] == "worker");
    let parents: Vec<_> = in_worker.map(parent_of).collect();
    assert_eq!(parents.len(), 6, "{engine}");
    assert!(
        parents
            .iter()
            .all(|parent| matches!(parent, Some(name) if name == "total" || name == "add up")),
        "{engine}: {parents:?}"
    );
}

/// The example says which packages it needs: those that the tests install.
#[test]
fn the_traced_service_has_the_versions_that_are_tested() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dependencies = |path: &str| -> Value {
        let text = fs::read_to_string(root.join(path)).expect("package.json");
        let package: Value = serde_json::from_str(&text).expect("JSON");
        package["dependencies"].clone()
    };
    let tested = dependencies("tests/packages/package.json");
    let example = dependencies("../examples/traced-service/package.json");
    let example = example.as_object().expect("dependencies");
    assert!(!example.is_empty());
    for (name, version) in example {
        assert_eq!(&tested[name], version, "{name}");
    }
}

/// `boa-ac run`, with the origin of a server in `LOOPBACK`.
fn boa_ac(folder: &Path, arguments: &[&str], origin: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_boa-ac"))
        .args(["run", "--max-time", "60"])
        .args(arguments)
        // Without it React is the build for developers, which is slower.
        .env("NODE_ENV", "production")
        .env("LOOPBACK", origin)
        .current_dir(folder)
        .output()
        .expect("the binary was built")
}

fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

/// What is wrong with how a program has ended.
fn problem(case: &Case, output: &Output) -> Option<String> {
    let (stdout, stderr) = texts(output);
    let is_as_expected = match case.defect {
        Some(defect) if !EXACT_GENERATORS => !output.status.success() && stderr.contains(defect),
        _ => {
            output.status.success()
                && stdout == format!("60 requests, {} checks\n", case.checks)
                && stderr.is_empty()
        }
    };
    let told = || format!("{}: {}\n{stdout}{stderr}", case.name, output.status);
    (!is_as_expected).then(told)
}
