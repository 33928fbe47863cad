//! Traces over the borders of processes, with real requests and real exporters.

mod server;

use std::{
    io::{BufReader, Read, Write},
    net::TcpStream,
};

use boa_async_context::{Runtime, tracing::in_span};
use boa_async_context_otel::{Remote, baggage, request_headers};
use boa_async_context_web::WebApis;
use boa_engine::{Context, JsResult, JsValue, NativeFunction, Source, js_string};
use boa_runtime::extensions::RuntimeExtension;
use http::HeaderMap;
use opentelemetry::trace::TracerProvider;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{Protocol, WithExportConfig, WithHttpConfig};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use prost::Message;
use tracing::{Subscriber, info_span};
use tracing_subscriber::{Registry, layer::SubscriberExt};

use server::Server;

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

fn incoming() -> HeaderMap {
    let mut headers = HeaderMap::new();
    let traceparent = format!("00-{TRACE}-{PARENT}-01");
    headers.insert("traceparent", traceparent.parse().expect("a value"));
    headers.insert("tracestate", "vendor=1".parse().expect("a value"));
    // A list may come in several headers.
    headers.append("baggage", "tenant=blue".parse().expect("a value"));
    headers.append("baggage", "colour=a%20b".parse().expect("a value"));
    headers
}

/// A runtime whose requests carry traces to `allowed` only. `tenant()` reads the baggage.
fn runtime(allowed: &Server) -> Runtime {
    let mut runtime = Runtime::builder().build().expect("the default runtime");
    let port = allowed.address.port();
    let headers = request_headers(move |url| url.port() == Some(port));
    {
        let context = &mut *runtime.context_mut();
        WebApis::default()
            .request_headers(headers)
            .register(None, context)
            .expect("fresh globals");
        let tenant = NativeFunction::from_fn_ptr(|_, _, context| {
            let tenant = baggage("tenant", context);
            Ok(tenant.map_or_else(JsValue::null, |tenant| js_string!(tenant).into()))
        });
        context
            .register_global_callable(js_string!("tenant"), 0, tenant)
            .expect("a fresh name");
    }
    runtime
}

fn eval(source: &str, context: &mut Context) -> JsResult<JsValue> {
    context.eval(Source::from_bytes(source))
}

fn subscriber(provider: &SdkTracerProvider) -> impl Subscriber + Send + Sync + use<> {
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
    Registry::default().with(layer)
}

fn span<'a>(spans: &'a [SpanData], name: &str) -> &'a SpanData {
    let found = spans.iter().find(|span| span.name == name);
    found.unwrap_or_else(|| panic!("no span {name}"))
}

#[test]
fn a_trace_goes_through_a_program_to_the_servers_that_the_host_allows() {
    let (allowed, other) = (Server::start(), Server::start());
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(exporter.clone())
        .build();
    let spans = tracing::subscriber::with_default(subscriber(&provider), || {
        let mut runtime = runtime(&allowed);
        let program = format!(
            "(async () => {{
                 await null;
                 await fetch('{}');
                 await fetch('{}', {{ headers: {{ traceparent: 'of the program' }} }});
                 await fetch('{}').catch(() => {{}});
                 await fetch('{}');
                 const xhr = new XMLHttpRequest();
                 xhr.open('GET', '{}');
                 await new Promise((resolve) => {{ xhr.onload = resolve; xhr.send(); }});
                 globalThis.seen = tenant();
             }})()",
            allowed.url("/direct"),
            allowed.url("/replaced"),
            other.url("/foreign"),
            // From the server that is allowed to the other one.
            allowed.url(&format!("/to/{}", other.url("/leak"))),
            allowed.url("/xhr"),
        );
        {
            let context = &mut *runtime.context_mut();
            let remote = Remote::extract(&incoming());
            remote
                .in_span(info_span!("request"), context, |context| {
                    eval(&program, context)
                })
                .expect("it begins");
            // Without a caller and without a span.
            eval(&format!("fetch('{}')", allowed.url("/nobody")), context).expect("it begins");
            // A span without a caller begins a trace.
            in_span(info_span!("fresh"), context, |context| {
                eval(&format!("fetch('{}')", allowed.url("/fresh")), context)
            })
            .expect("it begins");
        }
        runtime.run_until_idle_blocking().expect("a thread");
        assert_eq!(
            runtime.eval("seen").expect("set").display().to_string(),
            "\"blue\""
        );
        // While the runtime is there: the spans have ended with their requests.
        exporter.get_finished_spans().expect("no panic")
    });
    let request = span(&spans, "request");
    assert_eq!(request.span_context.trace_id().to_string(), TRACE);
    assert_eq!(request.parent_span_id.to_string(), PARENT);

    let expected = format!("00-{TRACE}-{}-01", request.span_context.span_id());
    for path in ["/direct", "/replaced", "/xhr"] {
        let received = allowed.at(path);
        assert_eq!(received.header("traceparent"), Some(&*expected), "{path}");
        assert_eq!(received.header("tracestate"), Some("vendor=1"), "{path}");
        let mut baggage: Vec<_> = received
            .header("baggage")
            .expect("sent")
            .split(',')
            .collect();
        baggage.sort_unstable();
        assert_eq!(baggage, ["colour=a%20b", "tenant=blue"], "{path}");
    }
    for received in [
        other.at("/foreign"),
        other.at("/leak"),
        allowed.at("/nobody"),
    ] {
        for name in ["traceparent", "tracestate", "baggage"] {
            assert_eq!(received.header(name), None, "{} {name}", received.path);
        }
    }
    let fresh = span(&spans, "fresh").span_context.clone();
    let expected = format!("00-{}-{}-01", fresh.trace_id(), fresh.span_id());
    assert_eq!(allowed.at("/fresh").header("traceparent"), Some(&*expected));
    assert_ne!(fresh.trace_id().to_string(), TRACE);
}

#[test]
fn a_program_makes_up_no_trace_for_the_servers_of_the_host() {
    let allowed = Server::start();
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(exporter.clone())
        .build();
    let spans = tracing::subscriber::with_default(subscriber(&provider), || {
        let mut runtime = runtime(&allowed);
        let program = |path: &str| {
            format!(
                "(async () => {{
                     const headers = {{
                         traceparent: '00-{TRACE}-{PARENT}-01', Tracestate: 'made=up', BAGGAGE: 'tenant=admin', other: 'own',
                     }};
                     await fetch('{0}', {{ headers }});
                     const xhr = new XMLHttpRequest();
                     xhr.open('GET', '{0}-xhr');
                     for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
                     await new Promise((resolve) => {{ xhr.onload = resolve; xhr.send(); }});
                 }})()",
                allowed.url(path)
            )
        };
        {
            let context = &mut *runtime.context_mut();
            // A span, but no caller: no baggage and no state.
            in_span(info_span!("alone"), context, |context| {
                eval(&program("/span"), context)
            })
            .expect("it begins");
            eval(&program("/nothing"), context).expect("it begins");
        }
        runtime.run_until_idle_blocking().expect("a thread");
        exporter.get_finished_spans().expect("no panic")
    });
    let alone = span(&spans, "alone").span_context.clone();
    let own = format!("00-{}-{}-01", alone.trace_id(), alone.span_id());
    for (path, traceparent) in [
        ("/span", Some(&*own)),
        ("/span-xhr", Some(&*own)),
        ("/nothing", None),
        ("/nothing-xhr", None),
    ] {
        let received = allowed.at(path);
        assert_eq!(received.header("traceparent"), traceparent, "{path}");
        assert_eq!(received.header("tracestate"), None, "{path}");
        assert_eq!(received.header("baggage"), None, "{path}");
        assert_eq!(received.header("other"), Some("own"), "{path}");
    }
}

#[test]
fn baggage_that_came_in_escapes_goes_out_in_escapes() {
    let allowed = Server::start();
    let mut runtime = runtime(&allowed);
    let cases = [
        // Metadata are not passed on, whatever is in them.
        ("a=b;p=%0A", "a=b"),
        ("a=b;p=%E2%82%AC", "a=b"),
        ("a=b;p=1%2Ctenant%3Dadmin", "a=b"),
        ("a=b;p", "a=b"),
        // Values stay what they are.
        ("a=c%0D%0Ab%00", "a=c%0D%0Ab%00"),
        ("a=%E2%82%AC", "a=%E2%82%AC"),
        (
            "a=1%2Ctenant%3Dadmin%3B%22%5C",
            "a=1%2Ctenant%3Dadmin%3B%22%5C",
        ),
        ("a=%252Ctenant%253Dadmin", "a=%252Ctenant%253Dadmin"),
        (
            "a=!#$&'()*+-./:<>?@[]^_`{|}~",
            "a=!#$&'()*+-./:<>?@[]^_`{|}~",
        ),
    ];
    for (i, (sent, _)) in cases.into_iter().enumerate() {
        let mut headers = HeaderMap::new();
        headers.insert("baggage", sent.parse().expect("a value"));
        let program = format!("fetch('{}')", allowed.url(&format!("/{i}")));
        Remote::extract(&headers)
            .in_span(
                info_span!("request"),
                &mut runtime.context_mut(),
                |context| eval(&program, context),
            )
            .expect("it begins");
    }
    runtime.run_until_idle_blocking().expect("a thread");
    for (i, (sent, expected)) in cases.into_iter().enumerate() {
        let received = allowed.at(&format!("/{i}"));
        assert_eq!(received.header("baggage"), Some(expected), "{sent}");
    }
}

#[test]
fn a_header_of_the_host_never_makes_a_request_fail() {
    let server = Server::start();
    let mut runtime = Runtime::builder().build().expect("the default runtime");
    WebApis::default()
        .request_headers(|_, _| {
            [
                ("x-line", "a\nb"),
                ("x-euro", "\u{20ac}"),
                ("x-latin", "\u{e4}"),
                ("x-empty", ""),
                ("x no token", "a"),
                ("", "a"),
                ("x-sent", "a b\tc"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into()
        })
        .register(None, &mut runtime.context_mut())
        .expect("fresh globals");
    let program = format!(
        "const headers = {{ 'x-line': 'own', 'x-euro': 'own', 'X-Latin': 'own', 'x-empty': 'own', 'x-sent': 'own' }};
         fetch('{}', {{ headers }})",
        server.url("/")
    );
    runtime.eval(&program).expect("it begins");
    runtime.run_until_idle_blocking().expect("a thread");
    let received = server.at("/");
    for name in ["x-line", "x-euro", "x-latin", "x-empty", "x no token", ""] {
        assert_eq!(received.header(name), None, "{name}");
    }
    assert_eq!(received.header("x-sent"), Some("a b\tc"));
}

#[test]
fn without_a_layer_of_opentelemetry_a_trace_is_passed_on_as_it_came() {
    let allowed = Server::start();
    let mut runtime = runtime(&allowed);
    Remote::extract(&incoming())
        .in_span(
            info_span!("request"),
            &mut runtime.context_mut(),
            |context| {
                eval(
                    &format!("setTimeout(() => fetch('{}'))", allowed.url("/passed")),
                    context,
                )
            },
        )
        .expect("it begins");
    runtime.run_until_idle_blocking().expect("a thread");
    let received = allowed.at("/passed");
    assert_eq!(
        received.header("traceparent"),
        Some(&*format!("00-{TRACE}-{PARENT}-01"))
    );
    assert_eq!(received.header("tracestate"), Some("vendor=1"));
}

#[test]
fn headers_that_are_not_valid_count_as_none() {
    let allowed = Server::start();
    let mut runtime = runtime(&allowed);
    let cases: [&[&str]; 4] = [
        &["nonsense"],
        &["00-00000000000000000000000000000000-b7ad6b7169203331-01"],
        &["\u{e4}"],
        // Which of them is right?
        &[
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        ],
    ];
    for (i, values) in cases.into_iter().enumerate() {
        let mut headers = HeaderMap::new();
        for value in values {
            let value = http::HeaderValue::from_bytes(value.as_bytes()).expect("a value");
            headers.append("traceparent", value);
        }
        Remote::extract(&headers)
            .in_span(
                info_span!("request"),
                &mut runtime.context_mut(),
                |context| {
                    eval(
                        &format!("fetch('{}')", allowed.url(&format!("/{i}"))),
                        context,
                    )
                },
            )
            .expect("it begins");
    }
    runtime.run_until_idle_blocking().expect("a thread");
    for i in 0..4 {
        assert_eq!(
            allowed.at(&format!("/{i}")).header("traceparent"),
            None,
            "{i}"
        );
    }
}

#[test]
fn a_request_without_a_trace_stays_in_that_of_the_server() {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(exporter.clone())
        .build();
    let spans = tracing::subscriber::with_default(subscriber(&provider), || {
        let mut runtime = Runtime::builder().build().expect("the default runtime");
        let context = &mut *runtime.context_mut();
        let mut none = HeaderMap::new();
        none.insert("baggage", "tenant=blue".parse().expect("a value"));
        let server = info_span!("server").entered();
        Remote::extract(&none).in_span(info_span!("without"), context, |context| {
            assert_eq!(baggage("tenant", context).as_deref(), Some("blue"));
        });
        Remote::extract(&incoming()).in_span(info_span!("with"), context, |_| {});
        // Too late: it was entered.
        let late = info_span!("late");
        late.in_scope(|| Remote::extract(&incoming()).adopt(&late));
        drop((late, server));
        exporter.get_finished_spans().expect("no panic")
    });
    let server = span(&spans, "server").span_context.clone();
    for name in ["without", "late"] {
        let local = span(&spans, name);
        assert_eq!(local.parent_span_id, server.span_id(), "{name}");
        assert_eq!(local.span_context.trace_id(), server.trace_id(), "{name}");
    }
    let with = span(&spans, "with");
    assert_eq!(with.parent_span_id.to_string(), PARENT);
    assert_eq!(with.span_context.trace_id().to_string(), TRACE);
}

/// Sends over a socket of its own, so that the test needs no second HTTP library.
#[derive(Debug)]
struct Client;

#[async_trait::async_trait]
impl HttpClient for Client {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (parts, body) = request.into_parts();
        let authority = parts.uri.authority().ok_or("no authority")?;
        let mut stream = TcpStream::connect(authority.as_str())?;
        write!(
            stream,
            "POST {} HTTP/1.1\r\ncontent-length: {}\r\n",
            parts.uri.path(),
            body.len()
        )?;
        for (name, value) in &parts.headers {
            write!(stream, "{name}: {}\r\n", value.to_str()?)?;
        }
        stream.write_all(b"\r\n")?;
        stream.write_all(&body)?;
        let mut status = [0; 15];
        BufReader::new(&stream).read_exact(&mut status)?;
        assert_eq!(&status, b"HTTP/1.1 200 OK");
        Ok(Response::new(Bytes::new()))
    }
}

#[test]
fn an_otlp_collector_receives_the_tree_of_a_request() {
    let (collector, allowed) = (Server::start(), Server::start());
    let exporter = opentelemetry_otlp::SpanExporter::builder()
        .with_http()
        .with_http_client(Client)
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(collector.url("/v1/traces"))
        .build()
        .expect("an exporter");
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .build();
    tracing::subscriber::with_default(subscriber(&provider), || {
        let mut runtime = runtime(&allowed);
        let query = NativeFunction::from_fn_ptr(|_, _, _| {
            info_span!("query", table = "users").in_scope(|| tracing::info!("3 rows"));
            Ok(JsValue::undefined())
        });
        {
            let context = &mut *runtime.context_mut();
            context
                .register_global_callable(js_string!("query"), 0, query)
                .expect("a fresh name");
            let program = "(async () => { await null; query(); setTimeout(query, 1); })()";
            Remote::extract(&incoming())
                .in_span(info_span!("request"), context, |context| {
                    eval(program, context)
                })
                .expect("it begins");
        }
        runtime.run_until_idle_blocking().expect("a thread");
    });
    provider.shutdown().expect("everything is sent");
    let bodies = collector.received();
    let spans: Vec<_> = bodies
        .iter()
        .inspect(|request| {
            assert_eq!(request.path, "/v1/traces");
            assert_eq!(
                request.header("content-type"),
                Some("application/x-protobuf")
            );
        })
        .map(|request| ExportTraceServiceRequest::decode(&*request.body).expect("protobuf"))
        .flat_map(|export| export.resource_spans)
        .flat_map(|resource| resource.scope_spans)
        .flat_map(|scope| scope.spans)
        .collect();
    let request = spans
        .iter()
        .find(|span| span.name == "request")
        .expect("it was sent");
    assert_eq!(hex(&request.trace_id), TRACE);
    assert_eq!(hex(&request.parent_span_id), PARENT);
    let queries: Vec<_> = spans.iter().filter(|span| span.name == "query").collect();
    assert_eq!(queries.len(), 2);
    for query in queries {
        assert_eq!(query.trace_id, request.trace_id);
        assert_eq!(query.parent_span_id, request.span_id);
        assert_eq!(query.events[0].name, "3 rows");
    }
    assert_eq!(spans.len(), 3);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
