//! The web service: requests through axum to JavaScript and back, over real sockets.

use std::{
    net::SocketAddr,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU32, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Instant,
};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{Request as HttpRequest, StatusCode},
};
use boa_async_context::{
    Agent, HostVariable, Runtime,
    event_loop::{CallError, KeepAlive, Mailbox},
};
use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue, NativeFunction, js_string};
use http_body_util::BodyExt;
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use crate::measure::{Figure, cpu, order, quantile, resident};

const CONNECTIONS: usize = 64;
const REQUESTS: usize = 4_000;

/// Each request awaits two functions that await a timer and one another.
const WITH: &str = "
    const visitor = new AsyncContext.Variable({ name: 'visitor' });
    const pause = () => new Promise((resolve) => setTimeout(resolve, 0));
    async function part() { await pause(); return `${visitor.get()} ${requestId()}`; }
    async function answer() { const parts = await Promise.all([part(), part()]); await null; return parts.join(); }
    globalThis.handle = (id) => visitor.run(`v${id}`, answer);";

/// The same, with everything passed by hand.
const WITHOUT: &str = "
    const pause = () => new Promise((resolve) => setTimeout(resolve, 0));
    async function part(visitor, id) { await pause(); return `${visitor} ${requestId(id)}`; }
    async function answer(visitor, id) { const parts = await Promise.all([part(visitor, id), part(visitor, id)]); await null; return parts.join(); }
    globalThis.handle = (id) => answer(`v${id}`, id);";

struct Request {
    id: u32,
}

static REQUEST: LazyLock<HostVariable<Request>> = LazyLock::new(HostVariable::new);

#[derive(Clone)]
struct Service {
    mailbox: Mailbox,
    requests: Arc<AtomicU32>,
}

/// `requestId()`, or `requestId(id)` where no context knows.
fn request_id(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let request = Agent::of(context).and_then(|agent| REQUEST.get(&agent));
    Ok(request.map_or_else(
        || args.get_or_undefined(0).clone(),
        |request| request.id.into(),
    ))
}

fn start(is_with: bool) -> (Mailbox, KeepAlive) {
    let (ready, started) = mpsc::channel();
    thread::spawn(move || {
        let builder = Runtime::builder();
        let builder = if is_with {
            builder
        } else {
            builder.without_async_context()
        };
        let mut runtime = builder.build().expect("a runtime");
        let function = NativeFunction::from_fn_ptr(request_id);
        runtime
            .context_mut()
            .register_global_callable(js_string!("requestId"), 0, function)
            .expect("it is defined");
        let program = if is_with { WITH } else { WITHOUT };
        runtime
            .eval(program)
            .unwrap_or_else(|error| panic!("{error}"));
        let mailbox = runtime.event_loop().mailbox();
        ready
            .send((mailbox.clone(), mailbox.hold()))
            .expect("it waits");
        runtime.run_until_idle_blocking().expect("a thread");
    });
    started.recv().expect("it starts")
}

fn handle(id: u32, context: &mut Context) -> JsResult<JsValue> {
    let handle = context.global_object().get(js_string!("handle"), context)?;
    let handle = handle
        .as_callable()
        .ok_or_else(|| JsNativeError::typ().with_message("no handler"))?;
    handle.call(&JsValue::undefined(), &[id.into()], context)
}

async fn answer(State(service): State<Service>) -> Result<String, StatusCode> {
    let id = service.requests.fetch_add(1, Ordering::Relaxed);
    let call = service
        .mailbox
        .call::<String>(move |context| match Agent::of(context) {
            Some(agent) => REQUEST.run(&agent, Request { id }, || handle(id, context)),
            None => handle(id, context),
        });
    call.await
        .map_err(|_: CallError| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn serve(is_with: bool) -> (SocketAddr, Mailbox, KeepAlive) {
    let (mailbox, hold) = start(is_with);
    let service = Service {
        mailbox: mailbox.clone(),
        requests: Arc::default(),
    };
    let router = Router::new().fallback(answer).with_state(service);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("it has one");
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, mailbox, hold)
}

/// Makes the requests of a round. Returns the latencies in ms.
async fn load(address: SocketAddr) -> Vec<f64> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut clients = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let next = next.clone();
        clients.spawn(async move {
            let stream = TcpStream::connect(address).await.expect("it listens");
            let (mut client, connection) = handshake(TokioIo::new(stream)).await.expect("HTTP");
            tokio::spawn(connection);
            let mut latencies = Vec::new();
            while next.fetch_add(1, Ordering::Relaxed) < REQUESTS {
                let request = HttpRequest::get("/").header("host", "localhost");
                let request = request.body(Body::empty()).expect("a request");
                client.ready().await.expect("it is open");
                let begun = Instant::now();
                let answer = client.send_request(request).await.expect("an answer");
                assert_eq!(answer.status(), StatusCode::OK);
                let body = answer.collect().await.expect("a body").to_bytes();
                latencies.push(begun.elapsed().as_secs_f64() * 1e3);
                let text = std::str::from_utf8(&body).expect("UTF-8");
                let (one, two) = text.split_once(',').expect("two parts");
                let (visitor, id) = one.split_once(' ').expect("a visitor and an id");
                assert!(
                    one == two && visitor.strip_prefix('v') == Some(id),
                    "{text}"
                );
            }
            latencies
        });
    }
    clients.join_all().await.into_iter().flatten().collect()
}

async fn cpu_of(mailbox: &Mailbox) -> f64 {
    let cpu = mailbox.call::<f64>(|_| Ok(cpu().as_secs_f64().into()));
    cpu.await.expect("it runs")
}

pub fn run(rounds: usize) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.expect("threads").block_on(async {
        let servers = [serve(false).await, serve(true).await];
        for (address, ..) in &servers {
            load(*address).await;
        }
        let mut memory = vec![resident()];
        let [mut throughput, mut cpu, mut p50, mut p99] = <[Figure; 4]>::default();
        #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
        let requests = REQUESTS as f64;
        for round in 0..rounds {
            for is_with in order(round) {
                let (address, mailbox, _) = &servers[usize::from(is_with)];
                let (begun, begun_cpu) = (Instant::now(), cpu_of(mailbox).await);
                let latencies = load(*address).await;
                throughput.push(is_with, requests / begun.elapsed().as_secs_f64());
                cpu.push(is_with, (cpu_of(mailbox).await - begun_cpu) * 1e6 / requests);
                p50.push(is_with, quantile(&latencies, 0.5));
                p99.push(is_with, quantile(&latencies, 0.99));
            }
            memory.push(resident());
        }
        println!("\nhttp: {CONNECTIONS} connections, {rounds} rounds of {REQUESTS} requests\n");
        Figure::print_head();
        throughput.print("requests a second", None);
        cpu.print("CPU of the JS thread for a request, us", Some(1.02));
        p50.print("latency, p50, ms", None);
        p99.print("latency, p99, ms", None);
        println!(
            "\nresident, both hosts and the client: at the start {:.1} MB, in the middle {:.1} MB, at the end {:.1} MB",
            memory[0],
            memory[memory.len() / 2],
            memory[memory.len() - 1]
        );
    });
}
