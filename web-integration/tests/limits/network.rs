//! Requests: how many, how large, and where they may go.

use std::{
    io::{Read, Write},
    net::{IpAddr, TcpListener},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use boa_async_context::{Limit, Limits, NetworkRules};
use boa_async_context_web::{WebApis, WorkerPolicy};
use boa_engine::{JsValue, NativeFunction, js_string};

use crate::{
    server,
    support::{assert_met, eval, run, runtime, runtime_with},
};

/// What each API that connects says about a URL: `ask(url)` logs it.
const ASK: &str = "
    const ask = {
        fetch: (url) => fetch(url).then((response) => response.text())
            .then((text) => log.push(text), (error) => log.push(`${error.name}: ${error.message}`)),
        xhr: (url) => {
            const xhr = new XMLHttpRequest();
            xhr.onload = () => log.push(xhr.responseText);
            xhr.onerror = () => log.push('error');
            xhr.open('GET', url);
            xhr.send();
        },
        source: (url) => {
            const source = new EventSource(url);
            source.onerror = () => { log.push(`error ${source.readyState}`); source.close(); };
        },
    };";

fn with_key(origin: &str, key: &str) -> String {
    format!("{origin}/status?key={key}&body=got")
}

#[test]
fn requests_count_until_the_body_has_arrived() {
    let (origin, _) = server::start(server::Shared::default());
    let (mut runtime, reports) = runtime(Limits::none().requests(2));
    let url = with_key(&origin, "counted");
    eval(
        &mut runtime,
        &format!(
            "{ASK}
             const url = {url:?};
             v.run(1, () => {{ ask.fetch(url); ask.fetch(url); ask.fetch(url); }});
             log.push(refused(() => ask.xhr(url)), refused(() => new EventSource(url)));"
        ),
    );
    run(&mut runtime, true);
    let log = eval(&mut runtime, "log.join('; ')");
    let quota = "QuotaExceededError";
    let fetch = "fetch: the limit of 2 requests under way is met (Limits::requests)";
    assert_eq!(log, format!("{quota}; {quota}; {quota}: {fetch}; got; got"));
    assert_met(&reports, &[(Limit::Requests, 2, 3, "1")]);
    // They are done. A body that nobody reads keeps its place.
    eval(
        &mut runtime,
        "log.length = 0;
         const responses = [];
         (async () => {
             responses.push(await fetch(url), await fetch(url));
             await ask.fetch(url);
             await responses.pop().body.cancel();
             await ask.fetch(url);
             // Forgotten ones are collected.
             for (let i = 0; i < 8; i++) { await fetch(url); await null; }
             log.push('end');
         })();",
    );
    run(&mut runtime, true);
    let log = eval(&mut runtime, "log.join('; ')");
    assert_eq!(log, format!("{quota}: {fetch}; got; end"));
}

/// A server that serves one connection until that is closed, and then the next; and which connection each request came on.
fn one_at_a_time() -> (String, Arc<Mutex<Vec<usize>>>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let address = listener.local_addr().expect("an address");
    let requests = Arc::<Mutex<Vec<_>>>::default();
    let counted = requests.clone();
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let mut stream = stream.expect("a connection");
            // Only so that the test ends if a connection is kept and not used again.
            let limit = Some(Duration::from_secs(600));
            stream.set_read_timeout(limit).expect("a socket");
            let mut buffer = [0; 4096];
            // A request without a body is one packet here.
            while let Ok(1..) = stream.read(&mut buffer) {
                counted.lock().expect("no panic").push(number);
                let response = b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\ngot";
                stream.write_all(response).expect("the client reads");
            }
        }
    });
    (format!("http://{address}/"), requests)
}

#[test]
fn where_requests_are_counted_no_connection_outlives_them() {
    for (limits, connections) in [
        (Limits::none(), [0, 0, 0]),
        (Limits::none().requests(1), [0, 1, 2]),
    ] {
        let (url, requests) = one_at_a_time();
        let (mut runtime, _) = runtime(limits);
        eval(
            &mut runtime,
            &format!(
                "{ASK} (async () => {{ for (const i of [0, 1, 2]) await ask.fetch({url:?}); }})();"
            ),
        );
        run(&mut runtime, true);
        assert_eq!(eval(&mut runtime, "log.join()"), "got,got,got");
        assert_eq!(*requests.lock().expect("no panic"), connections);
    }
}

#[test]
fn limits_that_are_put_later_hold_for_the_next_request() {
    let (origin, _) = server::start(server::Shared::default());
    let url = with_key(&origin, "later");
    let (mut runtime, reports) = runtime(Limits::none());
    let ask = |runtime: &mut boa_async_context::Runtime| {
        eval(
            runtime,
            &format!("{{ {ASK} log.length = 0; ask.fetch({url:?}); }}"),
        );
        run(runtime, true);
        eval(runtime, "log.join()")
    };
    assert_eq!(ask(&mut runtime), "got");
    let nowhere = Limits::none().network(NetworkRules::nowhere());
    nowhere.put_into(&mut runtime.context_mut());
    assert!(ask(&mut runtime).contains("does not allow 127.0.0.1"));
    assert_eq!(reports.take().len(), 1);
    Limits::none().put_into(&mut runtime.context_mut());
    assert_eq!(ask(&mut runtime), "got");
}

#[test]
fn a_failed_or_aborted_request_gives_its_place_back() {
    let (origin, _) = server::start(server::Shared::default());
    let (mut runtime, _) = runtime(Limits::none().requests(1));
    eval(
        &mut runtime,
        &format!(
            "{ASK}
             const origin = {origin:?};
             (async () => {{
                 await ask.fetch(origin + '/hang-up');
                 await ask.fetch(origin + '/status?code=204');
                 await ask.fetch('data:,x');
                 const signal = AbortSignal.timeout(20);
                 await fetch(origin + '/silent', {{ signal }}).catch((error) => log.push(error.name));
                 // The connection is closed in the next turn.
                 await new Promise((resolve) => setTimeout(resolve));
                 const xhr = new XMLHttpRequest();
                 xhr.open('GET', origin + '/silent');
                 xhr.send();
                 await new Promise((resolve) => setTimeout(resolve, 20));
                 xhr.abort();
                 await new Promise((resolve) => setTimeout(resolve));
                 const source = new EventSource(origin + '/silent');
                 await new Promise((resolve) => setTimeout(resolve, 20));
                 source.close();
                 await new Promise((resolve) => setTimeout(resolve));
                 await ask.fetch(origin + '/status?body=last');
             }})();"
        ),
    );
    run(&mut runtime, true);
    let log = eval(&mut runtime, "log.slice(1).join()");
    assert_eq!(log, ",x,TimeoutError,last");
}

#[test]
fn a_body_that_is_read_at_once_has_a_limit() {
    let shared = server::Shared::default();
    let (origin, _) = server::start(shared.clone());
    for (read, expected) in [
        (
            "fetch(url).then((response) => response.text())",
            "QuotaExceededError",
        ),
        // The program asks for the stream first, so it is the stream that is read.
        (
            "fetch(url).then((response) => { response.body; return response.arrayBuffer(); })",
            "QuotaExceededError",
        ),
        (
            "new Promise((resolve, reject) => {
                 const xhr = new XMLHttpRequest();
                 xhr.onload = resolve;
                 xhr.onerror = () => reject({ name: 'error event' });
                 xhr.open('GET', url);
                 xhr.send();
             })",
            "error event",
        ),
    ] {
        for path in ["endless?key=large&ms=0", "encoded?as=gzip&n=100000"] {
            let (mut runtime, reports) = runtime(Limits::none().body_bytes(100_000));
            let url = format!("{origin}/{path}");
            eval(
                &mut runtime,
                &format!(
                    "const url = {url:?};
                     v.run(1, () => {read}).then(() => log.push('read'), (error) => log.push(error.name));"
                ),
            );
            run(&mut runtime, true);
            assert_eq!(eval(&mut runtime, "log.join()"), expected, "{read} {path}");
            assert_met(&reports, &[(Limit::BodyBytes, 100_000, 1, "1")]);
        }
    }
    // What is not too large arrives, and a stream has no limit.
    let (mut runtime, reports) = runtime(Limits::none().body_bytes(100_000));
    eval(
        &mut runtime,
        &format!(
            "(async () => {{
                 const text = await (await fetch('{origin}/encoded?as=gzip&n=20000')).text();
                 log.push(text.length);
                 let read = 0;
                 for await (const chunk of (await fetch('{origin}/endless?ms=0')).body) {{
                     if ((read += chunk.length) > 300_000) break;
                 }}
                 log.push(read > 300_000);
             }})();"
        ),
    );
    run(&mut runtime, true);
    assert_eq!(eval(&mut runtime, "log.join()"), "100000,true");
    assert_met(&reports, &[]);
}

#[test]
fn an_event_that_is_too_large_ends_its_source() {
    let (origin, _) = server::start(server::Shared::default());
    let long = "x".repeat(1_001);
    let lines = "data:%0A".repeat(1_001);
    for (number, path) in [
        // A line without an end, and an event without one.
        format!("sse?hold&c0=data:{long}"),
        format!("sse?hold&c0={lines}"),
        // Comments need no memory, but the decoder makes many of one byte.
        "encoded?as=gzip&type=text/event-stream&text=:%0A&n=1000000".to_owned(),
    ]
    .into_iter()
    .enumerate()
    {
        let most = [1_000, 1_000, 100][number];
        let (mut runtime, reports) = runtime(Limits::none().body_bytes(most));
        let url = format!("{origin}/{path}&key=event{number}");
        eval(
            &mut runtime,
            &format!("{ASK} v.run(1, () => ask.source({url:?}));"),
        );
        run(&mut runtime, true);
        assert_eq!(eval(&mut runtime, "log.join()"), "error 2", "{number}");
        assert_met(&reports, &[(Limit::BodyBytes, most, 1, "1")]);
    }
    // A stream of small events has no end.
    let (mut runtime, reports) = runtime(Limits::none().body_bytes(100));
    let events = "data:0123456789%0A%0A".repeat(50);
    let url = format!("{origin}/sse?key=small&c0={events}");
    eval(
        &mut runtime,
        &format!(
            "let events = 0;
             const source = new EventSource({url:?});
             source.onmessage = () => {{ if (++events === 50) source.close(); }};"
        ),
    );
    run(&mut runtime, true);
    assert_eq!(eval(&mut runtime, "events"), "50");
    assert_met(&reports, &[]);
}

/// The log of each API for a URL under these rules, how often the server was asked, and what the host is told.
fn asked(rules: &NetworkRules, url: &str) -> (String, Vec<String>) {
    let (mut runtime, reports) = runtime(Limits::none().network(rules.clone()));
    eval(
        &mut runtime,
        &format!("{ASK} v.run(1, () => {{ for (const how in ask) ask[how]({url:?}); }});"),
    );
    run(&mut runtime, true);
    let told = reports
        .take()
        .iter()
        .map(|report| {
            let met = report.limit().expect("a report of a limit");
            assert_eq!(met.limit(), Limit::Network);
            let entries = report.mapping().debug_entries();
            assert_eq!(entries.len(), 1, "the mapping of the call");
            met.to_string()
        })
        .collect();
    (eval(&mut runtime, "log.sort().join('; ')"), told)
}

fn seen(origin: &str, key: &str) -> String {
    let (mut runtime, _) = runtime(Limits::none());
    let url = format!("{origin}/seen?key={key}");
    eval(
        &mut runtime,
        &format!("fetch({url:?}).then((r) => r.json()).then((seen) => log.push(seen.requests));"),
    );
    run(&mut runtime, true);
    eval(&mut runtime, "log.join()")
}

#[test]
fn private_networks_are_refused_by_address_and_by_name() {
    let (origin, _) = server::start(server::Shared::default());
    let port = origin.rsplit(':').next().expect("a port");
    for (number, host) in [
        "127.0.0.1",
        // The URL Standard makes 127.0.0.1 of all of these.
        "127.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "127.0.0.1.",
        "[::ffff:127.0.0.1]",
        // Names that are resolved.
        "localhost",
        "LOCALHOST",
        // The system takes this for the same machine.
        "0.0.0.0",
        "[::1]",
        "[::]",
    ]
    .into_iter()
    .enumerate()
    {
        let key = format!("private{number}");
        let url = with_key(&format!("http://{host}:{port}"), &key);
        let (log, told) = asked(&NetworkRules::public(), &url);
        let mut words = log.split("; ");
        let fetch = words.next().unwrap_or_default();
        assert!(
            fetch.starts_with("TypeError: fetch failed: the host of this program does not allow"),
            "{host}: {log}"
        );
        assert_eq!(
            words.collect::<Vec<_>>(),
            ["error", "error 2"],
            "{host}: {log}"
        );
        // All three in one job or in several: each is told, with the mapping.
        assert!(!told.is_empty(), "{host}");
        for told in told {
            assert!(
                told.ends_with("this host does not allow it (Limits::network)"),
                "{told}"
            );
        }
        assert_eq!(seen(&origin, &key), "0", "{host} was asked");
    }
}

#[test]
fn a_name_that_cannot_be_allowed_is_not_resolved() {
    // Nobody has an address for it, so whoever resolves it says that there is none.
    let url = "http://a-secret.invalid/";
    let refused = |rules: &NetworkRules, what: &str| {
        let (log, told) = asked(rules, url);
        let message = format!("the host of this program does not allow {what}");
        assert!(log.contains(&message), "{rules:?}: {log}");
        assert!(log.contains("error; error 2"), "{rules:?}: {log}");
        assert!(told.iter().all(|told| told.contains(what)), "{told:?}");
        assert!(!told.is_empty(), "{rules:?}");
    };
    refused(&NetworkRules::nowhere(), "a-secret.invalid");
    // The filter for requests is asked first.
    let only_https = |rules: NetworkRules| {
        rules
            .also_addresses(|_, _| true)
            .only_requests(|request| request.url.starts_with("https:"))
    };
    refused(&only_https(NetworkRules::nowhere()), url);
    refused(&only_https(NetworkRules::public()), url);
}

#[test]
fn what_is_allowed_also_is_connected_to() {
    let (origin, other) = server::start(server::Shared::default());
    let port = origin.rsplit(':').next().expect("a port");
    let local = format!("http://localhost:{port}");
    let by_name = NetworkRules::public().also_addresses(|host, _| host == "localhost");
    for (rules, origin, is_allowed) in [
        (&by_name, &local, true),
        (&by_name, &other, false),
        (&NetworkRules::nowhere().also_loopback(), &local, true),
        (&NetworkRules::nowhere().also_loopback(), &other, true),
        (&NetworkRules::nowhere(), &local, false),
        (&NetworkRules::any(), &other, true),
    ] {
        let (log, told) = asked(rules, &with_key(origin, "also"));
        assert_eq!(log.contains("got"), is_allowed, "{rules:?} {origin}: {log}");
        assert_eq!(told.is_empty(), is_allowed, "{rules:?} {origin}: {told:?}");
    }
}

#[test]
fn the_filter_sees_every_redirect_and_every_address() {
    let (origin, other) = server::start(server::Shared::default());
    let target = with_key(&other, "redirected");
    let encoded = target.replace('&', "%26");
    let url = format!("{origin}/redirect?to={encoded}");
    let requests = Arc::<Mutex<Vec<_>>>::default();
    let addresses = Arc::<Mutex<Vec<_>>>::default();
    let rules = |refused: &'static str| {
        let (requests, addresses) = (requests.clone(), addresses.clone());
        NetworkRules::nowhere()
            .only_requests(move |request| {
                let entry = (
                    request.method.to_owned(),
                    request.url.to_owned(),
                    request.redirects,
                );
                requests.lock().expect("no panic").push(entry);
                refused.is_empty() || !request.url.contains(refused)
            })
            .also_addresses(move |host, address| {
                addresses
                    .lock()
                    .expect("no panic")
                    .push((host.to_owned(), address));
                true
            })
    };
    let (mut runtime, _) = runtime(Limits::none().network(rules("")));
    eval(&mut runtime, &format!("{ASK} ask.fetch({url:?});"));
    run(&mut runtime, true);
    assert_eq!(eval(&mut runtime, "log.join()"), "got");
    let seen_requests = std::mem::take(&mut *requests.lock().expect("no panic"));
    assert_eq!(
        seen_requests,
        [
            ("GET".to_owned(), url.clone(), 0),
            ("GET".to_owned(), target.clone(), 1)
        ]
    );
    let loopback: IpAddr = [127, 0, 0, 1].into();
    let seen_addresses = std::mem::take(&mut *addresses.lock().expect("no panic"));
    assert_eq!(seen_addresses.len(), 2);
    assert!(
        seen_addresses
            .iter()
            .all(|(host, address)| host == "127.0.0.1" && *address == loopback)
    );
    // The same with a filter that refuses the second.
    let before = seen(&other, "redirected");
    let (log, told) = asked(&rules("status"), &url);
    assert!(log.contains("does not allow"), "{log}");
    assert!(told.iter().all(|told| told.contains("/status")), "{told:?}");
    assert_eq!(seen(&other, "redirected"), before);
}

/// The headers of a request with these ones, as the server gets them, or the error.
fn echoed(rules: NetworkRules, origin: &str, headers: &str) -> (String, Vec<String>) {
    let (mut runtime, reports) = runtime(Limits::none().network(rules));
    eval(
        &mut runtime,
        &format!(
            "fetch('{origin}/echo', {{ headers: {headers} }}).then((response) => response.text()).then(
                 (text) => log.push(text.toLowerCase()), (error) => log.push(`${{error.name}}: ${{error.message}}`));"
        ),
    );
    run(&mut runtime, true);
    let told = reports.take();
    let told = told.iter().filter_map(|report| report.limit());
    let told = told.map(ToString::to_string).collect();
    (eval(&mut runtime, "log.join()"), told)
}

#[test]
fn under_rules_no_header_reaches_another_server() {
    let (origin, _) = server::start(server::Shared::default());
    let authority = origin.trim_start_matches("http://");
    let filtered = NetworkRules::any().only_requests(|_| true);
    for rules in [NetworkRules::nowhere().also_loopback(), filtered] {
        for other in ["other.test", "127.0.0.1", &format!("{authority}0")] {
            let (said, told) = echoed(rules.clone(), &origin, &format!("{{ hOst: '{other}' }}"));
            let expected = format!(
                "TypeError: fetch failed: the host of this program does not allow the header `Host: {other}`"
            );
            assert!(said.starts_with(&expected), "{said}");
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].contains(other), "{told:?}");
        }
        let (said, told) = echoed(
            rules,
            &origin,
            &format!(
                "{{ host: '{authority}', connection: 'x-gone', 'content-length': '7', expect: 'x-gone', 'keep-alive': 'x-gone',
                    te: 'x-gone', trailer: 'x-gone', 'transfer-encoding': 'x-gone', upgrade: 'x-gone',
                    'proxy-authorization': 'x-gone', 'Proxy-Other': 'x-gone', cookie: 'stays', origin: 'stays' }}"
            ),
        );
        assert_eq!(said.matches("stays").count(), 2, "{said}");
        assert!(
            !said.contains("x-gone") && !said.contains("content-length"),
            "{said}"
        );
        assert_eq!(said.matches(authority).count(), 1, "one host: {said}");
        assert!(told.is_empty(), "{told:?}");
    }
    // Without rules a program may say what it likes.
    let headers = "{ host: 'other.test', te: 'x-there' }";
    let (said, told) = echoed(NetworkRules::any(), &origin, headers);
    assert!(
        said.contains("other.test") && said.contains("x-there"),
        "{said}"
    );
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_host_header_is_for_the_first_server_only() {
    let (origin, other) = server::start(server::Shared::default());
    let authority = origin.trim_start_matches("http://");
    let rules = NetworkRules::nowhere().also_loopback();
    let (mut runtime, _) = runtime(Limits::none().network(rules));
    eval(
        &mut runtime,
        &format!(
            "fetch('{origin}/redirect?to={other}/echo', {{ headers: {{ host: '{authority}' }} }})
                 .then((response) => response.text()).then((text) => log.push(text), (error) => log.push(error.message));"
        ),
    );
    run(&mut runtime, true);
    let said = eval(&mut runtime, "log.join()");
    assert!(said.contains(other.trim_start_matches("http://")), "{said}");
    assert!(!said.contains(authority), "{said}");
}

#[test]
fn a_redirect_to_a_private_address_is_refused() {
    let (origin, other) = server::start(server::Shared::default());
    let port = origin.rsplit(':').next().expect("a port");
    let target = with_key(&other, "inside").replace('&', "%26");
    let url = format!("http://localhost:{port}/redirect?to={target}");
    let rules = NetworkRules::public().also_addresses(|host, _| host == "localhost");
    let (log, told) = asked(&rules, &url);
    assert!(log.contains("does not allow 127.0.0.1"), "{log}");
    assert!(!told.is_empty());
    assert_eq!(seen(&other, "inside"), "0");
}

#[test]
fn a_worker_inherits_where_requests_may_go() {
    let (origin, _) = server::start(server::Shared::default());
    let url = with_key(&origin, "worker");
    let code = format!(
        "fetch({url:?}).then(() => postMessage('got'), (error) => postMessage(error.name)).then(close)"
    );
    // By itself, and built by a factory of the host from the request.
    for policy in [
        WorkerPolicy::new(),
        WorkerPolicy::new().factory(|request| Ok(request.builder().build()?.into())),
    ] {
        let (mut runtime, reports) = runtime_with(
            WebApis::default().worker_policy(policy),
            Limits::untrusted(),
        );
        let worker = serde_json::to_string(&code).expect("text");
        eval(
            &mut runtime,
            &format!(
                "const worker = new Worker('data:text/javascript,' + encodeURIComponent({worker}));
                 worker.onmessage = (event) => log.push(event.data);"
            ),
        );
        run(&mut runtime, true);
        assert_eq!(eval(&mut runtime, "log.join()"), "TypeError");
        let told = reports.take();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].limit().expect("a limit").limit(), Limit::Network);
    }
    assert_eq!(seen(&origin, "worker"), "0");
}

#[test]
fn an_event_source_connects_again_under_the_rules_of_that_time() {
    let (origin, _) = server::start(server::Shared::default());
    let (mut runtime, reports) = runtime(Limits::none());
    let forbid = NativeFunction::from_fn_ptr(|_, _, context| {
        let limits = Limits::none().network(NetworkRules::nowhere());
        limits.put_into(context);
        Ok(JsValue::undefined())
    });
    runtime
        .context_mut()
        .register_global_callable(js_string!("forbid"), 0, forbid)
        .expect("a fresh name");
    let url = format!(
        "{origin}/sse?key=rules&c0=retry:%201%0Adata:%20first%0A%0A&c1=data:%20second%0A%0A"
    );
    eval(
        &mut runtime,
        &format!(
            "const source = new EventSource({url:?});
             source.onmessage = ({{ data }}) => {{ log.push(data); forbid(); }};
             source.onerror = () => log.push(`error ${{source.readyState}}`);"
        ),
    );
    run(&mut runtime, true);
    // The end of the stream, and the refusal.
    assert_eq!(eval(&mut runtime, "log.join()"), "first,error 0,error 2");
    let told = reports.take();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].limit().expect("a limit").limit(), Limit::Network);
}
