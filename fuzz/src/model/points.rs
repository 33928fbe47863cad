//! The points of the specifications that programs reach, for the statistics.

/// A point at which a mapping is captured or restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "`where_it_stands` says what each is")]
pub enum Point {
    Run,
    RunThrows,
    Snapshot,
    SnapshotRun,
    SnapshotRunThrows,
    Wrap,
    WrapCalled,
    Then,
    ThenWithoutHandler,
    Await,
    ReactionJob,
    ThenableJob,
    RejectionTracker,
    Combinator,
    Generator,
    GeneratorElsewhere,
    AsyncGenerator,
    YieldStar,
    QueueMicrotask,
    Timer,
    Interval,
    Dispatch,
    Abort,
    AbortTimeout,
    ErrorEvent,
    RejectionEvent,
    RejectionHandledEvent,
    Registry,
    Message,
    Import,
    StreamPull,
    StreamPullLater,
}

impl Point {
    /// All points.
    pub const ALL: [Self; 32] = [
        Self::Run,
        Self::RunThrows,
        Self::Snapshot,
        Self::SnapshotRun,
        Self::SnapshotRunThrows,
        Self::Wrap,
        Self::WrapCalled,
        Self::Then,
        Self::ThenWithoutHandler,
        Self::Await,
        Self::ReactionJob,
        Self::ThenableJob,
        Self::RejectionTracker,
        Self::Combinator,
        Self::Generator,
        Self::GeneratorElsewhere,
        Self::AsyncGenerator,
        Self::YieldStar,
        Self::QueueMicrotask,
        Self::Timer,
        Self::Interval,
        Self::Dispatch,
        Self::Abort,
        Self::AbortTimeout,
        Self::ErrorEvent,
        Self::RejectionEvent,
        Self::RejectionHandledEvent,
        Self::Registry,
        Self::Message,
        Self::Import,
        Self::StreamPull,
        Self::StreamPullLater,
    ];

    /// The clause of a specification, or the row of `docs/propagation.md`.
    #[must_use]
    pub fn where_it_stands(self) -> &'static str {
        match self {
            Self::Run => {
                "https://tc39.es/proposal-async-context/#sec-asynccontext-variable.prototype.run"
            }
            Self::RunThrows => "the same, and the function throws",
            Self::Snapshot => "https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot",
            Self::SnapshotRun => {
                "https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot.prototype.run"
            }
            Self::SnapshotRunThrows => "the same, and the function throws",
            Self::Wrap => "https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot.wrap",
            Self::WrapCalled => "the same, called in another mapping",
            Self::Then => "https://tc39.es/proposal-async-context/#sec-performpromisethen",
            Self::ThenWithoutHandler => "the same, a handler is missing",
            Self::Await => "https://tc39.es/ecma262/#await",
            Self::ReactionJob => {
                "https://tc39.es/proposal-async-context/#sec-newpromisereactionjob"
            }
            Self::ThenableJob => {
                "https://tc39.es/proposal-async-context/#sec-newpromiseresolvethenablejob"
            }
            Self::RejectionTracker => {
                "https://tc39.es/proposal-async-context/#sec-host-promise-rejection-tracker"
            }
            Self::Combinator => "https://tc39.es/ecma262/#sec-promise.all",
            Self::Generator => "https://tc39.es/proposal-async-context/#sec-generatorstart",
            Self::GeneratorElsewhere => "the same, resumed in another mapping",
            Self::AsyncGenerator => {
                "https://tc39.es/proposal-async-context/#sec-asyncgeneratorstart"
            }
            Self::YieldStar => {
                "https://tc39.es/ecma262/#sec-generator-function-definitions-runtime-semantics-evaluation"
            }
            Self::QueueMicrotask => "row: queueMicrotask, callback",
            Self::Timer => "row: setTimeout, callback",
            Self::Interval => "row: setInterval, callback",
            Self::Dispatch => "row: EventTarget, dispatchEvent()",
            Self::Abort => "row: AbortController, abort()",
            Self::AbortTimeout => "row: AbortSignal.timeout, abort",
            Self::ErrorEvent => "row: globalThis, error",
            Self::RejectionEvent => "row: globalThis, unhandledrejection",
            Self::RejectionHandledEvent => "row: globalThis, rejectionhandled",
            Self::Registry => {
                "https://tc39.es/proposal-async-context/#sec-finalization-registry-cleanup-callback"
            }
            Self::Message => "row: MessagePort, message",
            Self::Import => {
                "https://tc39.es/proposal-async-context/#sec-source-text-module-record-execute-module"
            }
            Self::StreamPull => "row: ReadableStream, pull",
            Self::StreamPullLater => "the same, when it had to wait",
        }
    }
}
