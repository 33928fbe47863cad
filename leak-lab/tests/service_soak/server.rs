//! The server that the tenants ask, on loopback.

use std::{net::SocketAddr, thread};

use axum::{Router, routing::any};
use tokio::net::TcpListener;

/// Starts a server: `/echo` answers with the body of the request, `/never` does not answer. Returns its address.
pub fn start() -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("a bound socket has one");
    listener.set_nonblocking(true).expect("a socket");
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener).expect("a socket");
            let router = Router::new()
                .route("/echo", any(|body: String| async { body }))
                .route("/never", any(std::future::pending::<String>));
            axum::serve(listener, router).await
        })
    });
    address
}
