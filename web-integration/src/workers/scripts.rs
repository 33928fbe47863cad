//! Loading the scripts of a worker.

use boa_async_context::FileModules;
use boa_engine::{Context, JsString};

use crate::worker_policy::{ScriptLoader, ScriptLocation};

/// What loads the scripts of a worker, in the data of its context: the host's function, or else the function below.
struct Scripts(Option<ScriptLoader>);

/// Sets what loads the scripts.
pub(super) fn install(loader: Option<ScriptLoader>, context: &mut Context) {
    context.insert_data(Scripts(loader));
}

/// Whether the host loads the scripts.
pub(super) fn are_the_host_s(context: &Context) -> bool {
    context
        .get_data::<Scripts>()
        .is_some_and(|scripts| scripts.0.is_some())
}

/// Loads the text of a script: the worker's own, or one of `importScripts`.
///
/// # Errors
///
/// A message that says why it cannot be loaded, or what forbids it.
pub(super) fn load(location: &ScriptLocation, context: &mut Context) -> Result<String, String> {
    let loader = context.get_data::<Scripts>();
    if let Some(load) = loader.and_then(|scripts| scripts.0.clone()) {
        return load(location).map_err(|error| error.to_string());
    }
    match location {
        ScriptLocation::File(path) => {
            // A worker that may import any file may as well run it.
            let Some(loader) = FileModules::of(context) else {
                return Err(format!(
                    "cannot load `{}`: the module loader is the host's, which has to load the scripts of workers too \
                     (WorkerRuntime::scripts)",
                    path.display()
                ));
            };
            loader.read(path).map_err(|error| error.to_string())
        }
        ScriptLocation::Data(_) => {
            let text = location
                .data()
                .ok_or_else(|| "the data: URL is not valid".to_owned())?;
            may_compile(&text, context)?;
            Ok(text)
        }
        ScriptLocation::Other(url) => Err(format!(
            "cannot load `{url}`: a worker is loaded from a path, a file: or a data: URL"
        )),
    }
}

/// Asks the hooks about text that the program has made: hooks that forbid `eval` forbid a script in a `data:` URL.
///
/// <https://tc39.es/ecma262/#sec-hostensurecancompilestrings>
fn may_compile(text: &str, context: &mut Context) -> Result<(), String> {
    let realm = context.realm().clone();
    let body = JsString::from(text);
    let allowed =
        context
            .host_hooks()
            .ensure_can_compile_strings(realm, &[], &body, false, context);
    allowed.map_err(|error| {
        let why = match error.try_native(context) {
            Ok(native) => native.message().to_string(),
            Err(_) => error.to_string(),
        };
        format!("a script in a data: URL is forbidden here: {why}")
    })
}
