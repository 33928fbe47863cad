//! `https:`, with a server whose certificate is created here. The environment of the process decides which certificates
//! the system trusts, so each case runs in a process of its own.

use std::{net::SocketAddr, path::Path, process::Command, sync::Arc, thread};

use boa_async_context::Runtime;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{ServerConfig, crypto::ring, pki_types::PrivatePkcs8KeyDer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;

/// The certificate of an authority, in PEM, and a server on loopback with a certificate that it has signed.
fn certificates() -> (String, ServerConfig) {
    let authority_key = KeyPair::generate().expect("a key");
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root = authority
        .self_signed(&authority_key)
        .expect("a certificate");
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate().expect("a key");
    let server = CertificateParams::new(vec!["127.0.0.1".to_owned()]).expect("a name");
    let certificate = server.signed_by(&key, &issuer).expect("a certificate");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )
        .expect("a key that fits");
    (root.pem(), config)
}

/// Starts a server that answers `secret`, and returns its origin.
fn serve(config: ServerConfig) -> String {
    let (sender, receiver) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async move {
            let address: SocketAddr = ([127, 0, 0, 1], 0).into();
            let listener = TcpListener::bind(address).await.expect("a port");
            let address = listener.local_addr().expect("an address");
            sender
                .send(format!("https://{address}"))
                .expect("somebody waits");
            let acceptor = TlsAcceptor::from(Arc::new(config));
            while let Ok((stream, _)) = listener.accept().await {
                // A client that does not trust the certificate closes the connection.
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    continue;
                };
                let mut request = [0; 4096];
                let response = b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret";
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(response).await;
                let _ = stream.shutdown().await;
            }
        });
    });
    receiver.recv().expect("the server starts")
}

/// The result of `fetch` in a process that trusts the certificates in `trusted`.
fn fetch(origin: &str, trusted: &Path) -> String {
    let output = Command::new(std::env::current_exe().expect("a test binary"))
        .args(["client", "--exact", "--ignored", "--nocapture"])
        .env("SSL_CERT_FILE", trusted)
        .env_remove("SSL_CERT_DIR")
        .env("TLS_TEST_ORIGIN", origin)
        .output()
        .expect("a process");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
#[ignore = "the other tests run it in a process of its own"]
fn client() {
    let origin = std::env::var("TLS_TEST_ORIGIN").expect("set by the other tests");
    let mut runtime = Runtime::builder().build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    let source = format!(
        "let said;
         fetch({origin:?}).then((response) => response.text()).then(
             (text) => {{ said = `received ${{text}}`; }},
             (error) => {{ said = `${{error.name}}: ${{error.message}}`; }});"
    );
    runtime.eval(&source).expect("a script");
    runtime.run_until_idle_blocking().expect("no I/O error");
    let said = runtime.eval("said").expect("a variable");
    println!("{}", said.display());
}

#[test]
fn a_certificate_is_accepted_if_the_system_trusts_who_signed_it() {
    let (root, config) = certificates();
    let origin = serve(config);
    let directory = tempfile::tempdir().expect("a directory");
    let trusted = directory.path().join("trusted.pem");
    std::fs::write(&trusted, root).expect("a file");
    let said = fetch(&origin, &trusted);
    assert!(said.contains("received secret"), "{said}");
}

#[test]
fn another_certificate_is_refused() {
    let (_, config) = certificates();
    let (other, _) = certificates();
    let origin = serve(config);
    let directory = tempfile::tempdir().expect("a directory");
    let trusted = directory.path().join("trusted.pem");
    std::fs::write(&trusted, other).expect("a file");
    let said = fetch(&origin, &trusted);
    assert!(said.contains("TypeError: fetch failed: "), "{said}");
    assert!(said.contains("certificate"), "{said}");
}
