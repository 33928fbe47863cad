//! What weighs in a message that has not arrived.

use boa_async_context::{Limit, Limits};

use crate::support::{eval, run, runtime};

/// Posts a message several times to a port that nobody reads. The result has "sent" or the name of the exception for each.
fn sent(limits: Limits, message: &str, times: usize) -> String {
    let (mut runtime, _) = runtime(limits);
    eval(
        &mut runtime,
        &format!(
            "const unread = new MessageChannel();
             const post = () => {{ unread.port1.postMessage({message}); }};
             Array.from({{ length: {times} }}, () => refused(post) ?? 'sent').join()"
        ),
    )
}

#[test]
fn each_transferred_thing_weighs() {
    let fifty = |one: &str| format!("0, Array.from({{ length: 50 }}, (_, i) => {one})");
    for (message, most) in [
        // The other ends are dropped: the program needs no open port for each.
        (fifty("new MessageChannel().port1"), 20_000),
        (fifty("new ArrayBuffer()"), 4_000),
        // The memory of a resizable buffer is reserved.
        (
            "0, [new ArrayBuffer(0, { maxByteLength: 600 })]".to_owned(),
            1_500,
        ),
        ("new SharedArrayBuffer(600)".to_owned(), 1_500),
        (
            "new Uint8Array(new SharedArrayBuffer(600), 1, 2)".to_owned(),
            1_500,
        ),
        (
            "new SharedArrayBuffer(0, { maxByteLength: 600 })".to_owned(),
            1_500,
        ),
    ] {
        let result = sent(Limits::none().message_bytes(most), &message, 3);
        assert!(result.starts_with("sent,"), "{message}: {result}");
        assert!(
            result.ends_with(",QuotaExceededError"),
            "{message}: {result}"
        );
    }
}

#[test]
fn an_empty_message_weighs() {
    let result = sent(Limits::none().message_bytes(1_000), "undefined", 100);
    assert!(result.starts_with("sent,sent,"), "{result}");
    assert!(result.ends_with(",QuotaExceededError"), "{result}");
}

#[test]
fn endless_ports_do_not_fit_into_messages_that_never_arrive() {
    let (mut runtime, _) = runtime(Limits::untrusted().message_bytes(1 << 20));
    let result = eval(
        &mut runtime,
        "const unread = new MessageChannel();
         let ports = 0;
         const name = refused(() => {
             while (ports < 10_000) {
                 const sent = Array.from({ length: 50 }, () => new MessageChannel().port1);
                 unread.port1.postMessage(0, sent);
                 ports += 50;
             }
         });
         [name, ports > 500].join()",
    );
    assert_eq!(result, "QuotaExceededError,true");
}

/// Messages that a worker has left in a queue of its parent.
#[test]
fn the_messages_of_a_tree_of_workers_count_together() {
    for limits in [
        Limits::none().message_bytes(150_000),
        Limits::none().messages(150),
    ] {
        let limit = if limits.get(Limit::Messages).is_some() {
            Limit::Messages
        } else {
            Limit::MessageBytes
        };
        let (mut runtime, reports) = runtime(limits);
        eval(
            &mut runtime,
            "const unread = [];
             const code = `onmessage = ({ ports: [port] }) => {
                 try {
                     for (let i = 0; i < 100; i++) port.postMessage('x'.repeat(1_000));
                 } catch {}
                 close();
             };`;
             const work = () => {
                 const worker = new Worker('data:text/javascript,' + encodeURIComponent(code));
                 const { port1, port2 } = new MessageChannel();
                 unread.push(port1);
                 worker.onerror = (event) => log.push(event.message);
                 worker.postMessage(0, [port2]);
             };
             work();",
        );
        run(&mut runtime, true);
        assert!(reports.take().is_empty(), "the first has room");
        // The first worker and its own counts are gone.
        eval(&mut runtime, "work()");
        run(&mut runtime, true);
        let told = reports.take();
        assert_eq!(told.len(), 1, "{limit}");
        assert_eq!(told[0].limit().map(|met| met.limit()), Some(limit));
        // The parent is refused, too, until its queues are empty.
        let fill = "const own = new MessageChannel();
             const fill = () => { for (let i = 0; i < 75; i++) own.port1.postMessage('x'.repeat(1_000)); };
             refused(fill)";
        assert_eq!(eval(&mut runtime, fill), "QuotaExceededError", "{limit}");
        eval(
            &mut runtime,
            "own.port2.close(); for (const port of unread) port.close();",
        );
        assert_eq!(eval(&mut runtime, "refused(fill)"), "undefined", "{limit}");
        assert_eq!(eval(&mut runtime, "log.join()"), "");
    }
}
