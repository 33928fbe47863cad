//! Linking, with errors that name the module.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use boa_engine::{Context, JsResult, Module};

#[cfg(not(exact_export_names))]
use missing::named;

use super::culprit::note_culprit;
use crate::engine_panic::{Preparation, preparing};

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
    link_module_of_host(module, None, context)
}

/// [`link_module`] for a module that may be in no file: then the host has its text.
pub(crate) fn link_module_of_host(
    module: &Module,
    text: Option<&str>,
    context: &mut Context,
) -> JsResult<()> {
    let linked = preparing(Preparation::Linking, module.path(), || {
        catch_unwind(AssertUnwindSafe(|| module.link(context)))
    });
    let linked = linked.unwrap_or_else(|panic| {
        note_culprit(module.realm(), module.path().zip(text), context);
        resume_unwind(panic)
    });
    #[cfg(not(exact_export_names))]
    let linked = linked.map_err(|error| {
        let of_host = module.path().zip(text);
        named(error, module.realm(), of_host, context)
    });
    linked
}

#[cfg(not(exact_export_names))]
mod missing {
    use std::{collections::BTreeSet, path::Path};

    use boa_engine::{Context, JsError, error::JsNativeErrorKind, realm::Realm};

    use super::super::{data::text_of, map::ModuleMap, names::taken_in};
    use crate::nesting::check::check_nesting;

    /// How the messages of the engine begin. The name follows, between backticks.
    const STARTS: [&str; 2] = [
        "could not find export ",
        "could not resolve ambiguous export ",
    ];
    /// How many importers a message names.
    const NAMED: usize = 4;

    /// The error with those who import what it is about, if it is about an export. `of_host` is a module that is in no file: its name and
    /// its text.
    pub(super) fn named(
        error: JsError,
        realm: &Realm,
        of_host: Option<(&Path, &str)>,
        context: &mut Context,
    ) -> JsError {
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
        let wishes = wishes_for(name, realm, of_host, context);
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

    /// Who of the modules of the realm, and of the host, wants the name.
    fn wishes_for(
        name: &str,
        realm: &Realm,
        of_host: Option<(&Path, &str)>,
        context: &mut Context,
    ) -> BTreeSet<Wish> {
        let mut wishes = BTreeSet::new();
        let mut look_in = |path: &Path, text: &str| {
            if check_nesting(text, context).is_ok() {
                let path = path.display().to_string();
                let taken = taken_in(text).into_iter();
                // The engine tells the name under which it is exported again.
                let found = taken
                    .filter(|taken| *taken.exported_as.as_ref().unwrap_or(&taken.name) == name);
                wishes.extend(found.map(|taken| (taken.name, taken.specifier, path.clone())));
            }
        };
        for path in ModuleMap::javascript(realm) {
            if let Some(text) = text_of(&path) {
                look_in(&path, &text);
            }
        }
        if let Some((path, text)) = of_host {
            look_in(path, text);
        }
        wishes
    }
}
