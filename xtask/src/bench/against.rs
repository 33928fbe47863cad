//! What is to be ahead of the peers, and whether it is.

use std::fmt::Write as _;

use super::peers::{Runs, Start};

/// The smallest n at which a `run` is to be ahead of a peer. Bun's costs next to nothing while few variables are set.
fn run_is_ahead_from(peer: &str) -> u32 {
    if peer == "Bun" { 100 } else { 0 }
}

/// The smallest n at which reading is to be ahead of a peer; none where there is no target.
fn reading_is_ahead_from(peer: &str) -> Option<u32> {
    (peer == "Bun").then_some(1_000)
}

/// A table of the ratios with a target. The first engine is ours. Empty without peers.
pub(super) fn table(starts: &[Start], runs: &Runs) -> String {
    let mut table = String::new();
    let mut row = |what: &str, peer: &str, ours: f64, theirs: f64| {
        if table.is_empty() {
            table.push_str(
                "| against peers: ms of a start, ns | boa-ac | peer | ratio | target | met |\n|---|---:|---:|---:|---:|---|\n",
            );
        }
        let ratio = ours / theirs;
        let met = if ratio <= 1.0 { "yes" } else { "no" };
        let _ = writeln!(
            table,
            "| {what}, {peer} | {ours:.1} | {theirs:.1} | {ratio:.3} | <= 1 | {met} |"
        );
    };
    if let [ours, peers @ ..] = starts {
        for peer in peers {
            row("start of an empty module", peer.name, ours.ms, peer.ms);
        }
    }
    let [(_, ours), peers @ ..] = runs.as_slice() else {
        return table;
    };
    for (peer, theirs) in peers {
        for (n, theirs) in theirs {
            let Some(ours) = ours.get(n) else {
                continue;
            };
            if *n >= run_is_ahead_from(peer) {
                row(
                    &format!("`run` beside {n} others"),
                    peer,
                    ours.run,
                    theirs.run,
                );
            }
            if reading_is_ahead_from(peer).is_some_and(|from| *n >= from) {
                row(
                    &format!("reading beside {n} others"),
                    peer,
                    ours.get,
                    theirs.get,
                );
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{super::peers::Measured, *};

    #[test]
    fn a_peer_that_is_ahead_is_a_target_that_is_missed() {
        let measured = |run, get| Measured {
            run,
            get,
            awaiting: 1.0,
        };
        let figures = |run| BTreeMap::from([(0, measured(run, 1.0)), (1_000, measured(run, 4.0))]);
        let ours = ("boa-ac", figures(200.0));
        let runs = vec![ours, ("Node", figures(100.0)), ("Bun", figures(400.0))];
        let table = table(&[], &runs);
        let rows: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(
            rows,
            [
                "| `run` beside 0 others, Node | 200.0 | 100.0 | 2.000 | <= 1 | no |",
                "| `run` beside 1000 others, Node | 200.0 | 100.0 | 2.000 | <= 1 | no |",
                "| `run` beside 1000 others, Bun | 200.0 | 400.0 | 0.500 | <= 1 | yes |",
                "| reading beside 1000 others, Bun | 4.0 | 4.0 | 1.000 | <= 1 | yes |",
            ]
        );
    }

    #[test]
    fn without_peers_there_is_nothing_to_compare_with() {
        let measured = Measured {
            run: 1.0,
            get: 1.0,
            awaiting: 1.0,
        };
        let runs = vec![("boa-ac", BTreeMap::from([(0, measured)]))];
        assert_eq!(table(&[], &runs), "");
    }
}
