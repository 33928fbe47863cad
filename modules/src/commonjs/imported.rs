//! CommonJS modules as parts of a graph of ES modules.

use std::{
    collections::{BTreeSet, HashSet},
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

use boa_async_context::{
    check_nesting, in_realm,
    loader::{ModuleKey, ModuleMap, parse_module, with_end_of_module},
};
use boa_engine::{
    Context, JsError, JsObject, JsResult, JsString, Module, Source,
    ast::scope::Scope,
    interner::Interner,
    js_string,
    module::{SyntheticModule, SyntheticModuleInitializer},
    parser::Parser,
    property::PropertyKey,
    realm::Realm,
};
use boa_gc::{Finalize, Trace};

use super::{load::load, module_object::Place};
use crate::{
    builtin, exports::Exports, format::Format, parts::Parts, program_kind::ProgramKind,
    realm_modules::RealmModules, resolver::Resolved, way::Way,
};

/// A CommonJS module, for the engine.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Imported {
    #[unsafe_ignore_trace]
    parts: Arc<Parts>,
    #[unsafe_ignore_trace]
    path: PathBuf,
    #[unsafe_ignore_trace]
    names: Vec<JsString>,
    /// What loads it: the host or an ES module.
    place: Place,
}

/// Makes the module of a file that is a CommonJS module, or an ES module if the format is unknown and its text has the syntax of one.
/// Adds it to the map of the realm. `place` says whether an ES module imports it or the program starts with it.
///
/// # Errors
///
/// The parser's `SyntaxError`.
pub(crate) fn module(
    parts: &Arc<Parts>,
    key: &ModuleKey,
    text: &str,
    format: Format,
    place: Place,
    realm: &Realm,
    context: &mut Context,
) -> JsResult<Module> {
    let path = key.path();
    let of_common_js = match exports_of(path, text, realm, context) {
        Ok(exports) => return Ok(synthetic(parts, key, &exports, place, realm, context)),
        Err(error) => error,
    };
    if format != Format::Unknown {
        return Err(of_common_js);
    }
    match parse_module(path, text, realm, context) {
        Ok(module) => {
            ModuleMap::insert(key.clone(), module.clone());
            Ok(module)
        }
        Err(of_module) if is_of_module(text) => Err(of_module),
        Err(_) => Err(of_common_js),
    }
}

/// What a program is whose name and package do not say it.
pub(crate) fn kind_of(text: &str, context: &mut Context) -> ProgramKind {
    match Exports::of(text, context) {
        Ok(exports) if exports.is_used => ProgramKind::CommonJs,
        Ok(_) => ProgramKind::Script,
        Err(_) if is_module(text, context) => ProgramKind::EsModule,
        Err(_) => ProgramKind::Script,
    }
}

/// Whether a text parses as an ES module.
fn is_module(text: &str, context: &mut Context) -> bool {
    if check_nesting(text, context).is_err() {
        return false;
    }
    let mut interner = Interner::default();
    let text = with_end_of_module(text);
    let mut parser = Parser::new(Source::from_bytes(&text));
    parser
        .parse_module(&Scope::new_global(), &mut interner)
        .is_ok()
}

/// Whether a text that parses neither as CommonJS nor as an ES module was meant as the latter.
fn is_of_module(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start();
        line.starts_with("import ") || line.starts_with("import{") || line.starts_with("export ")
    })
}

/// What the text of a file exports, which is found out once in each realm.
fn exports_of(
    path: &Path,
    text: &str,
    realm: &Realm,
    context: &mut Context,
) -> Result<Rc<Exports>, JsError> {
    let known = RealmModules::with(realm, |modules| modules.exports.get(path).cloned());
    if let Some(known) = known {
        return Ok(known);
    }
    let exports = Rc::new(Exports::of(text, context)?);
    RealmModules::with(realm, |modules| {
        modules.exports.insert(path.to_owned(), exports.clone());
    });
    Ok(exports)
}

fn synthetic(
    parts: &Arc<Parts>,
    key: &ModuleKey,
    exports: &Exports,
    place: Place,
    realm: &Realm,
    context: &mut Context,
) -> Module {
    let path = key.path().to_owned();
    let mut names = BTreeSet::new();
    let mut seen = HashSet::from([path.clone()]);
    in_realm(realm, context, |context| {
        collect(parts, &path, exports, &mut names, &mut seen, context);
    });
    let names: Vec<_> = names
        .into_iter()
        .filter(|name| name != "default" && name != "module.exports")
        .map(JsString::from)
        .collect();
    let mut all = names.clone();
    all.extend([js_string!("default"), js_string!("module.exports")]);
    let imported = Imported {
        parts: parts.clone(),
        path: path.clone(),
        names,
        place,
    };
    let steps =
        SyntheticModuleInitializer::from_copy_closure_with_captures(Imported::evaluate, imported);
    let module = Module::synthetic(&all, steps, Some(path), Some(realm.clone()), context);
    ModuleMap::insert(key.clone(), module.clone());
    module
}

/// Collects the names of a module and of those that it exports again, as far as they can be found.
fn collect(
    parts: &Arc<Parts>,
    path: &Path,
    exports: &Exports,
    names: &mut BTreeSet<String>,
    seen: &mut HashSet<PathBuf>,
    context: &mut Context,
) {
    names.extend(exports.names.iter().cloned());
    for specifier in &exports.reexports {
        match parts.resolver.resolve(specifier, Some(path), Way::Require) {
            Ok(Resolved::Builtin(specifier)) => {
                let make = parts.builtin(&specifier);
                let made = make.and_then(|make| builtin::exports(&specifier, make, context).ok());
                let keys = made.and_then(|exports| exports.own_property_keys(context).ok());
                names.extend(keys.into_iter().flatten().filter_map(|key| match key {
                    PropertyKey::String(name) => Some(name.to_std_string_escaped()),
                    _ => None,
                }));
            }
            Ok(Resolved::File(file, Format::CommonJs | Format::Unknown))
                if seen.insert(file.clone()) =>
            {
                // What is wrong with the file is told when it is required.
                let text = parts.read_file(&file).ok();
                let realm = context.realm().clone();
                let found = text.and_then(|text| exports_of(&file, &text, &realm, context).ok());
                if let Some(exports) = found {
                    collect(parts, &file, &exports, names, seen, context);
                }
            }
            _ => {}
        }
    }
}

impl Imported {
    /// Runs the module, unless it has run, and gives the engine its exports.
    fn evaluate(module: &SyntheticModule, this: &Self, context: &mut Context) -> JsResult<()> {
        let realm = context.realm().clone();
        RealmModules::with(&realm, |modules| modules.evaluating.push(this.path.clone()));
        let exports = load(&this.parts, &this.path, &this.place, context);
        RealmModules::with(&realm, |modules| modules.evaluating.pop());
        let exports = exports?;
        module.set_export(&js_string!("default"), exports.clone())?;
        module.set_export(&js_string!("module.exports"), exports.clone())?;
        let Some(object) = exports.as_object() else {
            return Ok(());
        };
        for name in &this.names {
            // A getter that throws exports `undefined`, as in Node.
            if let Ok(value) = JsObject::get(&object, name.clone(), context) {
                module.set_export(name, value)?;
            }
        }
        Ok(())
    }
}
