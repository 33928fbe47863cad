//! Linking, with errors that name the module.

use boa_engine::{Context, JsResult, Module};

#[cfg(not(exact_export_names))]
use missing::named;

/// Links a module and what it imports, whose loading has ended.
///
/// Costs what linking costs, and nothing for the error until there is one: then the published engine says which name is not exported,
/// and not by which module, so the modules of the realm are read again to find who imports the name. In exact mode the engine says it
/// (`engine/24-names-of-missing-exports.md`). A [`Runtime`](crate::Runtime) with AsyncContext links what an `import()` loads by it, too.
///
/// <https://tc39.es/ecma262/#sec-moduledeclarationlinking>
///
/// # Errors
///
/// A `SyntaxError` if a name is not exported, or by several modules at once, and what linking fails with.
pub fn link_module(module: &Module, context: &mut Context) -> JsResult<()> {
    let linked = module.link(context);
    #[cfg(not(exact_export_names))]
    let linked = linked.map_err(|error| named(error, module.realm(), context));
    linked
}

#[cfg(not(exact_export_names))]
mod missing {
    use std::collections::BTreeSet;

    use boa_engine::{
        Context, JsError, Source,
        ast::{
            declaration::{ExportEntry, ImportName, ReExportImportName},
            scope::Scope,
        },
        error::JsNativeErrorKind,
        interner::{Interner, Sym},
        parser::Parser,
        realm::Realm,
    };

    use super::super::{map::ModuleMap, parse::with_end_of_module};
    use crate::{nesting::check::check_nesting, source};

    /// How the messages of the engine begin. The name follows, between backticks.
    const STARTS: [&str; 2] = [
        "could not find export ",
        "could not resolve ambiguous export ",
    ];
    /// How many importers a message names.
    const NAMED: usize = 4;

    /// The error with those who import what it is about, if it is about an export.
    pub(super) fn named(error: JsError, realm: &Realm, context: &mut Context) -> JsError {
        let Some(native) = error.as_native() else {
            return error;
        };
        let is_syntax = matches!(native.kind(), JsNativeErrorKind::Syntax);
        let about = STARTS.iter().find_map(|start| {
            let name = native.message().strip_prefix(start)?;
            Some((*start, name.strip_prefix('`')?.strip_suffix('`')?))
        });
        let Some((start, name)) = about.filter(|_| is_syntax) else {
            return error;
        };
        let wishes = wishes_for(name, realm, context);
        if wishes.is_empty() {
            return error;
        }
        let message = format!("{start}{}", told(&wishes));
        native.clone().with_message(message).into()
    }

    /// What a module wants of another one. The last part is the path of the first.
    type Wish = (String, String, String);

    fn told(wishes: &BTreeSet<Wish>) -> String {
        let mut all: Vec<_> = wishes
            .iter()
            .take(NAMED)
            .map(|(name, specifier, path)| {
                format!("`{name}` of module `{specifier}`, which {path} imports")
            })
            .collect();
        if let Some(others @ 1..) = wishes.len().checked_sub(NAMED) {
            all.push(format!("in one of {others} more modules that import it"));
        }
        all.join("; or ")
    }

    /// Who of the modules of the realm wants the name.
    fn wishes_for(name: &str, realm: &Realm, context: &mut Context) -> BTreeSet<Wish> {
        let mut wishes = BTreeSet::new();
        for path in ModuleMap::javascript(realm) {
            let Ok(text) = source::read(&path) else {
                continue;
            };
            if check_nesting(&text, context).is_ok() {
                let path = path.display().to_string();
                let found = wanted_in(&text, name).into_iter();
                wishes.extend(found.map(|(name, specifier)| (name, specifier, path.clone())));
            }
        }
        wishes
    }

    /// As what the text of a module imports the name or exports it from other modules, and from which. Nothing of a text that is no
    /// module.
    fn wanted_in(text: &str, name: &str) -> Vec<(String, String)> {
        let mut interner = Interner::default();
        let text = with_end_of_module(text);
        let parsed = Parser::new(Source::from_bytes(&text))
            .parse_module(&Scope::new_global(), &mut interner);
        let Ok(parsed) = parsed else {
            return Vec::new();
        };
        let text_of = |symbol: Sym| interner.resolve_expect(symbol).to_string();
        let items = parsed.items();
        let imported = items.import_entries().into_iter().filter_map(|entry| {
            let ImportName::Name(symbol) = entry.import_name() else {
                return None;
            };
            let wanted = text_of(symbol);
            (wanted == name).then(|| (wanted, text_of(entry.module_request())))
        });
        let exported = items.export_entries().into_iter().filter_map(|entry| {
            let ExportEntry::ReExport(entry) = entry else {
                return None;
            };
            let ReExportImportName::Name(symbol) = entry.import_name() else {
                return None;
            };
            // The engine tells the name under which it is exported again.
            let is_it = text_of(entry.export_name()) == name;
            is_it.then(|| (text_of(symbol), text_of(entry.module_request())))
        });
        imported.chain(exported).collect()
    }
}
