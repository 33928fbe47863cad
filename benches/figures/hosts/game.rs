//! The game: the time of a frame.

use std::time::{Duration, Instant};

use game_loop::{Budget, Game};

use crate::measure::{Figure, cpu, order, quantile};

const ENTITIES: u32 = 200;
const FRAMES: usize = 200;

/// Each entity awaits a frame, and two functions of its own.
const PROGRAM: &str = "
    var steps = 0;
    async function think() { await null; return 1; }
    async function live() { for (;;) { await nextFrame(); steps += await think(); } }
    function flood() { const f = () => { Promise.resolve().then(f); Promise.resolve().then(f); }; f(); }";

fn play(game: &mut Game) -> (f64, Vec<f64>) {
    let begun = cpu();
    let frames = (0..FRAMES).map(|_| {
        let begun = Instant::now();
        game.frame();
        begun.elapsed().as_secs_f64() * 1e6
    });
    let frames = frames.collect();
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let cpu = (cpu() - begun).as_secs_f64() * 1e6 / FRAMES as f64;
    (cpu, frames)
}

fn game(is_with: bool, budget: Budget) -> Game {
    let game = if is_with {
        Game::new(PROGRAM, budget)
    } else {
        Game::without_async_context(PROGRAM, budget)
    };
    let mut game = game.expect("it begins");
    for _ in 0..ENTITIES {
        game.spawn("live").expect("it begins");
    }
    game
}

pub fn run(rounds: usize) {
    let mut games = [false, true].map(|is_with| game(is_with, Budget::default()));
    for game in &mut games {
        play(game);
    }
    let [mut per_frame, mut p50, mut p99] = <[Figure; 3]>::default();
    for round in 0..rounds {
        for is_with in order(round) {
            let (cpu, frames) = play(&mut games[usize::from(is_with)]);
            per_frame.push(is_with, cpu);
            p50.push(is_with, quantile(&frames, 0.5));
            p99.push(is_with, quantile(&frames, 0.99));
        }
    }
    println!("\ngame: {ENTITIES} entities, {rounds} rounds of {FRAMES} frames\n");
    Figure::print_head();
    per_frame.print("CPU of a frame, us", Some(1.02));
    p50.print("frame, p50, us", None);
    p99.print("frame, p99, us", None);

    // One script that doubles its microtasks, and a budget by time.
    let budget = Budget {
        microtasks: usize::MAX,
        time: Some(Duration::from_millis(4)),
    };
    let mut flooded = game(true, budget);
    flooded.spawn("flood").expect("it begins");
    let (_, frames) = play(&mut flooded);
    println!(
        "\nbeside a flood, with a budget of 4 ms: p50 {:.2} ms, p99 {:.2} ms",
        quantile(&frames, 0.5) / 1e3,
        quantile(&frames, 0.99) / 1e3
    );
}
