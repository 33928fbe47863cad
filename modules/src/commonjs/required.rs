//! `require()` of an ES module.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use boa_async_context::{
    Agent, EventLoop, Mapping,
    loader::{ModuleKey, ModuleMap, ModuleType, link_module, parse_javascript},
    perform_promise_then,
};
use boa_engine::{
    Context, JsError, JsNativeError, JsObject, JsResult, JsValue, Module, NativeFunction,
    builtins::promise::PromiseState, js_string, module::SyntheticModuleInitializer,
    object::builtins::JsPromise,
};
use url::Url;

use crate::{format::Format, parts::Parts, realm_modules::RealmModules};

/// What `require()` returns for an ES module: its export `module.exports` if it has one, otherwise its namespace; if that has a
/// `default` and no `__esModule`, another namespace that has both, which the output of compilers looks for.
///
/// The bodies that have not run yet run in the empty mapping, as those of all modules.
///
/// <https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require>
///
/// # Errors
///
/// An `Error` if the module is being evaluated already, or has a top-level await; what the module throws.
pub(super) fn required(
    parts: &Arc<Parts>,
    path: &Path,
    format: Format,
    context: &mut Context,
) -> JsResult<JsValue> {
    let module = (parts.load_module)(parts, path, format, context)?;
    let namespace = evaluated(&module, path, context)?;
    let has = |name, context: &mut Context| namespace.has_property(name, context);
    if has(js_string!("module.exports"), context)? {
        return namespace.get(js_string!("module.exports"), context);
    }
    if has(js_string!("default"), context)? && !has(js_string!("__esModule"), context)? {
        return marked(path, context).map(Into::into);
    }
    Ok(namespace.into())
}

/// The namespace of a module that has run.
fn evaluated(module: &Module, path: &Path, context: &mut Context) -> JsResult<JsObject> {
    check_cycle(path, context)?;
    let Some(event_loop) = context.downcast_job_executor::<EventLoop>() else {
        return Err(error(format!(
            "cannot require() the ES module {}: that needs the event loop of boa_async_context, import() it instead",
            path.display()
        )));
    };
    let in_empty = |context: &mut Context| {
        event_loop.load_at_once(module, context)?;
        // Only now it is known what it imports.
        check_cycle(path, context)?;
        on_own_stack(module, context)?;
        // It has been evaluated, so this is the promise of that.
        module.evaluate(context)
    };
    let evaluated = match Agent::of(context) {
        Some(agent) => agent.run_in(Mapping::empty(), || in_empty(context)),
        None => in_empty(context),
    }?;
    match evaluated.state() {
        PromiseState::Fulfilled(_) => Ok(module.namespace(context)),
        PromiseState::Rejected(reason) => {
            handle_rejection(&evaluated, context)?;
            Err(JsError::from_opaque(reason))
        }
        PromiseState::Pending => Err(error(format!(
            "cannot require() the ES module {}: it, or a module that it imports, has a top-level await; import() it instead",
            path.display()
        ))),
    }
}

/// Links and evaluates a module.
///
/// The engine leaves what it has pushed to link a module on the stack of values, where the caller of `require()` has the arguments
/// of a call that it is about to make. The evaluation of a synthetic module takes away what is left behind, so it is done in one.
fn on_own_stack(module: &Module, context: &mut Context) -> JsResult<()> {
    let steps = SyntheticModuleInitializer::from_copy_closure_with_captures(
        |_, module: &Module, context| {
            link_module(module, context)?;
            module.evaluate(context).map(drop)
        },
        module.clone(),
    );
    let outer = Module::synthetic(&[], steps, None, None, context);
    outer.link(context)?;
    let done = outer.evaluate(context)?;
    match done.state() {
        PromiseState::Rejected(reason) => {
            handle_rejection(&done, context)?;
            Err(JsError::from_opaque(reason))
        }
        PromiseState::Fulfilled(_) | PromiseState::Pending => Ok(()),
    }
}

/// Makes the rejection of a promise one of the caller of `require()`, who gets the error: it is not reported.
fn handle_rejection(promise: &JsPromise, context: &mut Context) -> JsResult<()> {
    let nothing = NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()));
    let [fulfilled, rejected] = [(); 2].map(|()| nothing.clone().to_js_function(context.realm()));
    perform_promise_then(promise, fulfilled, rejected, context).map(drop)
}

/// Refuses a module that is being evaluated, or that imports one: the engine cannot evaluate a graph inside of itself.
fn check_cycle(path: &Path, context: &mut Context) -> JsResult<()> {
    let mut running: Vec<PathBuf> = context
        .stack_trace()
        .filter_map(|frame| {
            let location = frame.position();
            // The body of a module. What has no path has another text here, which is no path.
            let is_body = location.function_name == js_string!("<main>");
            is_body.then(|| PathBuf::from(location.path.to_string()))
        })
        .collect();
    let realm = context.realm().clone();
    let found = RealmModules::with(&realm, |modules| {
        running.extend(modules.evaluating.iter().cloned());
        modules.reached(path, &running).cloned()
    });
    match found {
        None => Ok(()),
        Some(found) if found == path => Err(error(format!(
            "cannot require() the ES module {}: it is being evaluated, and waits for this require()",
            path.display()
        ))),
        Some(found) => Err(error(format!(
            "cannot require() the ES module {}: it imports {}, which is being evaluated and waits for this require()",
            path.display(),
            found.display()
        ))),
    }
}

/// The namespace of a module that exports everything of another one, and `__esModule`.
fn marked(path: &Path, context: &mut Context) -> JsResult<JsObject> {
    let realm = context.realm().clone();
    // No file has this name.
    let mut name = path.as_os_str().to_owned();
    name.push("\0require");
    let name = PathBuf::from(name);
    let key = ModuleKey::new(name.clone(), ModuleType::JavaScript);
    if let Some(known) = ModuleMap::get(&realm, &key) {
        return Ok(known.namespace(context));
    }
    let Ok(url) = Url::from_file_path(path) else {
        return Err(error(format!("{} is not absolute", path.display())));
    };
    // A URL has no quotation marks and no backslashes.
    let text = format!(
        "export * from \"{url}\"; export {{ default }} from \"{url}\"; export const __esModule = true;"
    );
    let module = parse_javascript(&name, &text, &realm, context)?;
    ModuleMap::insert(key, module.clone());
    evaluated(&module, &name, context)
}

fn error(message: String) -> JsError {
    JsNativeError::error().with_message(message).into()
}
