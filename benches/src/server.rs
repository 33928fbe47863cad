//! A server on the loopback interface, which answers every request alike.

use std::{net::SocketAddr, sync::LazyLock, thread};

use axum::Router;
use tokio::net::TcpListener;

static ADDRESS: LazyLock<SocketAddr> = LazyLock::new(|| {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("it has one");
    listener.set_nonblocking(true).expect("a socket");
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a thread").block_on(async {
            let listener = TcpListener::from_std(listener).expect("a socket");
            let router = Router::new().fallback(async || "text");
            axum::serve(listener, router).await
        })
    });
    address
});

/// Its address. The first call starts it.
pub fn address() -> SocketAddr {
    *ADDRESS
}
