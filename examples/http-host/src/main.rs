//! `cargo run -p boa_async_context_http_host`, then `curl -H 'visitor: ann' http://127.0.0.1:8080/twice`.
#![forbid(unsafe_code)]

use std::{
    error::Error,
    io::{self, Write as _},
    time::Duration,
};

use http_host::{JsThread, Service};
use tracing_subscriber::fmt::format::FmtSpan;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt()
        .with_span_events(FmtSpan::CLOSE)
        .init();
    let address = std::env::args().nth(1);
    let address = address.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let javascript = JsThread::start(include_str!("../app.js"))?;
    let service = Service::new(&javascript, Duration::from_secs(10));
    let listener = tokio::net::TcpListener::bind(&address)
        .await
        .map_err(|error| format!("cannot listen at {address}: {error}"))?;
    let _ = writeln!(
        io::stdout(),
        "listening at http://{}",
        listener.local_addr()?
    );
    axum::serve(listener, service.router())
        .with_graceful_shutdown(async {
            // Without a handler for the signal the process just ends by it.
            let _ = tokio::signal::ctrl_c().await;
        })
        .await?;
    let failures = javascript.finish();
    let _ = writeln!(io::stdout(), "{failures:?} uncaught exceptions");
    Ok(())
}
