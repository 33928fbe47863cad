//! The service: from a request of HTTP to the program and back.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    extract::{Request as HttpRequest, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use boa_async_context::{
    Agent, HostScope,
    event_loop::{CallError, Mailbox},
};
use boa_async_context_web::{AbortHandle, AbortReason};
use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsValue, js_string, value::TryFromJs,
};
use tracing::{Instrument, Span};

use crate::{
    javascript::JsThread,
    request::{REQUEST, Request},
};

/// The service: cheap to clone, and for any thread.
#[derive(Clone)]
pub struct Service {
    mailbox: Mailbox,
    requests: Arc<AtomicU32>,
    time_limit: Duration,
}

/// What the program returns.
#[derive(Debug, TryFromJs)]
struct Answer {
    status: u16,
    body: JsString,
}

/// The same as text that may leave the JS thread.
struct SentAnswer {
    status: StatusCode,
    body: String,
}

impl TryFromJs for SentAnswer {
    fn try_from_js(value: &JsValue, context: &mut Context) -> JsResult<Self> {
        let Answer { status, body } = Answer::try_from_js(value, context)?;
        let status = StatusCode::from_u16(status).map_err(|_| {
            JsNativeError::range().with_message(format!("{status} is no status of HTTP"))
        })?;
        let body = body.to_std_string_lossy();
        Ok(Self { status, body })
    }
}

impl Service {
    /// A service whose requests the program of `thread` answers, each within `time_limit`.
    #[must_use]
    pub fn new(thread: &JsThread, time_limit: Duration) -> Self {
        Self {
            mailbox: thread.mailbox().clone(),
            requests: Arc::default(),
            time_limit,
        }
    }

    /// All paths are the program's.
    pub fn router(self) -> Router {
        Router::new().fallback(answer).with_state(self)
    }
}

/// Answers a request in a span of its own.
async fn answer(State(service): State<Service>, request: HttpRequest) -> Response {
    let id = service.requests.fetch_add(1, Ordering::Relaxed);
    let span = tracing::info_span!("request", id, path = request.uri().path());
    respond(service, request, id).instrument(span).await
}

/// If the client hangs up, hyper drops this future: then the call does not begin, or its request ends and its signal is
/// aborted.
async fn respond(service: Service, request: HttpRequest, id: u32) -> Response {
    let visitor = request.headers().get("visitor");
    let visitor = visitor.and_then(|visitor| visitor.to_str().ok());
    let visitor = visitor.unwrap_or("stranger").to_owned();
    let path = request.uri().path().to_owned();

    let scope = Arc::new(REQUEST.scope(Request { id }));
    let in_call = scope.clone();
    let client = AbortHandle::new();
    let given_up = client.abort_on_drop(AbortReason::Aborted("the client has hung up".to_owned()));
    let mailbox = &service.mailbox;
    let call = mailbox.call_in_span::<SentAnswer>(Span::current(), move |context| {
        let agent = agent(context)?;
        let signal = client.signal(context)?;
        in_call.run(&agent, || handle(&visitor, &path, signal, context))
    });
    let ending = Ending(scope);
    let answered = tokio::time::timeout(service.time_limit, call).await;
    drop(ending);
    match &answered {
        Ok(_) => given_up.disarm(),
        Err(_) => drop(given_up),
    }

    match answered {
        Ok(Ok(SentAnswer { status, body })) => {
            (status, [("request", id.to_string())], body).into_response()
        }
        Ok(Err(CallError::Thrown(text))) => {
            // The text and its stack are for the operator, not for the client.
            tracing::error!("{text}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Ok(Err(_)) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}

/// Ends a request, however its future ends.
struct Ending(Arc<HostScope<Request>>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Calls the program's `handle`.
fn handle(visitor: &str, path: &str, signal: JsValue, context: &mut Context) -> JsResult<JsValue> {
    let handle = context.global_object().get(js_string!("handle"), context)?;
    let Some(handle) = handle.as_callable() else {
        let message = "the program defines no function `handle`";
        return Err(JsNativeError::typ().with_message(message).into());
    };
    let arguments = [js_string!(visitor).into(), js_string!(path).into(), signal];
    handle.call(&JsValue::undefined(), &arguments, context)
}

fn agent(context: &Context) -> JsResult<Agent> {
    let agent = Agent::of(context);
    agent.ok_or_else(|| {
        JsNativeError::error()
            .with_message("the context has no AsyncContext")
            .into()
    })
}
