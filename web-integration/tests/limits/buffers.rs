//! The limit of a buffer at each door through which native functions make one.

use boa_async_context::{Limit, Limits};
use boa_async_context_web::{WebApis, WorkerPolicy};

use crate::support::{assert_met, eval, run, runtime, runtime_with};

/// `made(f)` is the length of the buffer that `f` makes, maybe later, or the name of the exception. `n` is the length to ask for.
const MADE: &str = "const made = async (f) => {
    try { const buffer = await f(); return buffer?.byteLength ?? buffer; }
    catch (error) { return error.name; }
};
const xhr = () => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('GET', `data:,${'x'.repeat(n)}`);
    request.responseType = 'arraybuffer';
    // The second time it must be the same.
    request.onload = () => resolve(request.response === request.response ? request.response : 'differs');
    request.onerror = () => resolve('error');
    request.send();
});
const text = () => 'x'.repeat(n);
const blob = () => new Blob([text()]);
let n;";

#[test]
fn every_door_to_a_buffer_has_the_limit() {
    let (mut runtime, reports) = runtime(Limits::none().buffer_bytes(1_000));
    eval(&mut runtime, MADE);
    for door in [
        "new ArrayBuffer(n)",
        "blob().arrayBuffer()",
        "blob().bytes()",
        "new Response(text()).arrayBuffer()",
        "new Response(text()).bytes()",
        "new Request('http://x/', { method: 'POST', body: text() }).arrayBuffer()",
        "new Request('http://x/', { method: 'POST', body: text() }).bytes()",
        "fetch(`data:,${text()}`).then((response) => response.arrayBuffer())",
        "fetch(`data:,${text()}`).then((response) => response.bytes())",
        "new TextEncoder().encode(text())",
        "new TextEncoder().encode('\\u00e4\\u{1f600}\\ud800'.repeat(n / 9) + 'x'.repeat(n % 9))",
        "new ArrayBuffer(1).transfer(n)",
        "new ArrayBuffer(1).transferToFixedLength(n)",
    ] {
        for (n, expected) in [(1_000, "1000"), (1_001, "RangeError")] {
            eval(
                &mut runtime,
                &format!(
                    "n = {n}; v.run(1, () => made(() => {door})).then((made) => log.push(made))"
                ),
            );
            run(&mut runtime, true);
            assert_eq!(
                eval(&mut runtime, "log.splice(0).join()"),
                expected,
                "{door}, {n}"
            );
        }
        // The engine's constructor does not say who asked.
        if door.starts_with("new ArrayBuffer(n)") {
            assert_met(&reports, &[]);
        } else {
            assert_met(&reports, &[(Limit::BufferBytes, 1_000, 1, "1")]);
        }
    }
}

#[test]
fn a_response_that_is_too_large_for_a_buffer_is_null() {
    let (mut runtime, _) = runtime(Limits::none().buffer_bytes(1_000));
    eval(&mut runtime, MADE);
    for (n, expected) in [(1_000, "1000"), (1_001, "null")] {
        eval(
            &mut runtime,
            &format!("n = {n}; made(xhr).then((made) => log.push(String(made)))"),
        );
        run(&mut runtime, true);
        assert_eq!(eval(&mut runtime, "log.splice(0).join()"), expected, "{n}");
    }
}

#[test]
fn a_stream_of_bytes_has_chunks_that_are_allowed() {
    for stream in [
        "new Blob([text()]).stream()",
        "new Response(text()).body",
        "(await fetch(`data:,${text()}`)).body",
    ] {
        for (limits, expected) in [
            (Limits::none(), "2500"),
            (Limits::none().buffer_bytes(1_000), "1000,1000,500"),
            (Limits::none().buffer_bytes(0), "RangeError"),
        ] {
            let (mut runtime, _) = runtime(limits);
            eval(&mut runtime, MADE);
            eval(
                &mut runtime,
                &format!(
                    "n = 2_500;
                     (async () => {{
                         for await (const chunk of {stream}) log.push(chunk.byteLength);
                     }})().catch((error) => log.push(error.name));"
                ),
            );
            run(&mut runtime, true);
            assert_eq!(eval(&mut runtime, "log.join()"), expected, "{stream}");
        }
    }
}

#[test]
fn a_transfer_does_what_the_engine_does() {
    let (mut runtime, _) = runtime(Limits::none().buffer_bytes(1_000));
    let results = eval(
        &mut runtime,
        "const name = (f) => { try { return f(); } catch (error) { return error.name; } };
         const { transfer } = ArrayBuffer.prototype;
         const detached = new ArrayBuffer(1);
         detached.transfer();
         const resizable = () => new ArrayBuffer(1, { maxByteLength: 8 });
         let asked = 0;
         const length = { valueOf() { asked++; return 2; } };
         const kept = new ArrayBuffer(3);
         [
             transfer.name, transfer.length, 'prototype' in transfer,
             new Uint8Array(Uint8Array.of(7, 8).buffer.transfer(4)).join('-'),
             new ArrayBuffer(2).transfer().byteLength,
             new ArrayBuffer(2).transfer(undefined).byteLength,
             new ArrayBuffer(2).transfer(length).byteLength, asked,
             name(() => transfer.call({}, length)), asked,
             name(() => detached.transfer(5_000)),
             name(() => new ArrayBuffer(1).transfer(-1)),
             name(() => resizable().transfer(9)), resizable().transfer(8).resizable,
             resizable().transferToFixedLength(9).resizable,
             // What is refused is not detached.
             name(() => kept.transfer(2 ** 53 - 1)), kept.byteLength,
         ].join()",
    );
    assert_eq!(
        results,
        "transfer,0,false,7-8-0-0,2,2,2,1,TypeError,1,TypeError,RangeError,RangeError,true,false,RangeError,3"
    );
}

#[test]
fn a_buffer_that_arrives_has_the_limit_of_the_receiver() {
    // The worker allows less than its parent.
    let policy = WorkerPolicy::new().factory(|request| {
        let limits = Limits::none().buffer_bytes(100);
        Ok(request.builder().limits(limits).build()?.into())
    });
    let (mut runtime, reports) =
        runtime_with(WebApis::default().worker_policy(policy), Limits::none());
    eval(
        &mut runtime,
        "const code = `
             onmessage = ({ data }) => { postMessage(data.byteLength); if (data.byteLength === 99) close(); };
             onmessageerror = () => postMessage('refused');
         `;
         const worker = new Worker('data:text/javascript,' + encodeURIComponent(code));
         worker.onmessage = ({ data }) => log.push(data);
         const post = (buffer, ...rest) => worker.postMessage(buffer, ...rest);
         for (const length of [100, 101]) {
             const buffer = new ArrayBuffer(length);
             post(buffer);
             post(buffer, [buffer]);
         }
         const resizable = new ArrayBuffer(1, { maxByteLength: 101 });
         post(resizable);
         post(resizable, [resizable]);
         post(new ArrayBuffer(99));",
    );
    run(&mut runtime, true);
    let refused = "refused,refused";
    assert_eq!(
        eval(&mut runtime, "log.join()"),
        format!("100,100,{refused},{refused},99")
    );
    let told = reports.take();
    assert!(!told.is_empty());
    for report in told {
        let met = report.limit().expect("a limit");
        assert_eq!((met.limit(), met.value()), (Limit::BufferBytes, 100));
    }
}
