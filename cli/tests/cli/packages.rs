//! Packages of npm, as they are, with a program each: requests that interleave keep their contexts.
//!
//! `cli/tests/packages` has the lock file and the programs. Each program runs 60 requests at once and prints how often it has
//! checked the context. What the engine stops is asserted to fail in its way.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output},
};

use boa_async_context::EXACT_GENERATORS;

use crate::npm;

/// A program, and how it ends.
struct Case {
    name: &'static str,
    /// How often it checks the context.
    checks: usize,
    /// What the published engine says instead.
    defect: Option<&'static str>,
    /// Whether the changed engine says the same.
    is_everywhere: bool,
}

const fn works(name: &'static str, checks: usize) -> Case {
    Case {
        name,
        checks,
        defect: None,
        is_everywhere: false,
    }
}

const fn in_exact_mode(name: &'static str, checks: usize, defect: &'static str) -> Case {
    Case {
        name,
        checks,
        defect: Some(defect),
        is_everywhere: false,
    }
}

const fn nowhere(name: &'static str, defect: &'static str) -> Case {
    Case {
        name,
        checks: 0,
        defect: Some(defect),
        is_everywhere: true,
    }
}

const CASES: [Case; 16] = [
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
    nowhere("rxjs", "expected token 'as', got '}' in import declaration"),
    in_exact_mode("trpc", 180, "unexpected token 'using', primary expression"),
    works("unctx", 120),
    in_exact_mode("zod", 360, "Uncaught TypeError: not a callable function"),
];

#[test]
fn packages_of_npm_keep_the_context_of_each_request() {
    let of = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packages");
    let installed = match npm::install(&of, "packages") {
        Ok(installed) => installed,
        Err(problem) => {
            assert!(std::env::var_os("REQUIRE_PACKAGES").is_none(), "{problem}");
            let skipped = format!("SKIPPED: no package of npm was run: {problem}");
            let _ = writeln!(std::io::stderr(), "{skipped}");
            return;
        }
    };
    // Beside node_modules, because that is where packages are looked for.
    for file in fs::read_dir(of.join("programs")).expect("programs") {
        let file = file.expect("a file");
        fs::copy(file.path(), installed.join(file.file_name())).expect("a copy");
    }
    let problems: Vec<_> = CASES
        .iter()
        .filter_map(|case| problem(case, &run(case, &installed)))
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

fn run(case: &Case, folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_boa-ac"))
        .args(["run", "--max-time", "60"])
        .arg(format!("{}.mjs", case.name))
        // Without it React is the build for developers, which is slower.
        .env("NODE_ENV", "production")
        .current_dir(folder)
        .output()
        .expect("the binary was built")
}

/// What is wrong with how a program has ended.
fn problem(case: &Case, output: &Output) -> Option<String> {
    let (stdout, stderr) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    let is_as_expected = match case.defect {
        Some(defect) if !EXACT_GENERATORS || case.is_everywhere => {
            !output.status.success() && stderr.contains(defect)
        }
        _ => {
            output.status.success()
                && stdout == format!("60 requests, {} checks\n", case.checks)
                && stderr.is_empty()
        }
    };
    let told = || format!("{}: {}\n{stdout}{stderr}", case.name, output.status);
    (!is_as_expected).then(told)
}
