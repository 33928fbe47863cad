//! What programs print, as data: each `tests/console/NAME.js` prints what `NAME.txt` has.
//!
//! A line of standard error begins with `! `. `BLESS=1 cargo test --workspace --test console` writes what is printed now: look at
//! the difference before it is committed.

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use boa_async_context::{
    Runtime,
    console::{ConsoleMessage, ConsoleSink},
};
use boa_engine::{Context, JsValue, NativeFunction, js_string};

#[derive(Default)]
struct Printed(Mutex<String>);

impl ConsoleSink for Printed {
    fn message(&self, message: &ConsoleMessage<'_>, _: &mut Context) {
        let mut printed = self.0.lock().expect("no panic");
        for line in message.indented().lines() {
            if message.level.is_for_stderr() {
                printed.push_str("! ");
            }
            printed.push_str(line);
            printed.push('\n');
        }
    }

    fn clear(&self) {
        self.0.lock().expect("no panic").push_str("(clear)\n");
    }
}

/// What the program prints. A uncaught exception is its last line.
fn run(file: &Path) -> String {
    let printed = Arc::new(Printed::default());
    let mut runtime = Runtime::builder()
        .console_sink(printed.clone())
        .build()
        .expect("a runtime");
    let uncaught = printed.clone();
    runtime.event_loop().set_reporter(move |report, _| {
        let mut printed = uncaught.0.lock().expect("no panic");
        printed.push_str(&report.render());
        printed.push('\n');
    });
    let outside = NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::from(js_string!("native"))));
    runtime
        .context_mut()
        .register_global_callable(js_string!("native"), 0, outside)
        .expect("the global object takes it");
    let is_module = file.extension().is_some_and(|extension| extension == "mjs");
    let run = if is_module {
        runtime.run_module(file).map(drop)
    } else {
        runtime.run_script(file).map(drop)
    };
    if let Err(error) = run {
        printed
            .0
            .lock()
            .expect("no panic")
            .push_str(&format!("{error}\n"));
    }
    runtime.run_until_idle_blocking().expect("a thread");
    let printed = printed.0.lock().expect("no panic");
    let folder = file.parent().expect("a folder");
    // The module loader follows links, and in exact mode the folder is one.
    let real = folder.canonicalize().expect("the folder");
    printed
        .replace(&real.display().to_string(), "(here)")
        .replace(&folder.display().to_string(), "(here)")
}

#[test]
fn programs_print_what_is_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/console");
    let entries = fs::read_dir(&folder).expect("the folder");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "js" || extension == "mjs")
    });
    files.sort();
    assert!(!files.is_empty());
    let bless = env::var_os("BLESS").is_some();
    let mut failed = Vec::new();
    for file in files {
        let printed = run(&file);
        let expected = file.with_extension("txt");
        if bless {
            fs::write(&expected, &printed).expect("it can be written");
            continue;
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        if printed != expected {
            failed.push(format!(
                "{}:\n{printed}\nexpected:\n{expected}",
                file.display()
            ));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
