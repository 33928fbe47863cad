//! Which module it is at which the engine panics while it links.
//!
//! Linking compiles a module and what it imports in one call, and the panic does not say which one. So each module of the realm is linked by itself,
//! in a context that is thrown away, in which stand-ins export what it imports. Only a panic costs that.

use std::{cell::RefCell, path::Path, rc::Rc};

use boa_engine::{
    Context, JsResult, JsString, Module,
    module::{ModuleLoader, ModuleRequest, Referrer, SyntheticModuleInitializer},
    realm::Realm,
};

use super::{data::text_of, map::ModuleMap, names::taken_in, parse::parse_module_text};
use crate::{
    engine_panic::{Preparation, has_panicked, panics, was_preparing},
    nesting::check::check_nesting,
};

/// Names the module in the panic of the engine that is being handled, if it is found. `of_host` is a module that is in no file: its
/// name and its text.
pub(super) fn note_culprit(realm: &Realm, of_host: Option<(&Path, &str)>, context: &mut Context) {
    if !has_panicked() {
        return;
    }
    // A file may have changed since it was loaded.
    let mut is_it =
        |path: &Path, text: &str| check_nesting(text, context).is_ok() && panics_at(path, text);
    let culprit = match of_host {
        Some((path, text)) if is_it(path, text) => Some(path.to_owned()),
        _ => ModuleMap::javascript(realm)
            .into_iter()
            .find(|path| text_of(path).is_some_and(|text| is_it(path, &text))),
    };
    if let Some(path) = culprit {
        was_preparing(Preparation::Compiling, &path);
    }
}

/// Whether the engine panics when it links this module.
fn panics_at(path: &Path, text: &str) -> bool {
    let names = taken_in(text).into_iter();
    let stand_ins = StandIns(names.map(|taken| taken.name.into()).collect());
    let Ok(mut context) = Context::builder().module_loader(Rc::new(stand_ins)).build() else {
        return false;
    };
    let has_panicked = panics(|| {
        let context = &mut context;
        let Ok(module) = parse_module_text(path, text, None, context) else {
            return;
        };
        let _loaded = module.load(context);
        // An error is one of the text, and no panic.
        let _ = context.run_jobs();
        let _ = module.link(context);
    });
    if has_panicked {
        // Nothing is known of what it refers to.
        std::mem::forget(context);
    }
    has_panicked
}

/// Loads for each specifier a module that exports these names.
struct StandIns(Vec<JsString>);

impl ModuleLoader for StandIns {
    async fn load_imported_module(
        self: Rc<Self>,
        _: Referrer,
        _: ModuleRequest,
        context: &RefCell<&mut Context>,
    ) -> JsResult<Module> {
        let nothing = SyntheticModuleInitializer::from_copy_closure(|_, _| Ok(()));
        let context = &mut context.borrow_mut();
        Ok(Module::synthetic(&self.0, nothing, None, None, context))
    }
}
