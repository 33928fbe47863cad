//! What a program prints, and where.

use std::process::Command;

use crate::support::{Ended, Project};

const PROGRAM: &str =
    "console.log({ a: 1, s: 'x' }); console.warn('w', [null]); console.table([{ a: 1 }]);";
const TABLE: &str =
    "┌─────────┬───┐\n│ (index) │ a │\n├─────────┼───┤\n│ 0       │ 1 │\n└─────────┴───┘\n";

fn run(project: &Project, variables: &[(&str, &str)]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_boa-ac"));
    command
        .args(["run", "main.js"])
        .current_dir(project.path())
        .env_remove("FORCE_COLOR")
        .env_remove("NO_COLOR")
        .envs(variables.iter().copied());
    Ended::new(command.output().expect("it was built"), project.path())
}

#[test]
fn warnings_go_to_standard_error_and_a_file_gets_no_colors() {
    let project = Project::new(&[("main.js", PROGRAM)]);
    let plain = format!("{{ a: 1, s: 'x' }}\n{TABLE}");
    run(&project, &[]).is(0, &plain, "w [ null ]\n");
    run(&project, &[("NO_COLOR", "1")]).is(0, &plain, "w [ null ]\n");
    let colored = format!(
        "{{ a: \x1b[33m1\x1b[39m, s: \x1b[32m'x'\x1b[39m }}\n{}",
        TABLE.replace(" 1 ", " \x1b[33m1\x1b[39m ")
    );
    run(&project, &[("FORCE_COLOR", "1")]).is(0, &colored, "w [ \x1b[1mnull\x1b[22m ]\n");
}

#[test]
fn an_uncaught_error_is_told_with_its_causes_and_properties() {
    let project = Project::new(&[(
        "main.js",
        "function fail() { [1].forEach(() => { throw Object.assign(new RangeError('at the end', { cause: new Error('root') }), { code: 7 }); }); }
         setTimeout(fail);",
    )]);
    let ended = project.run(&["main.js"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (1, ""));
    let lines: Vec<&str> = ended.stderr.lines().collect();
    assert_eq!(lines[0], "Uncaught RangeError: at the end");
    assert!(
        ended
            .stderr
            .contains("at forEach (native)\n    at fail (main.js:1:"),
        "{}",
        ended.stderr
    );
    assert!(
        ended
            .stderr
            .contains(" {\n  code: 7,\n  [cause]: Error: root\n      at "),
        "{}",
        ended.stderr
    );
    // The stack ends with the innermost place in the program.
    assert!(
        !ended.stderr.contains("(native) {") && lines.last() == Some(&"}"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_worker_prints_as_its_parent_does() {
    let project = Project::new(&[
        ("main.js", "new Worker('worker.js');"),
        (
            "worker.js",
            "console.log(new Map([[1, { a: 1 }]])); console.error('%s', Symbol('s')); close();",
        ),
    ]);
    project
        .run(&["main.js"])
        .is(0, "Map(1) { 1 => { a: 1 } }\n", "Symbol(s)\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_has_gone_away_ends_no_program() {
    let project = Project::new(&[(
        "main.js",
        "for (let i = 0; i < 20000; i++) console.log('a line', i); console.error('end');",
    )]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_boa-ac"))
        .args(["run", "main.js"])
        .current_dir(project.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("it was built");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    Ended::new(output, project.path()).is(0, "", "end\n");
}
