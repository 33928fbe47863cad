//! At the limit of open resources.

use std::{cell::RefCell, rc::Rc, sync::atomic::Ordering, time::Duration};

use boa_async_context::{Limits, Runtime, cleanup::ResourceOptions};

use crate::{
    World, a_while, begin, logged, run, run_beside, runtime, runtime_with, support::LONG, until,
};

fn limited_to(most: usize) -> (Runtime, World) {
    let (mut runtime, world) = runtime();
    limit(&mut runtime, most);
    (runtime, world)
}

fn limit(runtime: &mut Runtime, most: usize) {
    let limits = Limits::of(&runtime.context()).resources(most);
    limits.put_into(&mut runtime.context_mut());
}

#[test]
fn open_resources_have_a_limit_and_closed_ones_leave_their_places() {
    let (mut runtime, _) = limited_to(2);
    let told = Rc::<RefCell<Vec<_>>>::default();
    let reports = told.clone();
    runtime.event_loop().set_reporter(move |report, _| {
        let met = report.limit().expect("a limit");
        let variables = report.mapping().debug_entries().len();
        reports
            .borrow_mut()
            .push((met.to_string(), met.times(), variables));
    });
    let log = run(
        &mut runtime,
        "const v = new AsyncContext.Variable();
         // Those that are being opened count.
         const [a, b, c] = [Thing.open('a'), Thing.open('b'), v.run(1, () => Thing.open('c'))];
         log.push(await outcome(c));
         const first = await a, second = await b;
         log.push(await outcome(v.run(1, () => first.child('d'))));
         await first.close();
         log.push(typeof await Thing.open('e'));
         await second.close();
         log.push(await outcome(Thing.open('open fails')), typeof await Thing.open('f'));",
    );
    let refused = "the limit of 2 open resources is met (Limits::resources)";
    assert_eq!(
        log,
        format!(
            "RangeError: Thing.open: {refused}|RangeError: Thing.child: {refused}|object|Error: there is none|object"
        )
    );
    let expected = ["open", "child"].map(|method| (format!("Thing.{method}: {refused}"), 1, 1));
    assert_eq!(*told.borrow(), expected);
}

#[test]
fn forgotten_resources_are_collected_before_anything_is_refused() {
    let (mut runtime, world) = limited_to(4);
    let log = run(
        &mut runtime,
        "for (let i = 0; i < 200; i++) await Thing.open(`forgotten ${i}`);
         log.push('all');",
    );
    assert_eq!(log, "all");
    let report = runtime.resources().report();
    assert_eq!(report.created, 200);
    assert!(report.open <= 4, "{report}");
    let forgotten = world.leaks.lock().expect("no panic while locked").len() as u64;
    assert!(forgotten >= report.closed, "{forgotten} of {report}");
}

#[test]
fn an_opening_waits_for_one_that_is_being_closed() {
    let (mut runtime, world) = limited_to(2);
    begin(
        &mut runtime,
        "const kept = await Thing.open('kept'), slow = await Thing.open('slow');
         const closing = slow.close();
         const opening = Thing.open('next').then((thing) => { globalThis.next = thing; log.push(`opened ${typeof thing}`); });
         // The place of the one that is being closed is taken by the one that waits.
         log.push(await outcome(Thing.open('refused')));
         await Promise.all([opening, closing]);
         log.push(await outcome(Thing.open('refused, too')));
         globalThis.kept = kept;",
    );
    let resources = runtime.resources().clone();
    run_beside(&mut runtime, async {
        until("one is being closed", || {
            world.log.lines() == ["close slow"]
        })
        .await;
        a_while().await;
        // `next` is not made before `slow` has ended.
        assert_eq!(resources.report().created, 2);
        assert_eq!(resources.kept_or_opening(), 2);
        world.closing.open();
    });
    let log = logged(&mut runtime);
    assert!(
        log.starts_with("RangeError: Thing.open: the limit of 2 open resources is met"),
        "{log}"
    );
    assert!(
        log.contains("|opened object|RangeError: Thing.open: the limit"),
        "{log}"
    );
    assert_eq!(resources.report().created, 3);
}

#[test]
fn never_more_are_open_than_the_limit_allows_however_they_end() {
    let (mut runtime, world) = limited_to(8);
    let log = run(
        &mut runtime,
        // A lane has at most one that it opens and one that it has forgotten, which a register may still hold.
        "let opened = 0, refused = 0;
         await Promise.all(Array.from({ length: 4 }, async (_, lane) => {
             for (let i = 0; i < 80; i++) {
                 try {
                     const thing = await Thing.open(`thing ${lane} ${i}`);
                     opened++;
                     if (i % 3 == 0) await thing.close();
                     else if (i % 3 == 1) thing.close();
                 } catch { refused++; }
             }
         }));
         log.push(opened, refused);",
    );
    assert_eq!(log, "320|0");
    assert!(world.most_open.load(Ordering::SeqCst) <= 8);
    assert_eq!(runtime.resources().report().created, 320);
    assert_eq!(
        runtime.resources().kept_or_opening(),
        runtime.resources().report().open
    );
}

#[test]
fn what_waits_for_a_place_at_the_shutdown_is_not_opened() {
    let options = ResourceOptions::default().deadlines(LONG, LONG);
    let (mut runtime, world) = runtime_with(options);
    limit(&mut runtime, 1);
    begin(
        &mut runtime,
        "const slow = await Thing.open('slow');
         slow.close();
         log.push(await outcome(Thing.open('late')));",
    );
    let resources = runtime.resources().clone();
    run_beside(&mut runtime, async {
        until("one is being closed", || {
            world.log.lines() == ["close slow"]
        })
        .await;
        let shutdown = resources.shutdown(LONG);
        let report = tokio::join!(shutdown, async {
            a_while().await;
            world.closing.open();
        });
        assert_eq!((report.0.created, report.0.closed), (1, 1));
    });
    assert_eq!(
        logged(&mut runtime),
        "Error: Thing.open: the runtime is shutting down"
    );
}

#[test]
fn a_closing_that_hangs_keeps_its_place_until_it_is_given_up() {
    let deadline = Duration::from_millis(50);
    let (mut runtime, _) = runtime_with(ResourceOptions::default().deadlines(deadline, deadline));
    limit(&mut runtime, 1);
    let log = run(
        &mut runtime,
        "const hangs = await Thing.open('hangs');
         const closing = outcome(hangs.close());
         log.push(typeof await Thing.open('next'), (await closing).includes('given up'));",
    );
    assert_eq!(log, "object|true");
}

#[test]
fn the_bytes_of_an_operation_have_the_limit_of_a_buffer() {
    for (most, expected) in [
        (3, "1,2,255"),
        (
            2,
            "RangeError: the operation: the limit of 2 bytes in a buffer is met (Limits::buffer_bytes)",
        ),
    ] {
        let (mut runtime, _) = runtime();
        let limits = Limits::of(&runtime.context()).buffer_bytes(most);
        limits.put_into(&mut runtime.context_mut());
        let log = run(
            &mut runtime,
            "const thing = await Thing.open('a'); log.push(await outcome(thing.bytes()));",
        );
        assert_eq!(log, expected);
    }
}

#[test]
fn what_was_held_at_the_last_collection_may_be_garbage_at_the_next() {
    let (mut runtime, _) = limited_to(64);
    let log = run(
        &mut runtime,
        "let held = [];
         for (let i = 0; i < 64; i++) held.push(await Thing.open(`held ${i}`));
         log.push((await outcome(Thing.open('refused'))).slice(0, 10));
         held = null;
         log.push(typeof await Thing.open('at once'));",
    );
    assert_eq!(log, "RangeError|object");
}

/// The resource would wait for the operation on it, and that for a place.
#[test]
fn an_opener_that_waits_for_a_place_ends_with_its_resource() {
    let (mut runtime, world) = limited_to(2);
    begin(
        &mut runtime,
        "const parent = await Thing.open('parent'), slow = await Thing.open('slow');
         const closing = slow.close();
         const child = outcome(parent.sibling('child'));
         await parent.close();
         log.push('closed', await child);
         await closing;",
    );
    run_beside(&mut runtime, async {
        until("the parent is closed", || {
            world.log.lines() == ["close slow", "close parent", "closed parent"]
        })
        .await;
        world.closing.open();
    });
    assert_eq!(
        logged(&mut runtime),
        "closed|Error: Thing.sibling: it was closed before there was a place for another"
    );
    assert_eq!(runtime.resources().report().created, 2);
}
