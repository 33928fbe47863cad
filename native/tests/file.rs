//! Temporary files that JavaScript opens, uses, closes and forgets.

mod support;

use std::{path::Path, sync::Arc};

use boa_async_context::cleanup::ResourceOptions;
use boa_async_context_native::{file::TemporaryFile, register_all};
use support::{Fixture, Log, Noted, lock};

fn fixture() -> Fixture {
    let mut fixture = Fixture::new(ResourceOptions::default());
    register_all(&mut fixture.runtime).expect("the classes are new");
    fixture
}

#[test]
fn a_file_is_written_read_and_removed_when_it_is_closed() {
    let mut fixture = fixture();
    let path = fixture.run(
        "globalThis.file = await TemporaryFile.open('note-');
         globalThis.bytes = [await file.write('grüß'), await file.write(12)];
         globalThis.text = await file.read();
         return await file.path();",
    );
    assert_eq!(fixture.eval("bytes.join()"), "6,2");
    assert_eq!(fixture.eval("text"), "grüß12");
    let path = Path::new(&path);
    assert!(path.starts_with(std::env::temp_dir()), "{path:?}");
    assert!(
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("note-"))
    );
    assert_eq!(
        std::fs::read_to_string(path).expect("it is there"),
        "grüß12"
    );
    assert_eq!(fixture.run("await file.close(); return \'ended\'"), "ended");
    assert!(!path.exists());
    assert!(fixture.leaks().is_empty());
}

#[test]
fn a_closed_file_says_so_and_closing_again_is_the_same_end() {
    let mut fixture = fixture();
    let path = fixture.run(
        "globalThis.file = await TemporaryFile.open();
         const path = await file.path();
         await file.close();
         return path;",
    );
    let closed = format!("TypeError: TemporaryFile {path}.write: it is closed");
    assert_eq!(
        fixture.run("return await file.write('x')"),
        closed.replace("{path}", &path)
    );
    assert_eq!(fixture.run("await file.close(); return \'ended\'"), "ended");
    assert_eq!(
        fixture.run("await file[Symbol.asyncDispose](); return \'ended\'"),
        "ended"
    );
    assert_eq!(fixture.report().closed, 1);
}

#[test]
fn an_end_that_fails_fails_for_whoever_closes() {
    let mut fixture = fixture();
    let path = fixture.run("globalThis.file = await TemporaryFile.open(); return file.path()");
    std::fs::remove_file(&path).expect("it is there");
    let first = fixture.run("return await file.close()");
    assert!(
        first.starts_with(&format!("Error: closing TemporaryFile {path}: ")),
        "{first}"
    );
    assert_eq!(fixture.run("return await file.close()"), first);
    assert_eq!(fixture.report().failed, 1);
}

#[test]
fn bad_arguments_reject_with_the_type_of_the_error() {
    let mut fixture = fixture();
    fixture.run("globalThis.file = await TemporaryFile.open()");
    for (call, error) in [
        ("file.write(Symbol())", "TypeError"),
        ("file.write()", "TypeError"),
        (
            "file.write({ toString() { throw new SyntaxError('mine') } })",
            "SyntaxError: mine",
        ),
        ("file.write.call({}, 'x')", "TypeError"),
        ("TemporaryFile.open(Symbol())", "TypeError"),
        ("TemporaryFile.open('../escape')", "RangeError"),
        ("TemporaryFile.open('a\\0b')", "RangeError"),
    ] {
        let outcome = fixture.run(&format!("const promise = {call}; return await promise"));
        assert!(outcome.starts_with(error), "{call}: {outcome}");
    }
    assert_eq!(fixture.run("return await file.read()"), "");
    assert_eq!(fixture.report().created, 1);
    assert!(fixture.shut_down().is_clean());
}

#[test]
fn operations_that_overlap_happen_one_after_the_other_in_the_order_of_the_calls() {
    // On a runtime with several threads, where the task that is spawned first need not run first.
    let tokio = tokio::runtime::Runtime::new().expect("threads can be started");
    let options = ResourceOptions::default().runtime(tokio.handle().clone());
    let mut fixture = Fixture::new(options);
    register_all(&mut fixture.runtime).expect("the classes are new");
    let outcome = fixture.run(
        "const file = await TemporaryFile.open();
         const pending = [];
         const expected = [];
         let text = '';
         for (let i = 0; i < 200; i++) {
             const line = `${i}:${'x'.repeat(i)}\\n`;
             text += line;
             pending.push(file.write(line), file.read());
             expected.push(line.length, text);
         }
         const found = await Promise.all(pending);
         await file.close();
         return found.every((value, i) => value === expected[i]);",
    );
    assert_eq!(outcome, "true");
}

#[test]
fn a_forgotten_file_is_removed_and_reported_with_where_it_was_opened() {
    let mut fixture = fixture();
    let directory = tempfile::tempdir().expect("the temporary directory is there");
    let script = directory.path().join("forgetful.js");
    fixture.run_file(
        &script,
        "async function forget() {
    const file = await TemporaryFile.open('forgotten-');
    await file.write('x');
    globalThis.path = await file.path();
}
forget();",
    );
    let path = fixture.eval("path");
    assert!(Path::new(&path).exists());
    let report = fixture.collect_until_open(0);
    assert_eq!((report.closed, report.failed), (1, 0));
    assert!(!Path::new(&path).exists());
    let leaks = fixture.leaks();
    let [leak] = &*leaks else {
        panic!("one leak, not {leaks:?}")
    };
    assert_eq!(leak.label.as_str(), format!("TemporaryFile {path}"));
    let opened_at = leak.created_at.lines().next().unwrap_or_default();
    assert!(
        opened_at.contains(&format!("{}:2:", script.display())),
        "{opened_at}"
    );
    assert!(opened_at.contains("forget"), "{opened_at}");
}

#[test]
fn a_file_that_nobody_awaits_the_opening_of_is_removed() {
    let mut fixture = fixture();
    fixture.run("TemporaryFile.open('unawaited-'); return 0");
    let report = fixture.collect_until_open(0);
    assert_eq!((report.created, report.closed), (1, 1));
}

#[test]
fn closing_waits_for_the_operations_before_it_and_lets_none_in_after_it() {
    let mut fixture = fixture();
    let outcome = fixture.run(
        "const file = await TemporaryFile.open();
         const big = 'x'.repeat(1 << 20);
         const operations = [file.write(big), file.read()];
         const closed = file.close();
         const late = file.write('late').catch((error) => error.name);
         const [written, text] = await Promise.all(operations);
         await closed;
         return [written, text.length, await late, file.closed].join();",
    );
    assert_eq!(outcome, "1048576,1048576,TypeError,true");
}

#[test]
fn an_argument_that_closes_the_file_does_not_keep_the_operation_from_ending_well() {
    let mut fixture = fixture();
    let outcome = fixture.run(
        "const file = await TemporaryFile.open();
         let closed;
         const argument = { toString() { closed = file.close(); return 'abc'; } };
         const written = await file.write(argument);
         await closed;
         return written;",
    );
    assert_eq!(outcome, "3");
    assert_eq!(fixture.report().closed, 1);
}

#[test]
fn a_shutdown_removes_the_files_that_are_open() {
    let mut fixture = fixture();
    let paths = fixture.run(
        "globalThis.files = await Promise.all([1, 2, 3].map(() => TemporaryFile.open()));
         return (await Promise.all(files.map((file) => file.path()))).join('\\n');",
    );
    assert!(paths.lines().all(|path| Path::new(path).exists()));
    let report = fixture.shut_down();
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(report.resources.closed, 3);
    assert!(!paths.lines().any(|path| Path::new(path).exists()));
    // A file that is closed by a shutdown was not forgotten.
    assert!(fixture.leaks().is_empty());
}

#[test]
fn a_shutdown_closes_in_the_order_of_creation_one_after_the_other() {
    let mut fixture = fixture();
    let log = Log::default();
    let mut expected = Vec::new();
    let mut held = Vec::new();
    fixture
        .runtime
        .block_on(async |runtime| {
            for prefix in ["c-", "a-", "b-"] {
                let file = TemporaryFile::open(prefix.into())
                    .await
                    .expect("it can be created");
                let path = file.path().display().to_string();
                expected.extend([format!("closing {path}"), format!("closed {path}")]);
                held.push(runtime.resources().own(Noted(file, Arc::clone(&log))));
            }
        })
        .expect("the loop can wait");
    let report = fixture.shut_down();
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(*lock(&log), expected);
}
