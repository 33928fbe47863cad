//! `cargo run -p boa_async_context_game_loop`: two seconds of a game, at the speed of the clock.

use std::{
    error::Error,
    io::{self, Write as _},
    thread,
    time::{Duration, Instant},
};

use game_loop::{Budget, Game, STEP};

fn main() -> Result<(), Box<dyn Error>> {
    let budget = Budget {
        microtasks: 10_000,
        time: Some(Duration::from_millis(4)),
    };
    let mut game = Game::new(include_str!("../scripts.js"), budget)?;
    for script in ["patrol", "patrol", "dance"] {
        game.spawn(script)?;
    }
    let begun = Instant::now();
    let mut before = begun;
    while begun.elapsed() < Duration::from_secs(2) {
        let now = Instant::now();
        game.advance(now - before);
        before = now;
        for error in game.take_errors() {
            let _ = writeln!(io::stderr(), "{:?}: {}", error.entity, error.text);
        }
        thread::sleep(STEP.saturating_sub(now.elapsed()));
    }
    for entity in game.entities() {
        let _ = writeln!(io::stdout(), "{} is at {:?}", entity.id, entity.position());
    }
    Ok(())
}
