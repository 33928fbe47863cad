//! Import attributes and parsing, for every module system.

use std::path::{Path, PathBuf};

use boa_engine::{
    Context, JsError, JsNativeError, JsResult, JsString, Module, Script, Source,
    module::{ModuleRequest, Referrer},
    realm::Realm,
};

use super::map::ModuleType;
#[cfg(not(exact_json))]
use crate::nesting::json::check_json;
use crate::{
    engine_panic::{Preparation, preparing},
    nesting::check::check_nesting,
    realm::in_realm,
    source::SyntaxError,
};

/// The absolute form of a path, through links where the file exists.
pub(super) fn canonical(path: &Path) -> PathBuf {
    path.canonicalize()
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned())
}

/// The type that a request asks for, by its import attributes.
///
/// # Errors
///
/// A `TypeError` for any attribute but `type: "json"`.
pub fn import_type(request: &ModuleRequest) -> JsResult<ModuleType> {
    let mut module_type = ModuleType::JavaScript;
    for attribute in request.attributes() {
        let (key, value) = (
            attribute.key().to_std_string_escaped(),
            attribute.value().to_std_string_escaped(),
        );
        module_type = match (key.as_str(), value.as_str()) {
            ("type", "json") => ModuleType::Json,
            _ => {
                return Err(JsNativeError::typ()
                    .with_message(format!(
                        "the import attribute {key}: '{value}' is not supported (only type: 'json')"
                    ))
                    .into());
            }
        };
    }
    Ok(module_type)
}

/// The realm that a referrer belongs to, whose [map](super::ModuleMap) has the modules that it imports.
#[must_use]
pub fn realm_of(referrer: &Referrer) -> &Realm {
    match referrer {
        Referrer::Module(module) => module.realm(),
        Referrer::Script(script) => script.realm(),
        Referrer::Realm(realm) => realm,
    }
}

/// Parses the text of a file as an ES module of a realm. It is not added to the realm's [map](super::ModuleMap).
///
/// # Errors
///
/// The parser's `SyntaxError`.
pub fn parse_module(
    path: &Path,
    text: &str,
    realm: &Realm,
    context: &mut Context,
) -> JsResult<Module> {
    parse_module_text(path, text, Some(realm), context)
}

/// [`parse_module`], in the current realm without one.
pub(crate) fn parse_module_text(
    path: &Path,
    text: &str,
    realm: Option<&Realm>,
    context: &mut Context,
) -> JsResult<Module> {
    check_nesting(text, context)?;
    let mut parse = |text: &str| {
        let source = Source::from_bytes(text).with_path(path);
        preparing(Preparation::Parsing, Some(path), || {
            Module::parse(source, realm.cloned(), context)
        })
    };
    parse(text).or_else(|error| {
        let is_short = error
            .as_native()
            .is_some_and(|error| error.message() == "abrupt end");
        if is_short {
            parse(&with_end_of_module(text)).map_err(|_| error)
        } else {
            Err(error)
        }
    })
}

/// A module's text with something behind it that is right behind each module, and does nothing.
///
/// The engine wants a token behind a list of exports: `export { a }` at the end of a file is an error there. What may not end a
/// module, such as `if (a)`, is still an error with it.
#[must_use]
pub fn with_end_of_module(text: &str) -> String {
    format!("{text}\nexport {{}};")
}

/// Parses and compiles the text of a script of the current realm. Nothing of it runs.
///
/// If the engine panics in it, the [`EnginePanic`](crate::EnginePanic) names the text, of which no frame of the VM tells.
///
/// # Errors
///
/// The parser's `SyntaxError`.
pub fn parse_script(path: &Path, text: &str, context: &mut Context) -> JsResult<Script> {
    check_nesting(text, context)?;
    let source = Source::from_bytes(text).with_path(path);
    let script = preparing(Preparation::Parsing, Some(path), || {
        Script::parse(source, None, context)
    })?;
    // The engine keeps the code for the evaluation, where an error of it is thrown.
    let _ = preparing(Preparation::Compiling, Some(path), || {
        script.codeblock(context)
    });
    Ok(script)
}

/// [`parse_module`], for a program.
///
/// # Errors
///
/// A `SyntaxError` that names the place.
pub fn parse_javascript(
    path: &Path,
    text: &str,
    realm: &Realm,
    context: &mut Context,
) -> JsResult<Module> {
    parse_module(path, text, realm, context).map_err(|error| syntax_error(path, text, &error))
}

/// Parses the text of a file as a JSON module of a realm, whose default export is the value.
///
/// # Errors
///
/// A `SyntaxError` that names the file, with the parser's error as its cause.
pub fn parse_json(
    path: &Path,
    text: &str,
    realm: &Realm,
    context: &mut Context,
) -> JsResult<Module> {
    // What is read as UTF-8 has no byte order mark.
    let json = JsString::from(text.strip_prefix('\u{feff}').unwrap_or(text));
    let module = in_realm(realm, context, |context| {
        #[cfg(not(exact_json))]
        check_json(&json, context)?;
        Module::parse_json(json, context)
    });
    module.map_err(|error| {
        JsNativeError::syntax()
            .with_message(format!("{} is not JSON", path.display()))
            .with_cause(error)
            .into()
    })
}

/// The exception for an error of the parser: a `SyntaxError` whose message ends with the place.
#[must_use]
pub fn syntax_error(path: &Path, text: &str, error: &JsError) -> JsError {
    let error = SyntaxError::new(path, text, error);
    JsNativeError::syntax()
        .with_message(format!(
            "{} ({}:{}:{})",
            error.message,
            path.display(),
            error.line,
            error.column
        ))
        .into()
}
