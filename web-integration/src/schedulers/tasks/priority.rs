//! The priority of a task.
//!
//! <https://wicg.github.io/scheduling-apis/#sec-task-priorities>

use boa_engine::{Context, JsResult, JsValue};

use crate::webidl::type_error;

/// The priority of a task, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Priority {
    UserBlocking,
    UserVisible,
    Background,
}

impl Priority {
    const ALL: [Self; 3] = [Self::UserBlocking, Self::UserVisible, Self::Background];

    /// The value of the enumeration `TaskPriority`.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::UserBlocking => "user-blocking",
            Self::UserVisible => "user-visible",
            Self::Background => "background",
        }
    }

    /// Converts to the enumeration `TaskPriority`.
    ///
    /// # Errors
    ///
    /// A `TypeError` if it is none of the values.
    pub(super) fn convert(value: &JsValue, context: &mut Context) -> JsResult<Self> {
        let name = value.to_string(context)?;
        Self::ALL
            .into_iter()
            .find(|priority| name == *priority.name())
            .ok_or_else(|| type_error("the value is not a priority of tasks"))
    }
}
