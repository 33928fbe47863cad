//! The limits of the web APIs: what the program sees, what the host hears, and that places are given back.

#[path = "limits/buffers.rs"]
mod buffers;
#[path = "limits/messages.rs"]
mod messages;
#[path = "limits/network.rs"]
mod network;
#[path = "../../tests/support/reports.rs"]
mod reports;
#[path = "harness/server.rs"]
mod server;
#[path = "limits/support.rs"]
mod support;

use boa_async_context::{Limit, Limits};

use support::{assert_met, eval, run, runtime};

#[test]
fn every_way_to_a_timer_counts() {
    for set in [
        "setTimeout(() => {}, 1e6)",
        "setInterval(() => {}, 1e6)",
        "AbortSignal.timeout(1e6)",
        "requestIdleCallback(() => {}, { timeout: 1e6 })",
    ] {
        let (mut runtime, reports) = runtime(Limits::none().timers(2));
        let result = eval(
            &mut runtime,
            &format!(
                "v.run(1, () => {{
                     const set = () => {set};
                     set();
                     AbortSignal.timeout(1e6);
                     return [refused(set), refused(() => setTimeout(() => {{}}))].join();
                 }})"
            ),
        );
        assert_eq!(result, "QuotaExceededError,QuotaExceededError", "{set}");
        run(&mut runtime, false);
        assert_met(&reports, &[(Limit::Timers, 2, 2, "1")]);
    }
}

#[test]
fn a_delayed_task_is_a_timer_until_it_is_aborted_or_due() {
    let (mut runtime, reports) = runtime(Limits::none().timers(1));
    eval(
        &mut runtime,
        "const controller = new AbortController();
         const post = (options) => scheduler.postTask(() => {}, { delay: 1, ...options })
             .then(() => log.push('ran'), (error) => log.push(error.name));
         v.run(1, () => { post({ signal: controller.signal }); post(); });
         controller.abort();
         post();",
    );
    run(&mut runtime, true);
    let log = eval(&mut runtime, "log.join()");
    assert_eq!(log, "QuotaExceededError,AbortError,ran");
    assert_met(&reports, &[(Limit::Timers, 1, 1, "1")]);
}

#[test]
fn an_interval_that_is_running_keeps_its_place() {
    let (mut runtime, reports) = runtime(Limits::none().timers(2));
    eval(
        &mut runtime,
        "setTimeout(() => {}, 20);
         let ticks = 0;
         const interval = setInterval(() => {
             log.push(refused(() => setTimeout(() => log.push('fired'))));
             if (++ticks < 2) return;
             clearInterval(interval);
             // Also in its own callback, and only once.
             log.push(refused(() => setTimeout(() => {})));
         }, 1);",
    );
    run(&mut runtime, true);
    let log = eval(&mut runtime, "log.join()");
    // The place is kept to the end of the callback.
    let refused = "QuotaExceededError";
    assert_eq!(log, format!("{refused},{refused},{refused}"));
    assert_eq!(reports.take().len(), 2);
    assert_eq!(
        eval(&mut runtime, "refused(() => setTimeout(() => {}))"),
        "undefined"
    );
    assert_eq!(
        eval(&mut runtime, "refused(() => setTimeout(() => {}))"),
        "undefined"
    );
}

#[test]
fn callbacks_that_wait_for_their_turn_count_until_then() {
    for (queue, cancel, is_job) in [
        ("setImmediate(f)", "clearImmediate", true),
        ("requestAnimationFrame(f)", "cancelAnimationFrame", false),
        ("requestIdleCallback(f)", "cancelIdleCallback", false),
    ] {
        let (mut runtime, reports) = runtime(Limits::none().tasks(2));
        let result = eval(
            &mut runtime,
            &format!(
                "const queue = (f = () => log.push('ran')) => {queue};
                 v.run(1, () => {{
                     const first = queue();
                     queue();
                     const names = [refused(queue)];
                     {cancel}(first);
                     names.push(refused(queue));
                     return names.join();
                 }})"
            ),
        );
        // The job of a cancelled immediate stays in the queue of the loop.
        let (times, ran, second) = if is_job {
            (2, "ran", "QuotaExceededError")
        } else {
            (1, "ran,ran", "")
        };
        assert_eq!(result, format!("QuotaExceededError,{second}"), "{queue}");
        run(&mut runtime, true);
        assert_met(&reports, &[(Limit::Tasks, 2, times, "1")]);
        assert_eq!(eval(&mut runtime, "log.join()"), ran, "{queue}");
        let again = "queue(); queue(); refused(queue)";
        assert_eq!(eval(&mut runtime, again), "QuotaExceededError", "{queue}");
    }
}

#[test]
fn a_task_gives_its_place_away_before_it_runs() {
    let (mut runtime, reports) = runtime(Limits::none().tasks(1));
    eval(
        &mut runtime,
        "let n = 0;
         const again = () => { log.push(n); if (++n < 3) return scheduler.postTask(again); };
         v.run(1, () => {
             scheduler.postTask(again);
             scheduler.yield().catch((error) => log.push(error.name));
             scheduler.postTask(again).catch((error) => log.push(error.name));
         });
         const loop = () => { if (n++ < 6) setImmediate(loop); };
         log.push(refused(loop));",
    );
    run(&mut runtime, true);
    let log = eval(&mut runtime, "log.join()");
    let quota = "QuotaExceededError";
    assert_eq!(log, format!("{quota},{quota},{quota},1,2"));
    assert_met(&reports, &[(Limit::Tasks, 1, 3, "1")]);
}

#[test]
fn messages_count_until_they_arrive() {
    let (mut runtime, reports) = runtime(Limits::none().messages(3));
    let result = eval(
        &mut runtime,
        "const { port1, port2 } = new MessageChannel();
         const post = () => port1.postMessage(0);
         port2.onmessage = (event) => log.push(event.data);
         v.run(1, () => [post(), post(), post(), refused(post)].join())",
    );
    assert_eq!(result, ",,,QuotaExceededError");
    run(&mut runtime, false);
    assert_met(&reports, &[(Limit::Messages, 3, 1, "1")]);
    let result = eval(
        &mut runtime,
        "const unread = new MessageChannel();
         const fill = () => unread.port1.postMessage(0);
         const names = [log.length, refused(post), refused(fill), refused(fill), refused(fill)];
         // Nobody can receive them any more.
         unread.port2.close();
         names.push(refused(fill), refused(fill));
         names.join()",
    );
    assert_eq!(result, "3,,,,QuotaExceededError,,");
    eval(&mut runtime, "port2.close()");
}

#[test]
fn a_broadcast_counts_for_each_receiver() {
    let (mut runtime, reports) = runtime(Limits::none().messages(3));
    let result = eval(
        &mut runtime,
        "const name = 'limits: broadcast';
         const sender = new BroadcastChannel(name);
         const receivers = [new BroadcastChannel(name), new BroadcastChannel(name)];
         for (const receiver of receivers) receiver.onmessage = () => log.push('got');
         const post = () => sender.postMessage(0);
         v.run(1, () => [post(), refused(post)].join())",
    );
    assert_eq!(result, ",QuotaExceededError");
    run(&mut runtime, false);
    assert_met(&reports, &[(Limit::Messages, 3, 1, "1")]);
    assert_eq!(
        eval(&mut runtime, "refused(post) + log.join()"),
        "undefinedgot,got"
    );
}

#[test]
fn the_bytes_of_messages_count() {
    for message in [
        "'x'.repeat(600)",
        "'\\u1234'.repeat(300)",
        "new Uint8Array(600)",
        "new ArrayBuffer(600)",
        "{ a: [{ b: 'x'.repeat(600) }] }",
        "{ ['k'.repeat(600)]: 1 }",
        "new Map([[1, 'x'.repeat(600)]])",
        "new Set(['x'.repeat(600)])",
        "new Error('x'.repeat(600))",
        "Array.from({ length: 10 }, (_, i) => i)",
        "2n ** 4800n",
    ] {
        let (mut runtime, reports) = runtime(Limits::none().message_bytes(1_500));
        let result = eval(
            &mut runtime,
            &format!(
                "const {{ port1, port2 }} = new MessageChannel();
                 port2.onmessage = () => log.push('got');
                 const post = () => port1.postMessage({message});
                 v.run(1, () => [refused(post), refused(post), refused(post)].join())"
            ),
        );
        assert!(
            result.ends_with(",QuotaExceededError"),
            "{message}: {result}"
        );
        assert!(result.starts_with(','), "{message}: {result}");
        run(&mut runtime, false);
        let told = reports.take();
        assert_eq!(told.len(), 1, "{message}");
        let limit = told[0].limit().expect("a limit");
        assert_eq!((limit.limit(), limit.value()), (Limit::MessageBytes, 1_500));
        assert_eq!(
            eval(&mut runtime, "refused(post)"),
            "undefined",
            "{message}"
        );
        eval(&mut runtime, "port2.close()");
    }
}

#[test]
fn what_is_refused_is_not_transferred() {
    let (mut runtime, _) = runtime(Limits::none().message_bytes(500));
    let result = eval(
        &mut runtime,
        "const { port1, port2 } = new MessageChannel();
         const buffer = new ArrayBuffer(600);
         const other = new MessageChannel();
         const name = refused(() => port1.postMessage(buffer, [buffer, other.port1]));
         other.port2.onmessage = (event) => { log.push(event.data); other.port2.close(); };
         other.port1.postMessage('still here');
         [name, buffer.byteLength, refused(() => structuredClone(new ArrayBuffer(1000)))].join()",
    );
    assert_eq!(result, "QuotaExceededError,600,");
    run(&mut runtime, false);
    assert_eq!(eval(&mut runtime, "log.join()"), "still here");
}

#[test]
fn ports_and_channels_count_until_they_are_closed_or_collected() {
    let (mut runtime, reports) = runtime(Limits::none().channels(4));
    let result = eval(
        &mut runtime,
        "const { port1, port2 } = new MessageChannel();
         const channel = new BroadcastChannel('limits: channels');
         const open = () => new BroadcastChannel('limits: channels');
         const names = v.run(1, () => [refused(() => new MessageChannel())]);
         // Neither the channel that was refused nor half of it has taken the last place.
         const last = open();
         names.push(refused(open));
         last.close();
         names.push(refused(() => { globalThis.again = open(); }), refused(open));
         port1.close();
         names.push(refused(() => { globalThis.more = open(); }), refused(open));
         names.join()",
    );
    let quota = "QuotaExceededError";
    assert_eq!(result, format!("{quota},{quota},,{quota},,{quota}"));
    run(&mut runtime, false);
    assert_met(&reports, &[(Limit::Channels, 4, 4, "1")]);
    // Garbage is collected.
    let result = eval(
        &mut runtime,
        "port2.close(); channel.close(); again.close(); more.close();
         for (let i = 0; i < 100; i++) new MessageChannel();
         'done'",
    );
    assert_eq!(result, "done");
}

#[test]
fn a_port_that_arrives_counts_and_is_not_refused() {
    let (mut runtime, _) = runtime(Limits::none().channels(4));
    eval(
        &mut runtime,
        "const { port1, port2 } = new MessageChannel();
         const sent = new MessageChannel();
         port2.onmessage = ({ ports: [port] }) => {
             log.push(port instanceof MessagePort, refused(() => new BroadcastChannel('b')));
             globalThis.arrived = port;
             port2.close();
         };
         port1.postMessage(0, [sent.port1]);
         // Its place is free while it is under way.
         globalThis.between = new BroadcastChannel('limits: under way');",
    );
    run(&mut runtime, false);
    assert_eq!(eval(&mut runtime, "log.join()"), "true,QuotaExceededError");
    eval(&mut runtime, "between.close(); arrived.close();");
}

#[test]
fn workers_inherit_limits_and_the_host_of_the_root_hears_of_them() {
    let (mut runtime, reports) = runtime(Limits::none().timers(1).workers(1));
    let result = eval(
        &mut runtime,
        "const code = `
             setTimeout(() => close(), 1);
             let name;
             try { setTimeout(() => {}); } catch (error) { name = error.name; }
             postMessage(name);
             try { new Worker('data:,1'); } catch (error) { postMessage(error.name); }
         `;
         const make = () => new Worker('data:text/javascript,' + encodeURIComponent(code));
         const worker = make();
         worker.onmessage = (event) => log.push(event.data);
         worker.onerror = (event) => log.push(event.message);
         v.run(1, () => refused(make))",
    );
    assert_eq!(result, "QuotaExceededError");
    run(&mut runtime, true);
    let quota = "QuotaExceededError";
    assert_eq!(eval(&mut runtime, "log.join()"), format!("{quota},{quota}"));
    let mut told: Vec<_> = reports
        .take()
        .iter()
        .map(|report| report.render())
        .collect();
    told.sort();
    assert_eq!(told.len(), 3, "{told:?}");
    let worker = "the limit of 1 workers is met (Limits::workers)";
    assert!(
        told[0].contains(&format!("Limit met: Worker: {worker}")),
        "{told:?}"
    );
    assert!(
        told[1].contains(&format!("Limit met: worker: Worker: {worker}")),
        "{told:?}"
    );
    assert!(
        told[2].contains("worker: setTimeout: the limit of 1 timers"),
        "{told:?}"
    );
    // The worker has ended, so there is room.
    assert_eq!(eval(&mut runtime, "refused(make)"), "undefined");
    run(&mut runtime, true);
}

#[test]
fn a_program_cannot_make_realms() {
    let (mut runtime, _) = runtime(Limits::untrusted());
    let made = eval(
        &mut runtime,
        "[typeof ShadowRealm, typeof $262, typeof document, typeof process, typeof require].join()",
    );
    assert_eq!(made, "undefined,undefined,undefined,undefined,undefined");
}
