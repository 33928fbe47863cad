//! A folder with files, and a runtime that runs programs in it.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use boa_async_context::Runtime;
use boa_async_context_modules::{NodeModules, NodeModulesBuilder};

/// A folder with files in it, for one test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Each file of `files` is a line with `=== ` and its name, and its text.
    pub(crate) fn new(files: &str) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let root = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("modules-{}-{number}", std::process::id()));
        fs::create_dir_all(&root).expect("a folder for the test");
        let folder = Self(root.canonicalize().expect("it exists"));
        for file in format!("\n{files}").split("\n=== ").skip(1) {
            let (name, text) = file.split_once('\n').unwrap_or((file, ""));
            folder.write(name.trim(), text);
        }
        folder
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("below the root")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A builder whose root is the folder.
    pub(crate) fn builder(&self) -> NodeModulesBuilder {
        NodeModules::builder().root(&self.0)
    }

    /// What `main` prints and what is uncaught, in lines, with the folder as `DIR`.
    pub(crate) fn run(&self, main: &str) -> String {
        self.run_with(&self.builder().build().expect("the folder exists"), main)
    }

    pub(crate) fn run_with(&self, modules: &Arc<NodeModules>, main: &str) -> String {
        let mut runtime = Runtime::builder()
            .module_loader(modules.loader())
            .build()
            .expect("a runtime");
        runtime
            .eval("globalThis.lines = []; globalThis.print = (...all) => { lines.push(all.join(' ')); };")
            .expect("it runs");
        let uncaught: Arc<Mutex<Vec<String>>> = Arc::default();
        let told = uncaught.clone();
        runtime.event_loop().set_reporter(move |report, _| {
            let text = report.render();
            let first = text.lines().next().unwrap_or_default().to_owned();
            told.lock().expect("not poisoned").push(first);
        });
        if let Err(error) = runtime.run_module(self.path(main)) {
            uncaught
                .lock()
                .expect("not poisoned")
                .push(error.to_string());
        }
        runtime.run_until_idle_blocking().expect("no panic");
        let lines = runtime.eval("lines.join('\\n')").expect("it runs");
        let mut text = lines.as_string().expect("a string").to_std_string_escaped();
        for line in uncaught.lock().expect("not poisoned").iter() {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line);
        }
        let text = text.replace(" (native)", "");
        text.replace(&self.0.display().to_string(), "DIR")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
