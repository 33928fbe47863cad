//! The class `Database`.

use std::time::Duration;

use boa_async_context::{Runtime, cleanup::ResourceClasses};
use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue, Source, js_string};

use crate::{
    database::{Database, Options, begin, exec, query},
    transaction::{Transaction, commit, run},
    value::parameters,
};

/// Defines the class `Database` in the runtime.
///
/// # Errors
///
/// If the cleanup runtime cannot be started, or the global object refuses the class.
pub fn register(runtime: &mut Runtime) -> JsResult<()> {
    let resources = runtime.resources().clone();
    let context = &mut runtime.context_mut();
    resources
        .class::<Transaction>()
        .method("run", 1, |transaction, args, context| {
            run(transaction, args.get_or_undefined(0), context)
        })
        .operation("commit", 0, |transaction, _, _| Ok(commit(transaction)))
        .register(context)?;
    resources
        .class::<Database>()
        .open("open", 1, |args, context| {
            let path = text(args, "path", context)?;
            Ok(Database::open(path, options(args, context)?))
        })
        .operation("exec", 1, |database, args, context| {
            let sql = text(args, "sql", context)?;
            let parameters = parameters(args, 1, context)?;
            Ok(exec(database, sql, parameters, context))
        })
        .operation("query", 1, |database, args, context| {
            let sql = text(args, "sql", context)?;
            let parameters = parameters(args, 1, context)?;
            Ok(query(database, sql, parameters, context))
        })
        .opener("begin", 0, |database, _, context| {
            Ok(begin(database, context))
        })
        .register(context)?;
    context.eval(Source::from_bytes(include_str!("database.js")))?;
    Ok(())
}

/// Reads the first argument as text.
fn text(args: &[JsValue], name: &str, context: &mut Context) -> JsResult<String> {
    let Some(value) = args.first() else {
        let message = format!("the argument {name} is missing");
        return Err(JsNativeError::typ().with_message(message).into());
    };
    Ok(value.to_string(context)?.to_std_string_lossy())
}

/// Reads the options of `open`, the second argument.
fn options(args: &[JsValue], context: &mut Context) -> JsResult<Options> {
    let mut options = Options::default();
    let given = args.get_or_undefined(1);
    if given.is_undefined() {
        return Ok(options);
    }
    let given = given.to_object(context)?;
    let mut milliseconds = |name: &str| {
        let value = given.get(js_string!(name), context)?;
        if value.is_undefined() {
            return Ok(None);
        }
        let number = value.to_number(context)?;
        let time = Duration::try_from_secs_f64(number / 1000.0);
        time.map(Some).map_err(|_| {
            let message =
                format!("the option {name} must be a number of milliseconds, not {number}");
            boa_engine::JsError::from(JsNativeError::range().with_message(message))
        })
    };
    options.wait = milliseconds("wait")?.unwrap_or(options.wait);
    options.timeout = milliseconds("timeout")?;
    options.grace = milliseconds("grace")?.unwrap_or(options.grace);
    Ok(options)
}
