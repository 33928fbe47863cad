//! The list of modules: each with the function that installs it and the propagation rules of its callbacks.

use boa_engine::{Context, JsResult};

use crate::{
    abort, apis::WebApis, clock, compression, crypto, dom_exception, encoding, errors, events,
    mechanism::rule::Propagation, messaging, navigator, observers, schedulers, streams, url,
    webidl, workers,
};

/// A module of APIs.
pub(crate) struct Module {
    /// Creates the module's intrinsics in the current realm and defines the chosen APIs.
    install: fn(&WebApis, &mut Context) -> JsResult<()>,
    /// The propagation rules of the module's callbacks, for the table.
    pub(crate) rules: &'static [Propagation],
}

/// Every module, in the order of installation: a module needs the intrinsics of the ones before it.
///
/// This is the only place that installs a module, so no module can be installed without stating its rules.
pub(crate) const MODULES: &[Module] = &[
    Module {
        install: |_, context| webidl::install(context),
        rules: &[],
    },
    Module {
        install: clock::install,
        rules: &[],
    },
    Module {
        install: dom_exception::install,
        rules: &[],
    },
    Module {
        install: events::install,
        rules: events::RULES,
    },
    Module {
        install: abort::install,
        rules: abort::RULES,
    },
    Module {
        install: errors::install,
        rules: errors::RULES,
    },
    Module {
        install: schedulers::install,
        rules: schedulers::RULES,
    },
    Module {
        install: observers::install,
        rules: observers::RULES,
    },
    Module {
        install: messaging::install,
        rules: messaging::RULES,
    },
    Module {
        install: streams::install,
        rules: streams::RULES,
    },
    Module {
        install: encoding::install,
        rules: &[],
    },
    Module {
        install: compression::install,
        rules: &[],
    },
    Module {
        install: url::install,
        rules: &[],
    },
    Module {
        install: crypto::install,
        rules: &[],
    },
    Module {
        install: navigator::install,
        rules: &[],
    },
    Module {
        // A worker's realm gets the same modules as its parent's.
        install: |apis, context| workers::install(apis, install, context),
        rules: workers::RULES,
    },
    #[cfg(feature = "network")]
    Module {
        install: crate::network::install,
        rules: crate::network::RULES,
    },
];

/// Installs every module in the current realm.
///
/// # Errors
///
/// If the global object refuses a property; if the base URL of `apis` cannot be parsed.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    MODULES
        .iter()
        .try_for_each(|module| (module.install)(apis, context))
}
