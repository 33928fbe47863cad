//! Our suite fails what is wrong.

use super::*;

/// A wrong implementation of AsyncContext fails our suite, each in its own way.
#[test]
fn every_mutant_fails_our_suite() {
    let project = Project::new(&[]);
    let expected = Expectations::of_own_suite(Embedding::default()).expect("the lists can be read");
    let mut mutants: Vec<_> = fs::read_dir(own_suite().join("mutants"))
        .expect("mutants/")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    mutants.sort();
    assert!(mutants.len() >= 13, "{mutants:?}");
    for mutant in mutants {
        let name = mutant.file_stem().expect("a name").to_string_lossy();
        // The directory that is run, and the test in it that has to fail.
        let (part, witness) = match &*name {
            "finalization-captures-nothing" => (
                "built-ins/FinalizationRegistry",
                "async-context-two-registries",
            ),
            "get-ignores-the-mapping" | "get-takes-undefined-for-unset" => {
                ("built-ins/AsyncContext/Variable/prototype/get", "undefined")
            }
            "no-propagation" => ("language/expressions/await", ""),
            "run-drops-arguments" | "run-passes-the-variable" | "run-swallows-exceptions" => {
                ("built-ins/AsyncContext/Variable/prototype/run", "")
            }
            "snapshot-run-stays" => ("built-ins/AsyncContext/Snapshot/prototype/run", ""),
            "then-captures-nothing" => ("built-ins/Promise/prototype/then", ""),
            "timers-capture-nothing" => ("web", ""),
            "variables-share-by-name" => ("built-ins/AsyncContext/Variable", ""),
            "wrap-keeps-the-name" | "wrap-loses-this" => {
                ("built-ins/AsyncContext/Snapshot/wrap", "")
            }
            _ => panic!("say for the mutant {name} which part of the suite is to fail"),
        };
        let mut arguments = vec![
            "--filter".to_owned(),
            part.to_owned(),
            "--timeout=600".to_owned(),
            format!("--json={name}.json"),
            format!("--prelude={}", mutant.display()),
        ];
        if name == "no-propagation" {
            arguments.push("--no-async-context".to_owned());
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ended = project.test262(&arguments);
        assert_eq!(ended.code, 1, "{name}: {}", ended.stderr);
        let report = project.report(&format!("{name}.json"));
        let failed: Vec<&str> = report
            .failures()
            .filter(|outcome| expected.reason(&outcome.path, outcome.mode).is_none())
            // A test that takes too long on a busy machine has noticed nothing.
            .filter(|outcome| !outcome.message.starts_with("timed out"))
            .map(|outcome| outcome.path.as_str())
            .collect();
        let seen = failed
            .iter()
            .any(|path| path.contains(part) && path.contains(witness));
        assert!(seen, "{name}: {failed:#?}");
    }
}

/// Not one test of ours passes by itself.
#[test]
fn without_async_context_every_test_of_ours_fails() {
    let project = Project::new(&[]);
    let ended = project.test262(&["--no-async-context", "--json", "r.json", "--timeout=600"]);
    assert_eq!(ended.code, 1);
    let report = project.report("r.json");
    let others: Vec<_> = report
        .results
        .iter()
        .filter(|outcome| {
            outcome.status != Status::Fail || outcome.message.starts_with("timed out")
        })
        .collect();
    assert!(others.is_empty(), "{others:#?}");
    assert!(!report.engine.async_context);
}

#[test]
fn what_needs_no_async_context_passes_without_it() {
    let project = Project::new(&[
        ("test/a.js", PASSES),
        (
            "test/b.js",
            "/*---\nflags: [async]\n---*/\nif (typeof AsyncContext !== 'undefined') throw 1;
             Promise.resolve().then(() => setTimeout($DONE, 1));\n",
        ),
        (
            "test/c.js",
            "/*---\nflags: [module]\n---*/\nawait import('./c_FIXTURE.js');\n",
        ),
        ("test/c_FIXTURE.js", "export {};"),
    ]);
    let ended = project.suite(&["--no-async-context"]);
    assert_eq!((ended.code, &*ended.stderr), (0, ""), "{}", ended.stdout);
}

#[test]
fn our_expectations_have_reasons() {
    let known = Expectations::of_own_suite(Embedding::default());
    assert!(!known.expect("the lists can be read").is_empty());
}
