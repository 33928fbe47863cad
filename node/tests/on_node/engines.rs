//! Running programs: on Node, and on our engine.

use std::{
    cell::RefCell,
    fs,
    path::{Path, PathBuf},
    process::Command,
    rc::Rc,
};

use boa_async_context::Runtime;
use boa_async_context_leak_lab::peers;
use boa_async_context_web::WebApis;
use boa_engine::{JsArgs, JsResult, JsValue, NativeFunction, js_string, property::Attribute};
use boa_runtime::extensions::RuntimeExtension;

const PRELUDE: &str = include_str!("prelude.js");

/// What runs programs.
pub(crate) enum Engine {
    Node(PathBuf),
    Ours,
}

/// Node, or `None` if there is none and none is required.
pub(crate) fn node() -> Option<Engine> {
    match peers::node() {
        Ok(program) => Some(Engine::Node(program)),
        Err(error) => {
            assert!(
                std::env::var_os("REQUIRE_NODE").is_none(),
                "REQUIRE_NODE is set, and: {error}"
            );
            eprintln!("skipped: {error}");
            None
        }
    }
}

impl Engine {
    /// What Node prints when it runs `script`.
    pub(crate) fn output(&self, script: &Path, arguments: &[PathBuf]) -> String {
        let Self::Node(program) = self else {
            unreachable!("only Node runs scripts of Node");
        };
        let output = Command::new(program).arg(script).args(arguments).output();
        let output = output.expect("Node can be started");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.is_empty(), "{errors}");
        String::from_utf8(output.stdout).expect("Node prints UTF-8")
    }

    /// What each of the programs traces.
    pub(crate) fn run(&self, programs: &[String]) -> Vec<String> {
        let programs = format!("runPrograms([\n{}\n]);", programs.join(",\n"));
        let printed: Vec<String> = match self {
            Self::Node(_) => {
                let directory = tempfile::tempdir().expect("a directory");
                let write = |name: &str, text: &str| {
                    let path = directory.path().join(name);
                    fs::write(&path, text).expect("it can be written");
                    path
                };
                let files = [
                    write("prelude.js", PRELUDE),
                    write("programs.js", &programs),
                ];
                let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/on_node/node.cjs");
                let output = self.output(&script, &files);
                output
                    .split('#')
                    .skip(1)
                    .map(|text| text.trim_end().to_owned())
                    .collect()
            }
            Self::Ours => ours(&format!("{PRELUDE}\n{programs}")),
        };
        printed
            .iter()
            .enumerate()
            .map(|(number, text)| {
                let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
                assert_eq!(first, number.to_string(), "programs run in order");
                rest.to_owned()
            })
            .collect()
    }
}

/// What a script prints on our engine.
fn ours(text: &str) -> Vec<String> {
    let printed = Rc::new(RefCell::new(Vec::new()));
    let mut runtime = Runtime::builder().build().expect("a runtime");
    define(printed.clone(), &mut runtime).expect("fresh globals");
    runtime.eval(text).expect("it runs");
    runtime.run_until_idle_blocking().expect("it runs");
    drop(runtime);
    printed.take()
}

fn define(printed: Rc<RefCell<Vec<String>>>, runtime: &mut Runtime) -> JsResult<()> {
    let context = &mut *runtime.context_mut();
    WebApis::default().register(None, context)?;
    boa_async_context_node::process::define_global(context)?;
    let hooks = boa_async_context_node::async_hooks::exports(context)?;
    context.register_global_property(js_string!("asyncHooks"), hooks, Attribute::all())?;
    let print = NativeFunction::from_copy_closure_with_captures(
        |_, args, Printed(printed), _| {
            let text = args.get_or_undefined(0).as_string().unwrap_or_default();
            printed.borrow_mut().push(text.to_std_string_escaped());
            Ok(JsValue::undefined())
        },
        Printed(printed),
    );
    context.register_global_callable(js_string!("print"), 1, print)
}

#[derive(boa_gc::Trace, boa_gc::Finalize)]
struct Printed(#[unsafe_ignore_trace] Rc<RefCell<Vec<String>>>);
