//! The service, driven over real sockets.

use std::{
    net::SocketAddr,
    sync::{
        Arc, LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use http_body_util::BodyExt;
use http_host::{JsThread, Service};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tracing::{Event, Id, Subscriber, span::Attributes};
use tracing_subscriber::{
    Layer, Registry,
    layer::{Context as LayerContext, SubscriberExt},
    registry::LookupSpan,
};

const PROGRAM: &str = include_str!("../app.js");
const IN_FLIGHT: usize = 200;
const REQUESTS: usize = 20_000;

/// Counts the spans of requests.
#[derive(Debug, Default)]
struct Counts {
    opened: AtomicUsize,
    closed: AtomicUsize,
    /// Messages of the program outside of the span of a request.
    astray: AtomicUsize,
    messages: AtomicUsize,
}

impl Counts {
    fn opened(&self) -> usize {
        self.opened.load(Ordering::SeqCst)
    }

    fn open(&self) -> usize {
        self.opened() - self.closed.load(Ordering::SeqCst)
    }
}

/// One subscriber for the process.
struct Counting(Arc<Mutex<Arc<Counts>>>);

impl Counting {
    fn counts(&self) -> Arc<Counts> {
        self.0.lock().expect("no panic while locked").clone()
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Counting {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: LayerContext<'_, S>) {
        if attributes.metadata().name() == "request" {
            let counts = self.counts();
            counts.opened.fetch_add(1, Ordering::SeqCst);
            let span = context.span(id).expect("it is new");
            span.extensions_mut().insert(counts);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: LayerContext<'_, S>) {
        if event.metadata().target() == "console" {
            let counts = self.counts();
            counts.messages.fetch_add(1, Ordering::SeqCst);
            let span = context.event_span(event);
            if span.is_none_or(|span| span.name() != "request") {
                counts.astray.fetch_add(1, Ordering::SeqCst);
            }
        }
    }

    fn on_close(&self, id: Id, context: LayerContext<'_, S>) {
        let span = context.span(&id).expect("it is closing");
        if let Some(counts) = span.extensions().get::<Arc<Counts>>() {
            counts.closed.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// The tests share the subscriber, so each runs alone.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
static COUNTING: LazyLock<Arc<Mutex<Arc<Counts>>>> = LazyLock::new(|| {
    let current = Arc::<Mutex<Arc<Counts>>>::default();
    let subscriber = Registry::default().with(Counting(current.clone()));
    tracing::subscriber::set_global_default(subscriber).expect("the first one");
    current
});

/// A service that is listening.
async fn serve(time_limit: Duration) -> (SocketAddr, Arc<Counts>, JsThread) {
    let spans = Arc::<Counts>::default();
    *COUNTING.lock().expect("no panic while locked") = spans.clone();
    let javascript = JsThread::start(PROGRAM).expect("the program runs");
    let service = Service::new(&javascript, time_limit);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("it has one");
    tokio::spawn(async move { axum::serve(listener, service.router()).await });
    (address, spans, javascript)
}

/// A connection of a client. It is closed when it is dropped.
struct Client(SendRequest<Body>);

impl Client {
    async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("it listens");
        let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("HTTP");
        // It ends when the sender is dropped.
        tokio::spawn(connection);
        Self(sender)
    }

    /// The status, the number of the request, and the body.
    async fn get(&mut self, path: &str, visitor: &str) -> (StatusCode, Option<String>, String) {
        let request = Request::get(path)
            .header("host", "localhost")
            .header("visitor", visitor)
            .body(Body::empty())
            .expect("a request");
        self.0.ready().await.expect("the connection is open");
        let answer = self.0.send_request(request).await.expect("an answer");
        let status = answer.status();
        let id = answer.headers().get("request");
        let id = id.map(|id| id.to_str().expect("a number").to_owned());
        let body = answer.collect().await.expect("a body").to_bytes();
        (status, id, String::from_utf8(body.to_vec()).expect("UTF-8"))
    }
}

/// Waits, as long as it takes, until all spans are closed.
async fn until_closed(spans: &Counts) {
    while spans.open() > 0 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// The resident memory of this process, in bytes.
#[cfg(target_os = "linux")]
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").expect("there is one");
    let pages = pages.split(' ').nth(1).expect("the second is the resident");
    pages.parse::<usize>().expect("a number") * 4096
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn contexts_never_cross_memory_is_flat_and_every_span_is_closed() {
    let _alone = ALONE.lock().await;
    let (address, spans, javascript) = serve(Duration::from_secs(600)).await;
    let next = Arc::new(AtomicUsize::new(0));
    let mut workers = JoinSet::new();
    #[cfg(target_os = "linux")]
    let early = Arc::new(AtomicUsize::new(0));
    for _ in 0..IN_FLIGHT {
        let next = next.clone();
        #[cfg(target_os = "linux")]
        let early = early.clone();
        workers.spawn(async move {
            let mut client = Client::connect(address).await;
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= REQUESTS {
                    return;
                }
                #[cfg(target_os = "linux")]
                if n == REQUESTS / 4 {
                    early.store(resident(), Ordering::Relaxed);
                }
                let path = ["/hello", "/twice", "/broken", "/nowhere"][n % 4];
                let (status, id, body) = client.get(path, &format!("v{n}")).await;
                let greeting = || {
                    let id = id.as_deref().expect("a number");
                    format!("hello v{n}, you are request {id}")
                };
                let expected = match path {
                    "/hello" => (StatusCode::OK, greeting()),
                    "/twice" => (StatusCode::OK, format!("{0}; {0}", greeting())),
                    "/broken" => (StatusCode::INTERNAL_SERVER_ERROR, String::new()),
                    _ => (
                        StatusCode::NOT_FOUND,
                        "there is nothing at /nowhere".to_owned(),
                    ),
                };
                assert_eq!((status, body), expected, "request {n}");
            }
        });
    }
    while let Some(ended) = workers.join_next().await {
        ended.expect("no context crossed");
    }
    // Without a garbage collection that somebody asks for: the last job of a request lets go of its span.
    until_closed(&spans).await;
    assert_eq!(spans.opened(), REQUESTS);
    // One of four fails, and says so before.
    assert_eq!(spans.messages.load(Ordering::SeqCst), REQUESTS / 4);
    assert_eq!(spans.astray.load(Ordering::SeqCst), 0);
    #[cfg(target_os = "linux")]
    {
        let (early, late) = (early.load(Ordering::Relaxed), resident());
        // 15,000 requests that kept as little as 4 KB each would be 60 MB.
        assert!(late < early + (40 << 20), "{early} bytes grew to {late}");
    }
    assert_eq!(
        javascript.finish(),
        Some(0),
        "the callers have the exceptions"
    );
}

#[tokio::test]
async fn a_request_over_its_time_limit_is_given_up() {
    let _alone = ALONE.lock().await;
    let (address, spans, javascript) = serve(Duration::from_millis(30)).await;
    let mut client = Client::connect(address).await;
    let (status, ..) = client.get("/wait", "ann").await;
    assert_eq!(status, StatusCode::GATEWAY_TIMEOUT);
    // The program hears of it, and stops.
    until_closed(&spans).await;
    assert_eq!(spans.opened(), 1);
    assert_eq!(javascript.finish(), Some(0));
}

#[tokio::test]
async fn a_client_that_hangs_up_ends_its_request() {
    let _alone = ALONE.lock().await;
    let (address, spans, javascript) = serve(Duration::from_secs(86_400)).await;
    let mut client = Client::connect(address).await;
    let request = tokio::spawn(async move { client.get("/wait", "ann").await });
    while spans.open() == 0 {
        assert!(!request.is_finished(), "the service has no time limit");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    // The connection is dropped with it.
    request.abort();
    until_closed(&spans).await;
    assert_eq!(javascript.finish(), Some(0));
}

#[test]
fn a_program_that_cannot_start_is_an_error() {
    let Err(error) = JsThread::start("throw new RangeError('no')") else {
        panic!("it started");
    };
    let text = error.to_string();
    assert!(
        text.contains("cannot be started") && text.contains("RangeError: no"),
        "{text}"
    );
}
