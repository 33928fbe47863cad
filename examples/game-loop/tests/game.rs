//! The game, frame by frame. Its time is its own, so every run is the same.

use std::time::Duration;

use boa_engine::JsValue;
use game_loop::{Budget, Game, STEP, ScriptError};

fn game(program: &str, microtasks: usize) -> Game {
    let budget = Budget {
        microtasks,
        time: None,
    };
    Game::new(program, budget).unwrap_or_else(|error| panic!("{error}"))
}

fn number(game: &mut Game, text: &str) -> f64 {
    let value = game.eval(text).unwrap_or_else(|error| panic!("{error}"));
    value
        .as_number()
        .unwrap_or_else(|| panic!("{text}: {}", value.display()))
}

fn no_errors(game: &mut Game) {
    let errors = game.take_errors();
    assert!(errors.is_empty(), "{errors:?}");
}

/// Scripts that compare, wherever they are, what the host and what their variable say with what they were told in the
/// beginning.
const CHECKED: &str = r#"
    var checks = 0, crossings = 0, steps = 0;
    const rounds = [];
    function check(id) {
        checks++;
        if (entityId() !== id || entity.get()?.id !== id) crossings++;
    }
    const shared = [];

    async function helper(id, depth) {
        check(id);
        if (depth > 0) await helper(id, depth - 1);
        check(id);
    }

    async function live({ id }) {
        for (;;) {
            switch ((id + steps++) % 7) {
                case 0: await nextFrame(); break;
                case 1: await seconds(((id * 7919) % 61) / 60); break;
                case 2: await helper(id, 3); await nextFrame(); break;
                case 3: await Promise.all([nextFrame(), seconds(0.05).then(() => check(id))]); break;
                case 4: await new Promise((resolve) => onFrame(() => { check(id); onFrame(() => { check(id); resolve(); }); })); break;
                // Promises that another entity settles.
                case 5: await new Promise((resolve) => { shared.push(resolve); }); break;
                case 6: shared.splice(0).forEach((resolve) => resolve()); cancelFrame(onFrame(() => { crossings++; })); await nextFrame(); break;
            }
            check(id);
            rounds[id] = (rounds[id] ?? 0) + 1;
            move(((id * 31 + steps) % 5) - 2, id % 2);
        }
    }
"#;

/// Where everybody is.
fn positions(game: &Game) -> Vec<(f64, f64)> {
    game.entities().map(|entity| entity.position()).collect()
}

#[test]
fn contexts_never_cross_in_thousands_of_frames_with_hundreds_of_entities() {
    let mut game = game(CHECKED, 100_000);
    for _ in 0..200 {
        game.spawn("live").unwrap_or_else(|error| panic!("{error}"));
    }
    for _ in 0..2_000 {
        let frame = game.frame();
        assert_eq!(frame.left, 0, "the budget is large enough");
    }
    no_errors(&mut game);
    assert_eq!(number(&mut game, "crossings"), 0.0);
    assert!(number(&mut game, "checks") > 100_000.0);
    // Each entity takes part.
    assert!(number(&mut game, "Math.min(...rounds)") > 100.0);
    assert_eq!(number(&mut game, "rounds.length"), 200.0);
    // Between the frames nobody is current.
    assert_eq!(
        game.eval("entityId()").expect("it is defined"),
        JsValue::undefined()
    );
}

/// The same game, however the real time is cut into pieces.
#[test]
fn a_game_is_the_same_at_every_frame_rate() {
    let play = |elapsed: Duration| {
        let mut game = game(CHECKED, 100_000);
        for _ in 0..50 {
            game.spawn("live").unwrap_or_else(|error| panic!("{error}"));
        }
        while game.clock().time() < STEP * 600 {
            game.advance(elapsed);
        }
        positions(&game)
    };
    let expected = play(STEP);
    assert_ne!(expected, vec![(0.0, 0.0); 50]);
    for elapsed in [STEP / 3, STEP * 2, STEP * 5] {
        assert_eq!(play(elapsed), expected, "{elapsed:?}");
    }
}

#[test]
fn a_game_on_a_machine_that_is_too_slow_is_slow() {
    let mut game = game("", 100);
    game.advance(Duration::from_secs(60));
    assert_eq!(game.clock().time(), STEP * 5);
    assert_eq!(game.advance(STEP / 2), None);
}

#[test]
fn times_are_those_of_the_game() {
    let mut game = game(
        "var at = [];
         async function wait() {
             for (const n of [0, 0.5, 2]) { await seconds(n); at.push(Math.round(time() * 60)); }
         }",
        100,
    );
    game.spawn("wait").unwrap_or_else(|error| panic!("{error}"));
    for _ in 0..200 {
        game.frame();
    }
    let at = game.eval("at.join()").expect("it runs");
    assert_eq!(at.display().to_string(), "\"1,31,151\"");
}

/// A chain of microtasks without end, and one that doubles.
const FLOODS: [&str; 2] = [
    "function flood() { const f = () => { floods++; Promise.resolve().then(f); }; f(); }",
    "function flood() { const f = () => { floods++; Promise.resolve().then(f); Promise.resolve().then(f); }; f(); }",
];

#[test]
fn a_script_that_floods_the_queue_delays_nobody_else() {
    for flood in FLOODS {
        let program = format!(
            "{flood}
             var floods = 0, steps = 0;
             async function walk() {{
                 for (;;) {{
                     await nextFrame();
                     // Some microtasks of its own in each frame.
                     await null; await (async () => {{ await null; }})();
                     steps++;
                 }}
             }}"
        );
        // 100 walkers with at most 8 microtasks each.
        let budget = 1_000;
        let mut game = game(&program, budget);
        for _ in 0..50 {
            game.spawn("walk").expect("it begins");
        }
        game.spawn("flood").expect("it begins");
        for _ in 0..50 {
            game.spawn("walk").expect("it begins");
        }
        let frames = 40;
        for n in 1..=frames {
            let frame = game.frame();
            // By count, so it is the same on every machine.
            assert_eq!(frame.microtasks, budget, "the flood takes what is left");
            assert!(frame.left > 0);
            assert_eq!(number(&mut game, "steps"), f64::from(100 * n), "frame {n}");
        }
        let floods = number(&mut game, "floods");
        assert!(
            floods > f64::from(frames * 200),
            "it goes on, too: {floods}"
        );
        no_errors(&mut game);
    }
}

/// Even with a budget that is far too small nobody is left out.
#[test]
fn a_budget_that_is_too_small_makes_everybody_slow_alike() {
    let program = format!(
        "{} var floods = 0; const steps = [];
         async function walk({{ id }}) {{ for (steps[id] = 0;; steps[id]++) await null; }}",
        FLOODS[1]
    );
    let mut game = game(&program, 10);
    for script in ["walk", "flood", "walk"] {
        game.spawn(script).expect("it begins");
    }
    for _ in 0..300 {
        assert_eq!(game.frame().microtasks, 10);
    }
    let (first, last) = (number(&mut game, "steps[0]"), number(&mut game, "steps[2]"));
    assert!(
        (999.0..=1_001.0).contains(&first) && (first - last).abs() <= 1.0,
        "{first} {last}"
    );
}

#[test]
fn the_real_time_of_a_frame_can_be_limited() {
    let budget = Budget {
        microtasks: usize::MAX,
        time: Some(Duration::ZERO),
    };
    let mut game = Game::new(&format!("var floods = 0; {}", FLOODS[0]), budget).expect("it begins");
    game.spawn("flood").expect("it begins");
    // Without a limit this would never return.
    let frame = game.frame();
    assert_eq!((frame.microtasks, frame.left), (0, 1));
    no_errors(&mut game);
}

#[test]
fn an_entity_that_is_gone_leaves_nothing_behind() {
    let mut game = game(
        "var resumed = 0, stolen = [];
         async function live() {
             stolen.push(new AsyncContext.Snapshot());
             onFrame(() => { resumed++; });
             seconds(1).then(() => { resumed++; });
             Promise.resolve().then(() => { resumed++; });
             await nextFrame();
             resumed++;
         }
         async function other() { for (;;) { await nextFrame(); } }",
        1_000,
    );
    let other = game.spawn("other").expect("it begins");
    let ids: Vec<_> = (0..100)
        .map(|_| game.spawn("live").expect("it begins"))
        .collect();
    let kept = game.entity(ids[0]).expect("it is there");
    for id in &ids {
        assert!(game.despawn(*id) && !game.despawn(*id));
    }
    for _ in 0..100 {
        game.frame();
    }
    assert_eq!(number(&mut game, "resumed"), 0.0);
    // Code that has got hold of the context finds no entity in it.
    let text =
        game.eval("stolen[0].run(() => { try { move(1, 1); } catch (e) { return e.message; } })");
    let text = text.expect("it is caught").display().to_string();
    assert!(text.contains("its entity is gone"), "{text}");
    assert_eq!(kept.position(), (0.0, 0.0));
    assert!(game.entity(ids[0]).is_none() && game.entity(other).is_some());
    // Of what the agent still holds nothing is theirs.
    game.eval("stolen.length = 0").expect("it runs");
    game.despawn(other);
    let agent = game.async_context().expect("it has one").agent().clone();
    agent.collect_garbage();
    let held = agent.live_captures();
    assert!(held.is_empty(), "{held:?}");
    no_errors(&mut game);
}

#[test]
fn an_error_belongs_to_the_entity_whose_script_has_made_it() {
    let mut game = game(
        "async function rejects() { await nextFrame(); throw new RangeError('rejects'); }
         function throws() { onFrame(() => { throw new RangeError('throws'); }); }
         function loops() { onFrame(() => { for (;;); }); }
         function handles() { const p = Promise.reject(1); onFrame(() => {}); p.catch(() => {}); }
         function compiles() { onFrame(() => { eval('1'); }); }
         async function imports() { await nextFrame(); await import('x'); }
         var steps = 0;
         async function walks() { for (;;) { await nextFrame(); steps++; } }",
        1_000,
    );
    assert!(game.spawn("nobody").is_err());
    let scripts = [
        "walks", "rejects", "throws", "loops", "handles", "compiles", "imports", "walks",
    ];
    let ids: Vec<_> = scripts
        .iter()
        .map(|script| game.spawn(script).expect("it begins"))
        .collect();
    for _ in 0..5 {
        game.frame();
    }
    let mut errors = game.take_errors();
    errors.sort_by_key(|error| error.entity);
    let seen: Vec<_> = errors
        .iter()
        .map(|ScriptError { entity, text }| {
            let index = ids.iter().position(|id| Some(*id) == *entity);
            let index = index.unwrap_or_else(|| panic!("{text} belongs to nobody"));
            (scripts[index], text.lines().next().unwrap_or_default())
        })
        .collect();
    let names: Vec<_> = seen.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        ["rejects", "throws", "loops", "compiles", "imports"],
        "{seen:?}"
    );
    assert!(seen[0].1.contains("RangeError: rejects") && seen[1].1.contains("RangeError: throws"));
    assert!(seen[3].1.contains("may not compile"));
    assert_eq!(number(&mut game, "steps"), 10.0, "the others go on");
    assert_eq!(game.frame().callbacks, 2);
}

#[test]
fn the_scripts_of_the_example_run() {
    let mut game = game(include_str!("../scripts.js"), 1_000);
    let patrol = game.spawn("patrol").expect("it begins");
    let dance = game.spawn("dance").expect("it begins");
    for _ in 0..60 {
        game.frame();
    }
    no_errors(&mut game);
    let (x, y) = game.entity(patrol).expect("it lives").position();
    assert!((x - 1.0).abs() < 1e-9 && y == 0.0, "{x} {y}");
    assert_eq!(game.entity(dance).expect("it lives").position(), (3.0, 5.0));
}

#[test]
fn the_same_scripts_run_without_async_context() {
    let program =
        "var n = 0; async function live({ id }) { for (;;) { await nextFrame(); n += id; } }";
    let mut game = Game::without_async_context(program, Budget::default()).expect("it begins");
    for _ in 0..3 {
        game.spawn("live").expect("it begins");
    }
    for _ in 0..4 {
        game.frame();
    }
    assert_eq!(number(&mut game, "n"), 12.0);
    assert!(game.async_context().is_none());
}

/// What a scheduler alone can do, and where it is wrong.
#[test]
fn only_async_context_knows_whose_continuation_runs() {
    let program = "
        var open, gate = new Promise((resolve) => { open = resolve; });
        async function waits() { await null; await gate; throw new Error('waited'); }
        async function opens() { await null; open(); }";
    let owners = |mut game: Game| {
        let waits = game.spawn("waits").expect("it begins");
        game.frame();
        game.spawn("opens").expect("it begins");
        game.frame();
        let errors = game.take_errors();
        let owners: Vec<_> = errors.iter().map(|error| error.entity).collect();
        assert_eq!(owners.len(), 1, "{errors:?}");
        owners[0].expect("somebody") == waits
    };
    let [with, without] = [Game::new, Game::without_async_context]
        .map(|new| owners(new(program, Budget::default()).expect("it begins")));
    assert!(with && !without);
}
