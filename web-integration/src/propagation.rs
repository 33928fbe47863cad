//! The propagation rules of every API of this crate: which mapping each listener and callback runs in.
//!
//! Each module declares its own rules beside its `install`. `docs/propagation.md` is the same table for people; a
//! test compares the two.

pub use crate::mechanism::rule::{Propagation, Rule};

use crate::{mechanism::rule::row, modules::MODULES};

/// The rules of callbacks of the language, which the library itself carries out. Its pages have the language's other rules.
#[rustfmt::skip]
const LANGUAGE: &[Propagation] = &[
    row("FinalizationRegistry", "new FinalizationRegistry()", "callback", Rule::CaptureAtCall, "the proposal's specification", "propagation/language.js"),
    row("import()", "import(), also of another module", "the body of a module", Rule::External, "Module evaluation", "propagation/language.js"),
];

/// All rules, in the order of the modules and of their declaration; then those of callbacks of the language.
///
/// ```
/// use boa_async_context_web::propagation::{self, Rule};
///
/// let mut timeout = propagation::rules().filter(|row| row.api == "setTimeout");
/// assert_eq!(timeout.next().map(|row| row.rule), Some(Rule::CaptureAtCall));
/// ```
pub fn rules() -> impl Iterator<Item = &'static Propagation> {
    MODULES
        .iter()
        .flat_map(|module| module.rules)
        .chain(LANGUAGE)
}
