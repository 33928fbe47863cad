//! A limit that was met.

use std::fmt;

use boa_engine::{JsError, JsNativeError};

use super::limit::Limit;
use crate::census::CaptureLocation;

/// A limit that a program has met, and where.
///
/// An API of a host may have limits, too. This is what all of them do, here with the number of a limit of this crate:
///
/// ```
/// use boa_async_context::{Limit, LimitMet};
/// use boa_engine::{Context, JsResult, JsValue};
///
/// fn set_alarm(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
///     Err(LimitMet::new(Limit::Timers, 3, "setAlarm").noted(context).into())
/// }
/// # let context = &mut Context::default();
/// let error = set_alarm(&JsValue::undefined(), &[], context).unwrap_err();
/// assert_eq!(
///     error.as_native().unwrap().message(),
///     "setAlarm: the limit of 3 timers that wait is met (Limits::timers)"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitMet {
    limit: Limit,
    value: u64,
    what: String,
    times: usize,
    location: Option<CaptureLocation>,
}

impl LimitMet {
    /// The limit of `value` was met in `what`, the function or the operation that needed more.
    #[must_use]
    pub fn new(limit: Limit, value: u64, what: impl Into<String>) -> Self {
        Self {
            limit,
            value,
            what: what.into(),
            times: 1,
            location: None,
        }
    }

    /// The same, in something else, such as a worker: `"worker: setTimeout"`.
    #[must_use]
    pub fn within(mut self, what: &str) -> Self {
        self.what = format!("{what}: {}", self.what);
        self
    }

    /// The limit.
    #[must_use]
    pub const fn limit(&self) -> Limit {
        self.limit
    }

    /// Its value; 0 for [`Limit::Network`], which has none.
    #[must_use]
    pub const fn value(&self) -> u64 {
        self.value
    }

    /// What needed more: `"setTimeout"`.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// How often the job has met the limit. The rest is about the first time.
    #[must_use]
    pub const fn times(&self) -> usize {
        self.times
    }

    /// The place in the program; `None` if no code of it was running.
    #[must_use]
    pub const fn location(&self) -> Option<&CaptureLocation> {
        self.location.as_ref()
    }

    /// The text for people: what was met, how often, where, and what to do.
    #[cfg(feature = "runtime")]
    pub(crate) fn render(&self) -> String {
        let mut text = format!("Limit met: {self}");
        if self.times > 1 {
            text.push_str(&format!(", {} times", self.times));
        }
        if let Some(location) = &self.location {
            text.push_str(&format!("\n    at {}", location.with_path()));
        }
        text
    }

    pub(crate) fn at(mut self, location: Option<CaptureLocation>) -> Self {
        self.location = location;
        self
    }

    pub(super) fn met_again(&mut self) {
        self.times = self.times.saturating_add(1);
    }
}

/// What happened, and what raises the limit.
impl fmt::Display for LimitMet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            limit, value, what, ..
        } = self;
        let setter = limit.setter();
        if *limit == Limit::Network {
            return write!(f, "{what}: this host does not allow it ({setter})");
        }
        write!(f, "{what}: the limit of {value} {limit} is met ({setter})")
    }
}

/// A `RangeError` with the message.
impl From<LimitMet> for JsError {
    fn from(met: LimitMet) -> Self {
        JsNativeError::range().with_message(met.to_string()).into()
    }
}
