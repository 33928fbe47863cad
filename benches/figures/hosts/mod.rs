//! The hosts of `examples/`: what AsyncContext costs them, how long they take, and how much memory they keep.
//!
//!     cargo bench --bench figures -- hosts [http|game|plugins] [ROUNDS]
//!
//! Variants with and without AsyncContext run alternately in one process, each in turn the first of a round. A ratio is
//! the median over the rounds of the ratio within a round. CPU times are those of the JS thread alone, so other load on the
//! machine matters less to them.

mod game;
mod http;
mod plugins;

pub fn run(rounds: usize, arguments: &[String]) {
    let names = ["http", "game", "plugins"];
    let only: Vec<&str> = names
        .into_iter()
        .filter(|name| arguments.iter().any(|argument| argument == name))
        .collect();
    let is_chosen = |name: &str| only.is_empty() || only.contains(&name);
    if is_chosen("http") {
        http::run(rounds);
    }
    if is_chosen("game") {
        game::run(rounds);
    }
    if is_chosen("plugins") {
        plugins::run(rounds);
    }
}
