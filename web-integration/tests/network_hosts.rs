//! The base URL, and the tokio runtimes in which a host runs the event loop.

#[path = "harness/server.rs"]
mod server;

use boa_async_context::Runtime;
use boa_async_context_web::WebApis;
use boa_engine::{Context, Source};
use boa_runtime::extensions::RuntimeExtension;

fn runtime() -> Runtime {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    runtime
}

/// A script that sets `said` to the text of a response, or to the error.
fn fetch(url: &str) -> String {
    format!(
        "globalThis.said = 'nothing';
         fetch({url:?}).then((response) => response.text()).then(
             (text) => {{ said = text; }}, (error) => {{ said = `${{error.name}}: ${{error.message}}`; }});"
    )
}

fn said(runtime: &mut Runtime) -> String {
    let said = runtime.eval("said").expect("a variable");
    said.display().to_string()
}

#[test]
fn relative_urls_are_relative_to_the_base_of_the_host() {
    let (origin, _) = server::start(server::Shared::default());
    let mut runtime = Runtime::builder().build().expect("a runtime");
    let apis = WebApis::default().base_url(format!("{origin}/directory/"));
    apis.register(None, &mut runtime.context_mut())
        .expect("fresh globals");
    runtime.eval(&fetch("../status?body=x")).expect("a script");
    runtime.run_until_idle_blocking().expect("no I/O error");
    assert_eq!(said(&mut runtime), "\"x\"");
    let urls = "new Request('a?b').url + ' ' + new Request('http://x/y').url + ' '
                + Response.redirect('/r').headers.get('location')";
    let urls = runtime.eval(urls).expect("URLs").display().to_string();
    assert_eq!(
        urls,
        format!("\"{origin}/directory/a?b http://x/y {origin}/r\"")
    );
}

#[test]
fn the_origin_of_a_blob_url_is_that_of_the_base() {
    let of = |base: &str| {
        let mut runtime = Runtime::builder().build().expect("a runtime");
        let apis = WebApis::default().base_url(base);
        apis.register(None, &mut runtime.context_mut())
            .expect("fresh globals");
        let script = "globalThis.url = URL.createObjectURL(new Blob(['x']));
                      const made = url.slice(0, -36) + ' ' + new URL(url).origin;
                      made";
        let made = runtime.eval(script).expect("a blob: URL");
        runtime
            .eval("globalThis.said = 'nothing'; fetch(url).then((response) => response.text()).then((text) => { said = text; })")
            .expect("a script");
        runtime.run_until_idle_blocking().expect("no I/O error");
        assert_eq!(said(&mut runtime), "\"x\"", "{base}");
        made.display().to_string()
    };
    assert_eq!(
        of("https://a.example:443/directory/"),
        "\"blob:https://a.example/ https://a.example\""
    );
    assert_eq!(of("file:///directory/"), "\"blob:null/ null\"");
}

#[test]
fn a_base_that_is_no_url_is_an_error_of_the_registration() {
    let apis = WebApis::default().base_url("no url");
    let error = apis.register(None, &mut Context::default());
    assert!(error.is_err_and(|error| error.to_string().contains("no url")));
}

#[test]
fn the_network_works_in_whatever_runtime_the_loop_runs() {
    let (origin, _) = server::start(server::Shared::default());
    let url = format!("{origin}/status?body=x");
    let mut runtime = runtime();
    // The connection that the first iteration leaves open belongs to the tokio runtime in which it was opened.
    for _ in 0..2 {
        runtime.eval(&fetch(&url)).expect("a script");
        runtime.run_until_idle_blocking().expect("no I/O error");
        assert_eq!(said(&mut runtime), "\"x\"");
        let surrounding = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        surrounding.block_on(async {
            runtime.eval(&fetch(&url)).expect("a script");
            runtime.run_until_idle_blocking().expect("no I/O error");
            assert_eq!(said(&mut runtime), "\"x\"", "nested");
            runtime.eval(&fetch(&url)).expect("a script");
            runtime.run_until_idle().await;
            assert_eq!(said(&mut runtime), "\"x\"", "in the surrounding one");
        });
    }
}

#[test]
fn without_a_tokio_runtime_everything_fails_as_on_a_network_that_is_down() {
    let mut context = Context::default();
    WebApis::default()
        .register(None, &mut context)
        .expect("fresh globals");
    let script = "globalThis.log = [];
        fetch('http://127.0.0.1:1/').catch((error) => log.push(error.message));
        const xhr = new XMLHttpRequest();
        xhr.onerror = () => log.push('xhr');
        xhr.ontimeout = () => log.push('timeout');
        xhr.open('GET', 'http://127.0.0.1:1/');
        xhr.timeout = 1;
        xhr.send();
        const source = new EventSource('http://127.0.0.1:1/');
        source.onerror = () => log.push(`source ${source.readyState}`);";
    context.eval(Source::from_bytes(script)).expect("a script");
    context.run_jobs().expect("nothing is thrown");
    let log = context.eval(Source::from_bytes("log.sort().join('; ')"));
    let log = log.expect("a string").display().to_string();
    let failed = "fetch failed: the host does not run the jobs in a tokio runtime";
    assert_eq!(log, format!("\"{failed}; source 2; xhr\""));
}
