//! TCP connections over loopback that JavaScript opens, uses, closes and forgets.

mod support;

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
};

use boa_async_context::cleanup::ResourceOptions;
use boa_async_context_native::register_all;
use support::{Fixture, LONG};

/// A runtime whose global `port` is the port of a listener.
fn fixture() -> (Fixture, TcpListener) {
    let mut fixture = Fixture::new(ResourceOptions::default());
    register_all(&mut fixture.runtime).expect("the classes are new");
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
    let port = listener.local_addr().expect("it is bound").port();
    fixture.eval(&format!("globalThis.port = {port}"));
    (fixture, listener)
}

/// Connects, with the global `connection`. Returns the other side.
fn connect(fixture: &mut Fixture, listener: &TcpListener) -> TcpStream {
    fixture.run("globalThis.connection = await TcpConnection.connect('127.0.0.1', port)");
    let (peer, _) = listener.accept().expect("somebody has connected");
    peer.set_read_timeout(Some(LONG)).expect("it is no zero");
    peer
}

/// Reads until the end.
fn rest(peer: &mut TcpStream) -> String {
    let mut text = String::new();
    peer.read_to_string(&mut text)
        .expect("it ends, and is no reset");
    text
}

#[test]
fn text_and_bytes_go_both_ways_and_the_end_is_an_empty_array() {
    let (mut fixture, listener) = fixture();
    let mut peer = connect(&mut fixture, &listener);
    fixture.run(
        "await connection.write('grüß');
         await connection.write(new Uint8Array([0, 33, 34, 255]).subarray(1, 3));",
    );
    let mut bytes = [0; 8];
    peer.read_exact(&mut bytes).expect("it was written");
    assert_eq!(&bytes, "grüß!\"".as_bytes());
    peer.write_all(&[1, 2, 255]).expect("it is connected");
    let read = "const bytes = await connection.read(2);
                return `${bytes.constructor.name} ${bytes}`";
    assert_eq!(fixture.run(read), "Uint8Array 1,2");
    assert_eq!(fixture.run(read), "Uint8Array 255");
    peer.shutdown(Shutdown::Write).expect("it is connected");
    assert_eq!(fixture.run(read), "Uint8Array ");
    // One direction has ended; the other has not.
    assert_eq!(
        fixture.run("await connection.write('!'); await connection.close(); return 'ended'"),
        "ended"
    );
    assert_eq!(rest(&mut peer), "!");
}

#[test]
fn closing_sends_what_was_written_and_then_the_end() {
    let (mut fixture, listener) = fixture();
    let mut peer = connect(&mut fixture, &listener);
    // These bytes are not read. Closing a socket with unread bytes would reset the connection.
    peer.write_all(b"unread").expect("it is connected");
    let reader = std::thread::spawn(move || rest(&mut peer).len());
    let outcome = fixture.run(
        "const written = connection.write('x'.repeat(4 << 20));
         const closed = connection.close();
         const late = connection.write('late').catch((error) => error.name);
         await closed;
         await written;
         return await late;",
    );
    assert_eq!(outcome, "TypeError");
    assert_eq!(reader.join().expect("it does not panic"), 4 << 20);
}

#[test]
fn a_closed_connection_says_so_and_closing_again_is_the_same_end() {
    let (mut fixture, listener) = fixture();
    let mut peer = connect(&mut fixture, &listener);
    let address = peer.local_addr().expect("it is connected");
    assert_eq!(
        fixture.run("await connection.close(); return \'ended\'"),
        "ended"
    );
    assert_eq!(rest(&mut peer), "");
    assert_eq!(
        fixture.run("return await connection.read()"),
        format!("TypeError: TcpConnection {address}.read: it is closed")
    );
    assert_eq!(
        fixture.run("await connection.close(); return \'ended\'"),
        "ended"
    );
    assert_eq!(fixture.report().closed, 1);
}

#[test]
fn bad_arguments_reject_with_the_type_of_the_error() {
    let (mut fixture, listener) = fixture();
    let _peer = connect(&mut fixture, &listener);
    for (call, error) in [
        ("TcpConnection.connect(Symbol(), port)", "TypeError"),
        ("TcpConnection.connect()", "TypeError"),
        ("TcpConnection.connect('127.0.0.1', 0)", "RangeError"),
        ("TcpConnection.connect('127.0.0.1', 65536)", "RangeError"),
        ("TcpConnection.connect('127.0.0.1', 1.5)", "RangeError"),
        ("TcpConnection.connect('127.0.0.1')", "RangeError"),
        ("TcpConnection.connect('127.0.0.1', 1n)", "TypeError"),
        ("connection.write(Symbol())", "TypeError"),
        ("connection.write()", "TypeError"),
        ("connection.write(1)", "TypeError"),
        ("connection.write(new ArrayBuffer(1))", "TypeError"),
        ("connection.write(new Uint16Array(1))", "TypeError"),
        (
            "connection.write({ __proto__: Uint8Array.prototype })",
            "TypeError",
        ),
        ("connection.read(0)", "RangeError"),
        ("connection.read(-1)", "RangeError"),
        ("connection.read(NaN)", "RangeError"),
        ("connection.read(Symbol())", "TypeError"),
    ] {
        let outcome = fixture.run(&format!("const promise = {call}; return await promise"));
        assert!(outcome.starts_with(error), "{call}: {outcome}");
    }
    assert_eq!(fixture.report().created, 1);
}

#[test]
fn nobody_listening_is_an_error_and_no_resource() {
    let (mut fixture, listener) = fixture();
    drop(listener);
    let outcome = fixture.run("return await TcpConnection.connect('127.0.0.1', port)");
    assert!(outcome.starts_with("Error: "), "{outcome}");
    assert_eq!(fixture.report().created, 0);
}

#[test]
fn a_read_that_waits_is_no_obstacle_to_writing() {
    let (mut fixture, listener) = fixture();
    let mut peer = connect(&mut fixture, &listener);
    let echo = std::thread::spawn(move || {
        let mut bytes = [0; 5];
        peer.read_exact(&mut bytes).expect("it was written");
        peer.write_all(&bytes).expect("it is connected");
        peer
    });
    let outcome = fixture.run(
        "const first = connection.read(2);
         const second = connection.read(3);
         await connection.write('hello');
         return [await first, await second].map((bytes) => String.fromCharCode(...bytes));",
    );
    // How many bytes each read gets depends on the network; the order is that of the calls.
    assert!(
        "he,llo".starts_with(&outcome) || outcome == "h,ell",
        "{outcome}"
    );
    drop(echo.join().expect("it does not panic"));
}

#[test]
fn closing_rejects_the_reads_that_wait_and_does_not_wait_for_them() {
    let (mut fixture, listener) = fixture();
    let mut peer = connect(&mut fixture, &listener);
    let outcome = fixture.run(
        "const reads = Promise.allSettled([connection.read(), connection.read()]);
         await connection.close();
         return (await reads).map((read) => read.reason.message).join();",
    );
    let message = "the connection was closed during the read";
    assert_eq!(outcome, format!("{message},{message}"));
    assert_eq!(rest(&mut peer), "");
    assert_eq!((fixture.report().closed, fixture.report().leaked), (1, 0));
}

#[test]
fn closing_gives_up_a_write_that_the_other_side_does_not_take() {
    let (mut fixture, listener) = fixture();
    let peer = connect(&mut fixture, &listener);
    let outcome = fixture.run(
        "const results = Promise.allSettled([
             connection.write('x'.repeat(32 << 20)),
             connection.close(),
         ]);
         return (await results).map((result) => result.reason?.message).join();",
    );
    let address = peer.local_addr().expect("it is connected");
    assert_eq!(
        outcome,
        format!(
            "the connection was closed during the write,\
             closing TcpConnection {address}: the other side does not take what was written"
        )
    );
    // The closing failed, but the socket is closed.
    assert_eq!((fixture.report().failed, fixture.report().leaked), (1, 0));
}

#[test]
fn the_other_side_of_a_forgotten_connection_sees_its_end() {
    let (mut fixture, listener) = fixture();
    let directory = tempfile::tempdir().expect("the temporary directory is there");
    let script = directory.path().join("forgetful.js");
    fixture.run_file(
        &script,
        "
async function forget() {
    const connection = await TcpConnection.connect('127.0.0.1', port);
    await connection.write('bye');
}
forget();",
    );
    let (mut peer, _) = listener.accept().expect("somebody has connected");
    peer.set_read_timeout(Some(LONG)).expect("it is no zero");
    let report = fixture.collect_until_open(0);
    assert_eq!((report.closed, report.failed), (1, 0));
    assert_eq!(rest(&mut peer), "bye");
    let leaks = fixture.leaks();
    let [leak] = &*leaks else {
        panic!("one leak, not {leaks:?}")
    };
    let address = peer.local_addr().expect("it is connected");
    assert_eq!(leak.label.as_str(), format!("TcpConnection {address}"));
    let opened_at = leak.created_at.lines().next().unwrap_or_default();
    assert!(
        opened_at.contains(&format!("{}:3:", script.display())),
        "{opened_at}"
    );
}

#[test]
fn a_connection_that_is_forgotten_with_a_read_pending_is_closed_too() {
    let (mut fixture, listener) = fixture();
    // In one run of the loop, since dropping a run drops its reads.
    let outcome = fixture.run(
        "let connection = await TcpConnection.connect('127.0.0.1', port);
         let message;
         connection.read().catch((error) => { message = error.message; });
         connection = undefined;
         for (let turns = 0; message === undefined && turns < 120_000; turns++) {
             await new Promise((resolve) => setTimeout(resolve, 5));
             collect();
         }
         return message;",
    );
    assert_eq!(outcome, "the connection was closed during the read");
    let (mut peer, _) = listener.accept().expect("somebody has connected");
    assert_eq!(rest(&mut peer), "");
    assert_eq!(fixture.collect_until_open(0).closed, 1);
    assert_eq!(fixture.leaks().len(), 1);
}

#[test]
fn a_shutdown_ends_the_connections_that_are_open() {
    let (mut fixture, listener) = fixture();
    fixture.run(
        "globalThis.connections = [];
         for (let i = 0; i < 3; i++) {
             connections.push(await TcpConnection.connect('127.0.0.1', port));
             await connections[i].write(`${i}`);
         }",
    );
    let report = fixture.shut_down();
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(report.resources.closed, 3);
    for i in 0..3 {
        let (mut peer, _) = listener.accept().expect("somebody has connected");
        assert_eq!(rest(&mut peer), i.to_string());
    }
    assert!(fixture.leaks().is_empty());
}

#[test]
fn a_connection_that_the_other_side_resets_can_be_closed() {
    let (mut fixture, listener) = fixture();
    let peer = connect(&mut fixture, &listener);
    fixture.run("await connection.write('unread')");
    // Closing with unread bytes resets the connection.
    drop(peer);
    let read = fixture.run("return await connection.read()");
    assert!(read.starts_with("Error: "), "{read}");
    assert_eq!(
        fixture.run("await connection.close(); return \'ended\'"),
        "ended"
    );
}
