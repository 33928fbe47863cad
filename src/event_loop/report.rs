//! Reports of uncaught exceptions and rejections.

use std::{borrow::Cow, cell::RefCell, fmt::Write as _};

use boa_engine::{
    Context, JsError, JsNativeError, JsObject, JsResult, JsValue,
    error::{EngineError, RuntimeLimitError},
    js_string,
    object::{ObjectInitializer, builtins::JsPromise},
    property::Attribute,
    realm::Realm,
};

use crate::{
    agent::Agent,
    builtins::{drop_host_half, snapshot_object},
    census::CaptureLocation,
    inspect::{describe, describe_error, describe_name},
    limits::{Limit, LimitMet},
    mapping::Mapping,
    propagate::rejections::Rejection,
};

/// Why something is reported; the names are those of the web's events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReportKind {
    /// A callback threw.
    Error,
    /// A promise was rejected and had no handler when the microtasks were done.
    UnhandledRejection,
    /// A promise reported as unhandled got a handler after all.
    RejectionHandled,
    /// Native operations were dropped by the host, so their promises never settle; see [`Driver`](super::Driver). There
    /// is no such event on the web.
    Dropped,
    /// The program has met a limit of the host; see [`Report::limit`]. There is no such event on the web.
    Limit,
}

impl ReportKind {
    /// The type of the web event: `"error"`, `"unhandledrejection"`, `"rejectionhandled"`; `"dropped"` and `"limit"`.
    #[must_use]
    pub const fn event_type(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::UnhandledRejection => "unhandledrejection",
            Self::RejectionHandled => "rejectionhandled",
            Self::Dropped => "dropped",
            Self::Limit => "limit",
        }
    }

    /// Whether it means that the program failed.
    #[must_use]
    pub const fn is_failure(self) -> bool {
        !matches!(self, Self::RejectionHandled)
    }
}

/// An uncaught exception or a promise rejection, with the mapping of the code that caused it.
#[derive(Debug, Clone)]
pub struct Report {
    kind: ReportKind,
    error: JsError,
    promise: Option<JsPromise>,
    mapping: Mapping,
    realm: Option<Realm>,
    limit: Option<Box<LimitMet>>,
    place: Option<CaptureLocation>,
    /// The Snapshot objects that were made of it.
    snapshots: RefCell<Vec<JsObject>>,
}

impl Report {
    /// Reports `error`, thrown in `mapping`, as uncaught.
    #[must_use]
    pub fn uncaught(error: JsError, mapping: Mapping) -> Self {
        Self {
            kind: ReportKind::Error,
            error,
            promise: None,
            mapping,
            realm: None,
            limit: None,
            place: None,
            snapshots: RefCell::default(),
        }
    }

    /// The same report for `realm`: its global object hears of it, whichever realm is current then.
    #[must_use]
    pub fn in_realm(mut self, realm: Realm) -> Self {
        self.realm = Some(realm);
        self
    }

    /// Reports what was dropped.
    pub(super) fn dropped(what: String) -> Self {
        let error = JsNativeError::error().with_message(what);
        Self {
            kind: ReportKind::Dropped,
            ..Self::uncaught(error.into(), Mapping::empty())
        }
    }

    /// Reports a limit that was met in `mapping`, for a host that has limits of its own. Those of a
    /// [`LimitMet`](LimitMet::noted) that was noted are reported by the loop.
    #[must_use]
    pub fn limit_met(met: LimitMet, mapping: Mapping) -> Self {
        Self {
            kind: ReportKind::Limit,
            limit: Some(Box::new(met.clone())),
            ..Self::uncaught(met.into(), mapping)
        }
    }

    /// Reports what has happened in another agent, such as a worker. No value of that agent can be here, so there is only
    /// the text, and no promise.
    #[must_use]
    pub fn elsewhere(kind: ReportKind, message: impl Into<Cow<'static, str>>) -> Self {
        let error = JsNativeError::error().with_message(message);
        Self {
            kind,
            ..Self::uncaught(error.into(), Mapping::empty())
        }
    }

    /// Notes the place in the program that has reported this, for an exception that has no place of its own.
    #[must_use]
    pub fn at(mut self, place: Option<CaptureLocation>) -> Self {
        self.place = place;
        self
    }

    /// The place that was [noted](Self::at).
    #[must_use]
    pub const fn place(&self) -> Option<&CaptureLocation> {
        self.place.as_ref()
    }

    pub(super) fn rejection(kind: ReportKind, rejection: &Rejection) -> Self {
        let reason = rejection.promise.state().as_rejected().cloned();
        Self {
            kind,
            error: JsError::from_opaque(reason.unwrap_or_default()),
            promise: Some(rejection.promise.clone()),
            mapping: rejection.capture.mapping().clone(),
            realm: Some(rejection.realm.clone()),
            limit: None,
            place: None,
            snapshots: RefCell::default(),
        }
    }

    /// Why this is reported.
    #[must_use]
    pub const fn kind(&self) -> ReportKind {
        self.kind
    }

    /// The limit that was met, if this is about one. [`error`](Self::error) is what the program has got or would have got.
    #[must_use]
    pub fn limit(&self) -> Option<&LimitMet> {
        self.limit.as_deref()
    }

    /// Which limit was met: that of [`limit`](Self::limit), or the limit of the engine that an uncaught error is about. Such an
    /// error is of the kind [`ReportKind::Error`], and the program could not catch it.
    #[must_use]
    pub fn limit_kind(&self) -> Option<Limit> {
        if let Some(met) = &self.limit {
            return Some(met.limit());
        }
        match self.error.as_engine()? {
            EngineError::RuntimeLimit(RuntimeLimitError::Recursion) => Some(Limit::Recursion),
            EngineError::RuntimeLimit(RuntimeLimitError::LoopIteration) => {
                Some(Limit::LoopIterations)
            }
            EngineError::RuntimeLimit(RuntimeLimitError::StackSize) => Some(Limit::StackSlots),
            #[cfg(exact_string_length)]
            EngineError::RuntimeLimit(RuntimeLimitError::StringLength) => Some(Limit::StringLength),
            _ => None,
        }
    }

    /// Whether the error is about a defect of the engine: an internal check of it has failed, and it has gone on without a panic.
    /// The program could not catch it.
    #[must_use]
    pub fn is_engine_defect(&self) -> bool {
        matches!(self.error.as_engine(), Some(EngineError::Panic(_)))
    }

    /// The exception, or the reason of the rejection.
    #[must_use]
    pub const fn error(&self) -> &JsError {
        &self.error
    }

    /// The promise, if this is about one.
    #[must_use]
    pub const fn promise(&self) -> Option<&JsPromise> {
        self.promise.as_ref()
    }

    /// The mapping of the code that threw, or that rejected the promise.
    #[must_use]
    pub const fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// The realm of the code that rejected the promise, or of the job that threw if it is known. It is the current realm
    /// while the report is intercepted and reported.
    #[must_use]
    pub const fn realm(&self) -> Option<&Realm> {
        self.realm.as_ref()
    }

    /// The mapping as an `AsyncContext.Snapshot`, for an event of one's own.
    ///
    /// When the report was told, the values of [`HostVariable`](crate::HostVariable)s are taken out of the Snapshot
    /// object: a program may keep it, or a collection may be far away, and a span of a request that failed has to
    /// end all the same.
    ///
    /// # Errors
    ///
    /// If the current realm has no AsyncContext.
    pub fn snapshot(&self, context: &mut Context) -> JsResult<JsObject> {
        let snapshot = snapshot_object(self.mapping.clone(), context)?;
        self.snapshots.borrow_mut().push(snapshot.clone());
        Ok(snapshot)
    }

    /// Ends the report: its Snapshot objects keep the JS half of the mapping only.
    pub(super) fn end(&self, agent: &Agent) {
        for snapshot in self.snapshots.take() {
            drop_host_half(&snapshot, agent);
        }
    }

    /// The report as an object for JavaScript: `type`, `error` or `reason` and `promise`, and the
    /// mapping as an `AsyncContext.Snapshot` in `asyncContext`.
    ///
    /// # Errors
    ///
    /// If the exception is an error of the engine itself (a runtime limit), which has no JS value, or if the current
    /// realm has no AsyncContext.
    pub fn to_event(&self, context: &mut Context) -> JsResult<JsValue> {
        let value = self.error.clone().into_opaque(context)?;
        let snapshot = self.snapshot(context)?;
        let mut event = ObjectInitializer::new(context);
        event.property(
            js_string!("type"),
            js_string!(self.kind.event_type()),
            Attribute::all(),
        );
        match &self.promise {
            None => {
                event.property(js_string!("error"), value, Attribute::all());
            }
            Some(promise) => {
                event
                    .property(js_string!("reason"), value, Attribute::all())
                    .property(js_string!("promise"), promise.clone(), Attribute::all());
            }
        }
        event.property(js_string!("asyncContext"), snapshot, Attribute::all());
        Ok(event.build().into())
    }

    /// The report as text for people: what was thrown, its stack, and the variables that were set.
    ///
    /// It runs no code of the program and is of bounded length, whatever was thrown.
    #[must_use]
    pub fn render(&self) -> String {
        let what = match self.kind {
            ReportKind::Error => "Uncaught",
            ReportKind::UnhandledRejection => "Unhandled rejection:",
            ReportKind::RejectionHandled => "Rejection handled late:",
            ReportKind::Dropped => "Dropped:",
            ReportKind::Limit => "Limit met:",
        };
        let mut text = match &self.limit {
            Some(met) => met.render(),
            None => format!("{what} {}", describe_error(&self.error)),
        };
        if let Some(place) = &self.place {
            let _ = write!(text, "\n    at {}", place.with_path());
        }
        let entries = self.mapping.debug_entries();
        if !entries.is_empty() {
            text.push_str("\n  asyncContext:");
        }
        for (name, value) in entries.iter().take(MOST_VARIABLES) {
            let name = describe_name(&name.to_std_string_escaped());
            // Writing to a String cannot fail.
            let _ = write!(text, "\n    {name} = {}", describe(value));
        }
        if let Some(hidden @ 1..) = entries.len().checked_sub(MOST_VARIABLES) {
            let _ = write!(text, "\n    and {hidden} more");
        }
        text
    }
}

const MOST_VARIABLES: usize = 32;

/// A function that receives [`Report`]s; see [`EventLoop::set_reporter`](crate::EventLoop::set_reporter).
pub type Reporter = dyn Fn(&Report, &mut Context);

/// A function that is called before the reporter and returns whether it has handled the [`Report`]; see
/// [`EventLoop::set_interceptor`](crate::EventLoop::set_interceptor).
pub type Interceptor = dyn Fn(&Report, &mut Context) -> bool;

/// Writes failures to standard error.
pub(super) fn to_stderr(report: &Report, _: &mut Context) {
    if report.kind.is_failure() {
        use std::io::Write as _;
        // If standard error is closed, the report is lost.
        let _ = writeln!(std::io::stderr(), "{}", report.render());
    }
}
