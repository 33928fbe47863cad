//! Modules in `data:` URLs.

use std::path::{Path, PathBuf};

use boa_engine::{Context, JsError, JsNativeError, JsResult, JsString, Module, realm::Realm};
use data_url::DataUrl;

use super::{
    map::{ModuleKey, ModuleMap, ModuleType},
    parse::{parse_javascript, parse_json},
};
use crate::source;

/// Whether a module is one of a `data:` URL. It has no folder: what it imports is neither relative to it nor a package beside it.
#[must_use]
pub fn is_data_module(path: &Path) -> bool {
    path.to_str()
        .and_then(|path| path.get(..5))
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// The text of a module that was loaded: of its file as it is now, or in its `data:` URL.
pub(super) fn text_of(path: &Path) -> Option<String> {
    if !is_data_module(path) {
        return source::read(path).ok();
    }
    let data = DataUrl::process(path.to_str()?).ok()?;
    let (bytes, _) = data.decode_to_vec().ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The module in a `data:` URL, from the map of the realm or parsed into it, as
/// [Node loads it](https://nodejs.org/api/esm.html#data-imports): JavaScript if the type is `text/javascript` or
/// `application/javascript`, JSON if it is `application/json` and is imported as JSON. Its path is the URL.
///
/// # Errors
///
/// A `TypeError` if the URL is not valid, or if its type is another one than the import says; a `SyntaxError` for its text; what the
/// host's hooks say against JavaScript that a program has made, as they would of `eval`.
pub fn data_module(
    url: &str,
    module_type: ModuleType,
    realm: &Realm,
    context: &mut Context,
) -> JsResult<Module> {
    let key = ModuleKey::new(PathBuf::from(url), module_type);
    if let Some(module) = ModuleMap::get(realm, &key) {
        return Ok(module);
    }
    let invalid = || type_error("the data: URL of a module is not valid");
    let data = DataUrl::process(url).map_err(|_| invalid())?;
    let mime_type = data.mime_type();
    let essence = format!("{}/{}", mime_type.type_, mime_type.subtype);
    let (bytes, _) = data.decode_to_vec().map_err(|_| invalid())?;
    let text = String::from_utf8_lossy(&bytes);
    let module = match (module_type, essence.as_str()) {
        (ModuleType::JavaScript, "text/javascript" | "application/javascript") => {
            let body = JsString::from(text.as_ref());
            let hooks = context.host_hooks();
            hooks.ensure_can_compile_strings(realm.clone(), &[], &body, false, context)?;
            parse_javascript(key.path(), &text, realm, context)?
        }
        (ModuleType::Json, "application/json") => parse_json(key.path(), &text, realm, context)?,
        (ModuleType::JavaScript, "application/json") => {
            let message = "a data: URL with JSON is imported with { type: \"json\" }";
            return Err(type_error(message));
        }
        (ModuleType::Json, _) => {
            return Err(type_error(format!(
                "a data: URL of the type {essence} is not JSON, which the import asks for: its type has to be application/json"
            )));
        }
        (ModuleType::JavaScript, _) => {
            return Err(type_error(format!(
                "a data: URL of the type {essence} is no module: its type has to be text/javascript"
            )));
        }
    };
    ModuleMap::insert(key, module.clone());
    Ok(module)
}

fn type_error(message: impl Into<std::borrow::Cow<'static, str>>) -> JsError {
    JsNativeError::typ().with_message(message).into()
}
