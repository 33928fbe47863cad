//! What the text of a module takes from other modules by name.

use boa_engine::{
    Source,
    ast::{
        declaration::{ExportEntry, ImportName, ReExportImportName},
        scope::Scope,
    },
    interner::{Interner, Sym},
    parser::Parser,
};

use super::parse::with_end_of_module;

/// A name that a module takes from another one.
#[cfg_attr(
    exact_export_names,
    expect(dead_code, reason = "the engine names what is missing")
)]
pub(super) struct Taken {
    /// As what the other module exports it.
    pub(super) name: String,
    /// As what it is exported again, if it is not imported.
    pub(super) exported_as: Option<String>,
    /// The specifier of the other module.
    pub(super) specifier: String,
}

/// The names that the text of a module imports or exports from other modules. None of a text that is no module.
///
/// The text must have passed [`check_nesting`](crate::check_nesting).
pub(super) fn taken_in(text: &str) -> Vec<Taken> {
    let mut interner = Interner::default();
    let text = with_end_of_module(text);
    let parsed =
        Parser::new(Source::from_bytes(&text)).parse_module(&Scope::new_global(), &mut interner);
    let Ok(parsed) = parsed else {
        return Vec::new();
    };
    let text_of = |symbol: Sym| interner.resolve_expect(symbol).to_string();
    let items = parsed.items();
    let imported = items.import_entries().into_iter().filter_map(|entry| {
        let ImportName::Name(symbol) = entry.import_name() else {
            return None;
        };
        Some(Taken {
            name: text_of(symbol),
            exported_as: None,
            specifier: text_of(entry.module_request()),
        })
    });
    let exported = items.export_entries().into_iter().filter_map(|entry| {
        let ExportEntry::ReExport(entry) = entry else {
            return None;
        };
        let ReExportImportName::Name(symbol) = entry.import_name() else {
            return None;
        };
        Some(Taken {
            name: text_of(symbol),
            exported_as: Some(text_of(entry.export_name())),
            specifier: text_of(entry.module_request()),
        })
    });
    imported.chain(exported).collect()
}
