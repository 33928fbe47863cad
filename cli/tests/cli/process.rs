//! `process` in `boa-ac run`, and `--propagate-ports`.

use crate::support::Project;

#[test]
fn a_program_has_its_arguments_and_the_environment() {
    let project = Project::new(&[(
        "app.js",
        "console.log(process.argv.slice(2).join(), process.argv[1].endsWith('/app.js'));
         console.log(typeof process.env.PATH, process.cwd() === process.argv[1].slice(0, -7));
         console.log(typeof process.versions.node);",
    )]);
    let ended = project.run(&["app.js", "--", "--flag", "value"]);
    assert_eq!(
        ended.stdout, "--flag,value true\nstring true\nundefined\n",
        "{}",
        ended.stderr
    );
    assert_eq!(ended.code, 0);
}

#[test]
fn a_program_that_is_not_trusted_sees_no_environment() {
    let project = Project::new(&[(
        "app.js",
        "console.log(Object.keys(process.env).length, process.cwd());",
    )]);
    let ended = project.run(&["--limits", "untrusted", "app.js"]);
    assert_eq!(ended.stdout, "0 /\n", "{}", ended.stderr);
}

#[test]
fn a_worker_has_process_too() {
    let project = Project::new(&[
        (
            "app.js",
            "const w = new Worker('w.js'); w.onmessage = (e) => { console.log(e.data); w.terminate(); };",
        ),
        (
            "w.js",
            "process.nextTick(() => postMessage(`${typeof process.env.PATH} ${process.argv.at(-1)}`));",
        ),
    ]);
    let ended = project.run(&["app.js", "--", "last"]);
    assert_eq!(ended.stdout, "string last\n", "{}", ended.stderr);
}

#[test]
fn the_exit_code_is_that_of_the_program() {
    let project = Project::new(&[
        ("code.js", "process.exitCode = 7;"),
        (
            "fails.js",
            "process.exitCode = 7; setTimeout(() => { throw new Error('of a timer'); });",
        ),
        (
            "exit.js",
            "setTimeout(() => { console.log('begun'); process.exit(3); console.log('no'); }); setInterval(() => console.log('no'), 50);",
        ),
        (
            "module.mjs",
            "await null; console.log('begun'); process.exit(5); console.log('no');",
        ),
        (
            "caught.mjs",
            "try { process.exit(6); } catch {} console.log('goes on'); await null; console.log('no');",
        ),
        (
            "event.js",
            "process.on('exit', (code) => console.log('exit', code)); process.on('exit', () => { process.exitCode = 9; });",
        ),
        (
            "throws.js",
            "process.on('exit', () => { throw new Error('of a listener'); });",
        ),
        ("zero.js", "console.log('begun'); process.exit();"),
    ]);
    for (file, code, stdout) in [
        ("code.js", 7, ""),
        ("fails.js", 1, ""),
        ("exit.js", 3, "begun\n"),
        ("module.mjs", 5, "begun\n"),
        ("caught.mjs", 6, "goes on\n"),
        ("event.js", 9, "exit 0\n"),
        ("throws.js", 1, ""),
        ("zero.js", 0, "begun\n"),
    ] {
        let ended = project.run(&[file]);
        assert_eq!(ended.code, code, "{file}: {}", ended.stderr);
        assert_eq!(ended.stdout, stdout, "{file}: {}", ended.stderr);
        let says = match file {
            "fails.js" => "of a timer",
            "throws.js" => "of a listener",
            _ => "",
        };
        assert!(ended.stderr.contains(says), "{file}: {}", ended.stderr);
        assert!(
            !says.is_empty() || ended.stderr.is_empty(),
            "{file}: {}",
            ended.stderr
        );
    }
}

#[test]
fn warnings_are_printed() {
    let project = Project::new(&[(
        "app.js",
        "process.emitWarning('old', 'DeprecationWarning', 'DEP1');",
    )]);
    let ended = project.run(&["app.js"]);
    assert_eq!(ended.stderr, "boa-ac: [DEP1] DeprecationWarning: old\n");
    assert_eq!(ended.code, 0);
}

#[test]
fn ports_propagate_if_asked() {
    let project = Project::new(&[(
        "app.js",
        "const variable = new AsyncContext.Variable();
         const { port1, port2 } = new MessageChannel();
         port2.onmessage = () => { console.log(variable.get()); port2.close(); };
         variable.run('posted', () => port1.postMessage(1));",
    )]);
    assert_eq!(project.run(&["app.js"]).stdout, "undefined\n");
    assert_eq!(
        project.run(&["--propagate-ports", "app.js"]).stdout,
        "posted\n"
    );
}
