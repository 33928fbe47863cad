//! `boa-ac run`

use std::{fs, path::Path, process::Command};

use boa_async_context::EXACT_GENERATORS;

use crate::support::{Ended, Project};

#[test]
fn a_script_runs_until_it_is_idle() {
    let project = Project::new(&[(
        "main.js",
        "setTimeout(() => console.log('second'), 5); console.log('first');",
    )]);
    project.run(&["main.js"]).is(0, "first\nsecond\n", "");
}

#[test]
fn a_file_is_a_module_or_a_script_by_its_name_its_package_and_its_text() {
    let (module, script) = (
        "console.log(this === undefined, await 1); export {};",
        "console.log(this === globalThis, typeof module);",
    );
    let commonjs = "console.log(this === exports, require('./x.json').x);";
    let project = Project::new(&[
        ("main.mjs", module),
        ("main.js", module),
        ("script.js", script),
        ("script.txt", script),
        ("required.js", commonjs),
        ("required.cjs", commonjs),
        ("x.json", r#"{ "x": 5 }"#),
        ("p/package.json", r#"{ "type": "module" }"#),
        ("p/script.js", script),
    ]);
    project.run(&["main.mjs"]).is(0, "true 1\n", "");
    project.run(&["main.js"]).is(0, "true 1\n", "");
    for name in ["script.js", "script.txt"] {
        project.run(&[name]).is(0, "true undefined\n", "");
    }
    for name in ["required.js", "required.cjs"] {
        project.run(&[name]).is(0, "true 5\n", "");
    }
    project.run(&["p/script.js"]).is(0, "false undefined\n", "");
    project
        .run(&["--module", "script.js"])
        .is(0, "false undefined\n", "");
}

#[test]
fn code_of_the_command_line_and_of_standard_input_is_a_module_in_the_current_folder() {
    let project = Project::new(&[
        ("x.mjs", "export const x = 'x';"),
        ("node_modules/p/index.js", "exports.p = 'p';"),
    ]);
    let code = "import { x } from './x.mjs'; import { p } from 'p'; \
                console.log(x, await p, scriptArgs.join(), import.meta.filename, import.meta.main)";
    project
        .run(&["-e", code, "--", "a", "b"])
        .is(0, "x p [eval],a,b DIR/[eval] true\n", "");
    project
        .run_with_input(&["-", "--", "a"], code)
        .is(0, "x p [stdin],a DIR/[stdin] true\n", "");
    let ended = project.run(&["-e", "throw new Error('oops')"]);
    assert_eq!(ended.code, 1);
    assert!(ended.stderr.contains("DIR/[eval]:1:"), "{}", ended.stderr);
    let ended = project.run(&["-e", "let = = 1"]);
    assert!(
        ended.stderr.contains("--> DIR/[eval]:1:"),
        "{}",
        ended.stderr
    );
    assert_eq!(project.run(&["-e", "1", "x.mjs"]).code, 2);
}

#[test]
fn conditions_an_import_map_and_a_root_are_options() {
    let project = Project::new(&[
        (
            "app/main.mjs",
            "import { from } from 'p'; const { default: a } = await import('a').catch((error) => ({ default: error.name }));
             const out = await import('../out.mjs').then(() => 'out', (error) => error.name); console.log(from, a, out);",
        ),
        (
            "app/node_modules/p/package.json",
            r#"{ "exports": { "node": "./node.mjs", "special": "./special.mjs", "default": "./web.mjs" } }"#,
        ),
        ("app/node_modules/p/node.mjs", "export const from = 'node';"),
        ("app/node_modules/p/special.mjs", "export const from = 'special';"),
        ("app/node_modules/p/web.mjs", "export const from = 'web';"),
        ("app/map.json", r#"{ "imports": { "a": "./a.mjs" } }"#),
        ("app/a.mjs", "export default 'mapped';"),
        ("app/package.json", "{}"),
        ("broken.json", "[]"),
        ("out.mjs", ""),
    ]);
    let main = "app/main.mjs";
    project.run(&[main]).is(0, "web TypeError out\n", "");
    project
        .run(&["--conditions", "special,browser", main])
        .is(0, "special TypeError out\n", "");
    project
        .run(&["--import-map", "app/map.json", "--root", "app", main])
        .is(0, "web mapped TypeError\n", "");
    project
        .run(&["--limits", "untrusted", main])
        .is(0, "web TypeError TypeError\n", "");
    project
        .run(&["--limits", "untrusted", "--root", ".", main])
        .is(0, "web TypeError out\n", "");
    for wrong in [["--import-map", "broken.json"], ["--root", "nope"]] {
        let ended = project.run(&[wrong[0], wrong[1], main]);
        assert_eq!(ended.code, 2, "{wrong:?}");
        assert!(ended.stderr.contains(wrong[1]), "{}", ended.stderr);
    }
}

#[test]
fn workers_have_the_modules_of_their_program_and_its_root() {
    let project = Project::new(&[
        (
            "app/main.mjs",
            "for (const file of ['./worker.mjs', '../out.mjs', '../none.mjs', './none.mjs']) {
                 const worker = new Worker(new URL(file, import.meta.url), { type: 'module' });
                 await new Promise((resolve) => {
                     worker.onmessage = ({ data }) => { console.log(data); worker.terminate(); resolve(); };
                     worker.onerror = ({ message }) => { console.log(message); resolve(); return false; };
                 });
             }",
        ),
        (
            "app/worker.mjs",
            "import { p } from 'p'; const out = await import('../out.mjs').catch((error) => error.name); postMessage(p + out);",
        ),
        ("app/node_modules/p/index.js", "exports.p = 'p ';"),
        ("out.mjs", "postMessage('out')"),
    ]);
    let ended = project.run(&["--root", "app", "app/main.mjs"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    assert!(
        ended.stdout.starts_with("p TypeError\n")
            && ended.stdout.contains(
                "`DIR/out.mjs` is outside the folders that the program may read: DIR/app"
            )
            // Whether it exists is not told.
            && ended.stdout.contains(
                "`DIR/none.mjs` is outside the folders that the program may read: DIR/app"
            )
            && ended.stdout.contains("cannot find `DIR/app/none.mjs`"),
        "{}",
        ended.stdout
    );
}

#[test]
fn modules_import_each_other_by_path() {
    let project = Project::new(&[
        (
            "main.mjs",
            "import { a } from './lib/a.mjs'; import data from './data.json' with { type: 'json' };
             const { b } = await import('./lib/b.mjs');
             console.log(a, b, data.c, import.meta.url);",
        ),
        ("lib/a.mjs", "export { b as a } from './b.mjs';"),
        ("lib/b.mjs", "console.log('once'); export const b = 'b';"),
        ("data.json", r#"{ "c": 3 }"#),
    ]);
    project
        .run(&["main.mjs"])
        .is(0, "once\nb b 3 file://DIR/main.mjs\n", "");
}

#[test]
fn the_url_of_a_module_can_be_imported() {
    let project = Project::new(&[
        (
            "a dir/main.mjs",
            "const url = new URL('./other.mjs', import.meta.url).href;
             console.log((await import(url)).x, url.endsWith('/a%20dir/other.mjs'));",
        ),
        ("a dir/other.mjs", "export const x = 'x';"),
    ]);
    project.run(&["a dir/main.mjs"]).is(0, "x true\n", "");
}

#[test]
fn only_file_urls_are_files() {
    let project = Project::new(&[("x.mjs", "console.log('read');")]);
    let path = project.path().join("x.mjs");
    let path = path.display();
    project.write(
        "main.mjs",
        format!(
            "await import('http://localhost{path}').catch((error) => console.log(error.name));"
        )
        .as_bytes(),
    );
    project.run(&["main.mjs"]).is(0, "TypeError\n", "");
}

#[test]
fn gc_collects_and_is_there_only_if_asked_for() {
    // Without the collection nothing this small would be freed, and the weak references would answer.
    let project = Project::new(&[
        (
            "main.mjs",
            "const kept = { x: 1 };
             const refs = [new WeakRef(kept), (() => new WeakRef({ x: 2 }))()];
             await new Promise((resolve) => setTimeout(resolve));
             console.log(gc(1, 2), refs.map((ref) => ref.deref()?.x).join());
             console.log(gc.name, gc.length, Object.keys(globalThis).includes('gc'));
             try { new gc(); } catch (error) { console.log(error.name); }
             console.log(delete globalThis.gc, typeof gc);",
        ),
        ("without.js", "console.log(typeof gc);"),
    ]);
    project.run(&["--expose-gc", "main.mjs"]).is(
        0,
        "undefined 1,\ngc 0 false\nTypeError\ntrue undefined\n",
        "",
    );
    project.run(&["without.js"]).is(0, "undefined\n", "");
}

#[test]
fn arguments_after_the_dashes_are_the_programs() {
    let project = Project::new(&[("main.js", "console.log(scriptArgs.join('|'));")]);
    project
        .run(&["main.js", "--", "--storage", "x y"])
        .is(0, "main.js|--storage|x y\n", "");
}

#[test]
fn both_storages_run_programs() {
    let project = Project::new(&[(
        "main.js",
        "const v = new AsyncContext.Variable(); v.run(1, async () => { await 0; console.log(v.get()); });",
    )]);
    for storage in ["weak", "strong"] {
        project
            .run(&["--storage", storage, "main.js"])
            .is(0, "1\n", "");
    }
}

#[test]
fn an_uncaught_exception_is_reported_and_the_rest_goes_on() {
    let project = Project::new(&[(
        "main.js",
        "const who = new AsyncContext.Variable({ name: 'who' });
setTimeout(() => console.log('still here'), 5);
who.run('ann', function outer() { throw new TypeError('oops'); });",
    )]);
    let ended = project.run(&["main.js"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (1, "still here\n"));
    assert!(
        ended.stderr.starts_with("Uncaught TypeError: oops"),
        "{}",
        ended.stderr
    );
    assert!(
        ended.stderr.contains("at outer (main.js:3:"),
        "{}",
        ended.stderr
    );
    assert!(
        ended
            .stderr
            .ends_with("\n  asyncContext:\n    who = 'ann'\n"),
        "{}",
        ended.stderr
    );
}

#[test]
fn an_unhandled_rejection_is_reported_with_its_context_and_fails_the_run() {
    let project = Project::new(&[(
        "main.mjs",
        "const who = new AsyncContext.Variable({ name: 'who' });
who.run('bob', () => { Promise.reject(new Error('lost')); });
who.run('eve', () => { Promise.reject(new Error('found')).catch(() => {}); });",
    )]);
    let ended = project.run(&["main.mjs"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (1, ""));
    assert!(
        ended.stderr.starts_with("Unhandled rejection: Error: lost"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("main.mjs:2:"), "{}", ended.stderr);
    assert!(ended.stderr.contains("who = 'bob'"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("found"), "{}", ended.stderr);
}

#[test]
fn a_failing_module_is_an_uncaught_exception() {
    let project = Project::new(&[("main.mjs", "await null; throw new RangeError('late');")]);
    let ended = project.run(&["main.mjs"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended.stderr.starts_with("Uncaught RangeError: late"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_module_that_can_not_finish_is_a_failure() {
    let project = Project::new(&[("main.mjs", "console.log(1); await new Promise(() => {});")]);
    let ended = project.run(&["main.mjs"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (1, "1\n"));
    assert!(ended.stderr.contains("never finished"), "{}", ended.stderr);
}

/// The module never finishes, but the reason was told.
#[test]
fn a_module_that_meets_a_runtime_limit_is_told_to_have_met_it() {
    let project = Project::new(&[("main.mjs", "const f = () => f(); f();")]);
    let ended = project.run(&["main.mjs"]);
    assert_eq!(ended.code, 1);
    let error = "Uncaught RuntimeLimitError: ";
    assert!(ended.stderr.starts_with(error), "{}", ended.stderr);
    assert!(!ended.stderr.contains("never finished"), "{}", ended.stderr);
}

#[test]
fn a_program_that_meets_a_runtime_limit_after_an_await_is_a_failure_where_the_engine_tells() {
    let code = "await 0; const deeper = () => deeper(); deeper();";
    let script = format!(
        "const user = new AsyncContext.Variable({{ name: 'user' }});
         user.run('ann', async () => {{ {code} }});"
    );
    let project = Project::new(&[("main.js", &script), ("main.mjs", code)]);
    let (script, module) = (project.run(&["main.js"]), project.run(&["main.mjs"]));
    let error = "Uncaught RuntimeLimitError: ";
    if boa_async_context::EXACT_GENERATORS {
        for ended in [&script, &module] {
            assert_eq!(ended.code, 1);
            assert!(ended.stderr.starts_with(error), "{}", ended.stderr);
        }
        let mapping = "asyncContext:\n    user = 'ann'";
        assert!(script.stderr.contains(mapping), "{}", script.stderr);
    } else {
        // The published engine drops the error; only of the main module it is known that it never finished.
        script.is(0, "", "");
        assert_eq!(module.code, 1);
        assert!(
            module.stderr.contains("met a runtime limit"),
            "{}",
            module.stderr
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_error_changes_no_exit_code() {
    let project = Project::new(&[]);
    let status = Command::new(env!("CARGO_BIN_EXE_boa-ac"))
        .args(["run", "nope.js"])
        .current_dir(project.path())
        .stderr(
            fs::File::options()
                .write(true)
                .open("/dev/full")
                .expect("Linux"),
        )
        .status()
        .expect("the binary was built");
    assert_eq!(status.code(), Some(2));
}

#[test]
fn a_missing_file_a_directory_and_bytes_that_are_not_text_are_named() {
    let project = Project::new(&[("src/main.js", "")]);
    project.write("latin1.js", b"// ok\nlet caf\xe9;");
    project.run(&["nope.js"]).is(
        2,
        "",
        "boa-ac: cannot find `nope.js`: check the path (it is relative to `DIR`)\n",
    );
    project.run(&["src"]).is(
        2,
        "",
        "boa-ac: `src` is a directory: name the file to run, for instance `src/main.mjs`\n",
    );
    project.run(&["latin1.js"]).is(
        2,
        "",
        "boa-ac: `latin1.js` is not UTF-8 text: line 2, byte 8 of the line is invalid; \
         save the file as UTF-8\n",
    );
}

#[test]
fn a_syntax_error_is_shown_where_it_is() {
    let project = Project::new(&[("main.js", "let ok = 1;\nlet = = 2;\n"), ("open.js", "f(")]);
    let ended = project.run(&["main.js"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended.stderr.starts_with("SyntaxError: "),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("--> main.js:2:"), "{}", ended.stderr);
    assert!(ended.stderr.contains("2 | let = = 2;"), "{}", ended.stderr);
    let ended = project.run(&["open.js"]);
    assert!(ended.stderr.contains("--> open.js:1:3"), "{}", ended.stderr);
}

#[test]
fn what_is_wrong_with_an_import_is_said_with_the_importer() {
    let project = Project::new(&[
        ("missing.mjs", "import './nope.mjs';"),
        ("bare.mjs", "import 'lodash';"),
        ("broken.mjs", "import './bad.mjs';"),
        ("bad.mjs", "\nlet let;"),
        ("name.mjs", "import { nope } from './good.mjs';"),
        ("good.mjs", "export const yes = 1;"),
        (
            "json.mjs",
            "import x from './bad.json' with { type: 'json' };",
        ),
        ("bad.json", "{ 5 }"),
        (
            "dynamic.mjs",
            "try { await import('./nope.mjs') } catch (e) { console.log(e.message) }",
        ),
        (
            "attribute.mjs",
            "import x from './good.mjs' with { type: 'css' };",
        ),
    ]);
    let says = |file: &str, parts: &[&str]| {
        let ended = project.run(&[file]);
        assert_eq!(
            (ended.code, ended.stdout.as_str()),
            (1, ""),
            "{file}: {}",
            ended.stderr
        );
        for part in parts {
            assert!(ended.stderr.contains(part), "{file}: {}", ended.stderr);
        }
    };
    says(
        "missing.mjs",
        &["cannot import './nope.mjs' from DIR/missing.mjs: there is no such file"],
    );
    says(
        "bare.mjs",
        &["cannot resolve 'lodash' from DIR/bare.mjs", "'./lodash'"],
    );
    says("broken.mjs", &["SyntaxError", "DIR/bad.mjs:2:"]);
    says("json.mjs", &["SyntaxError: DIR/bad.json is not JSON"]);
    says("name.mjs", &["SyntaxError", "nope"]);
    says("attribute.mjs", &["type: 'css' is not supported"]);
    let ended = project.run(&["dynamic.mjs"]);
    assert_eq!(ended.code, 0);
    assert!(
        ended.stdout.contains("there is no such file"),
        "{}",
        ended.stdout
    );
}

#[test]
fn an_import_cycle_works_or_is_a_reference_error() {
    let project = Project::new(&[
        (
            "main.mjs",
            "import { late } from './other.mjs'; export const early = () => 'early'; console.log(late());",
        ),
        (
            "other.mjs",
            "import { early } from './main.mjs'; export const late = () => early() + ' and late';",
        ),
        ("dead.mjs", "import './lock.mjs'; export const x = 1;"),
        (
            "lock.mjs",
            "import { x } from './dead.mjs'; console.log(x);",
        ),
    ]);
    project.run(&["main.mjs"]).is(0, "early and late\n", "");
    let ended = project.run(&["dead.mjs"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended.stderr.starts_with("Uncaught ReferenceError"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_worker_recurses_as_deep_as_its_program() {
    let project = Project::new(&[
        (
            "main.js",
            "const worker = new Worker('worker.js');
             worker.onmessage = (event) => console.log(event.data);
             worker.onerror = (event) => {
                 console.log(event.message.includes('maximum number of recursive calls'));
                 worker.terminate();
                 return false;
             };",
        ),
        (
            "worker.js",
            "const v = new AsyncContext.Variable();
             const deep = (n) => n === 0 ? 'bottom' : v.run(n, deep, n - 1);
             postMessage(`${deep(10000)} ${typeof gc}`);
             (function f() { v.run(1, f); })();",
        ),
    ]);
    project
        .run(&["--expose-gc", "main.js"])
        .is(0, "bottom function\ntrue\n", "");
}

#[test]
fn endless_recursion_is_an_error_and_not_a_crash() {
    let project = Project::new(&[(
        "main.js",
        "const v = new AsyncContext.Variable();
         const deep = (n) => n === 0 ? 'bottom' : v.run(n, deep, n - 1);
         console.log(deep(10000), v.get());
         (function f() { v.run(1, f); })();",
    )]);
    let ended = project.run(&["main.js"]);
    assert_eq!(
        (ended.code, ended.stdout.as_str()),
        (1, "bottom undefined\n"),
        "{}",
        ended.stderr
    );
    assert!(
        ended.stderr.contains("maximum number of recursive calls"),
        "{}",
        ended.stderr
    );
}

#[test]
fn wrong_usage_is_told_apart_from_failure() {
    let project = Project::new(&[("main.js", "")]);
    for arguments in [
        &[][..],
        &["--storage", "odd", "main.js"],
        &["--nope", "main.js"],
        &["main.js", "without-dashes"],
    ] {
        let ended = project.run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.stderr);
        assert!(
            ended.stderr.contains("--help"),
            "{arguments:?}: {}",
            ended.stderr
        );
    }
    let help = project.run(&["--help"]);
    assert_eq!(help.code, 0);
    for word in [
        "--module",
        "--storage",
        "fetch",
        "scriptArgs",
        "Exit code",
        "Examples",
    ] {
        assert!(
            help.stdout.contains(word),
            "{word} is not in:\n{}",
            help.stdout
        );
    }
}

/// Runs an example of the repository and compares all that it prints.
#[track_caller]
fn example(name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(env!("CARGO_BIN_EXE_boa-ac"))
        .arg("run")
        .arg(format!("examples/{name}.mjs"))
        .current_dir(&root)
        .output()
        .expect("the binary was built");
    let ended = Ended::new(output, &root);
    let expected = fs::read_to_string(root.join(format!("examples/expected/{name}.txt")))
        .expect("the expected output");
    ended.is(0, &expected, "");
}

#[test]
fn the_request_tracing_example_mis_tags_nothing() {
    example("request_tracing");
}

#[test]
fn the_deadline_example_does_what_it_says() {
    example("deadline");
}

#[test]
fn the_generators_example_does_what_it_says() {
    example("generators");
}

#[test]
fn an_error_listener_may_prevent_a_report_also_that_of_the_main_script() {
    let project = Project::new(&[(
        "main.js",
        "onerror = (message) => { console.log(message); return true; };
onunhandledrejection = (event) => event.preventDefault();
Promise.reject(1);
setTimeout(() => { throw 'late'; });
throw new Error('main');",
    )]);
    let stdout = "Uncaught Error: main\nUncaught late\n";
    project.run(&["main.js"]).is(0, stdout, "");
}

#[test]
fn a_worker_is_found_beside_the_file_that_names_it_and_its_exceptions_fail_the_run() {
    let project = Project::new(&[
        (
            "lib/main.mjs",
            "const worker = new Worker('./worker.js');
worker.onmessage = (event) => { console.log(event.data); worker.terminate(); };
worker.postMessage('m');
new Worker('./fails.js');",
        ),
        (
            "lib/worker.js",
            "onmessage = (event) => postMessage(`got ${event.data}`);",
        ),
        ("lib/fails.js", "throw new TypeError('oops');"),
    ]);
    let ended = project.run(&["lib/main.mjs"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (1, "got m\n"));
    assert!(
        ended.stderr.starts_with("Uncaught Error: TypeError: oops"),
        "{}",
        ended.stderr
    );
}

/// The changed engine has no such defect that a program could meet here.
#[test]
fn a_defect_of_the_engine_is_told_with_the_text_that_led_there() {
    let defect = "class A { [(() => { var k = 'k'; return k; })()]() {} }
         console.log(Object.getOwnPropertyNames(A.prototype).join());";
    let project = Project::new(&[
        ("main.js", defect),
        (
            "lib.mjs",
            &format!("import {{ x as y }} from './x.mjs'; {defect}; export {{ y }};"),
        ),
        ("x.mjs", "export const x = 1;"),
        (
            "main.mjs",
            "import './x.mjs'; import { y } from './lib.mjs';",
        ),
        ("call.mjs", "await import('./lib.mjs');"),
        ("lib.cjs", defect),
        (
            "data.mjs",
            "import 'data:text/javascript,class A { [(() => { var k; return k; })()]() {} } console.log(\"constructor,k\")';",
        ),
        ("requires.cjs", "const f = () => require('./lib.cjs'); f();"),
    ]);
    for (arguments, culprit, caller) in [
        (&["main.js"][..], "main.js", None),
        (&["main.mjs"], "lib.mjs", None),
        (&["call.mjs"], "lib.mjs", None),
        (&["data.mjs"], "data:text/javascript,", None),
        (&["requires.cjs"], "lib.cjs", Some("requires.cjs:1:")),
        (&["-e", "import { y } from './lib.mjs';"], "lib.mjs", None),
        (
            &["-e", &format!("import {{ x }} from './x.mjs'; {defect}")],
            "[eval]",
            None,
        ),
    ] {
        let ended = project.run(arguments);
        if EXACT_GENERATORS {
            ended.is(0, "constructor,k\n", "");
            continue;
        }
        assert_eq!(ended.code, 4, "{}", ended.stderr);
        let told: Vec<_> = ended
            .stderr
            .lines()
            .filter(|line| line.starts_with("boa-ac: "))
            .collect();
        let [defect, prepared, at @ ..] = &*told else {
            panic!("{arguments:?}: {}", ended.stderr);
        };
        assert!(defect.starts_with(
            "boa-ac: a defect of the engine ended the program: binding must exist at boa_engine-0.22.0/"
        ));
        assert!(defect.contains("exact mode mends many"), "{defect}");
        // A script has the name that it was started by, a module its whole path or URL.
        let folder = if culprit == "main.js" || culprit.starts_with("data:") {
            ""
        } else {
            "DIR/"
        };
        let text = format!("boa-ac: the engine was compiling {folder}{culprit}");
        assert!(prepared.starts_with(&text), "{arguments:?}: {prepared}");
        assert_eq!(
            at.len(),
            usize::from(caller.is_some()),
            "{arguments:?}: {at:?}"
        );
        if let (Some(caller), [line]) = (caller, at) {
            assert!(line.contains(caller), "{line}");
        }
    }
}

/// The published engine takes the limit for something that cannot happen, and says so without a panic.
#[test]
fn a_failed_check_of_the_engine_is_told_as_its_defect() {
    let program =
        "const f = async () => { await f(); }; f(); setTimeout(() => console.log('later'));";
    let project = Project::new(&[("main.js", program), ("main.mjs", program)]);
    for file in ["main.js", "main.mjs"] {
        let ended = project.run(&[file]);
        let (code, told) = if EXACT_GENERATORS {
            (1, "maximum number of recursive calls")
        } else {
            (4, "boa-ac: this is a defect of the engine; docs/boa.md")
        };
        assert_eq!(ended.code, code, "{file}: {}", ended.stderr);
        assert!(ended.stderr.contains(told), "{file}: {}", ended.stderr);
    }
}

#[test]
fn async_hooks_of_node_are_there_for_imports_and_for_require() {
    let project = Project::new(&[
        (
            "main.mjs",
            "import { AsyncLocalStorage } from 'node:async_hooks'; import { storage, same } from './c.cjs';
             storage.run('request', async () => {
                 await null;
                 console.log(storage.getStore(), storage instanceof AsyncLocalStorage, same);
             });",
        ),
        (
            "c.cjs",
            "const { AsyncLocalStorage } = require('async_hooks');
             exports.storage = new AsyncLocalStorage();
             exports.same = require('node:async_hooks') === require('node:async_hooks');",
        ),
    ]);
    let ended = project.run(&["main.mjs"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    assert!(ended.stdout.starts_with("request "), "{}", ended.stdout);
}
