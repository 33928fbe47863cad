//! Which captures a report begins with.
//!
//! A timer is held by the event loop, a reaction by a promise that somebody may settle: each of them is a beginning. A
//! Snapshot object is held by the program, often in the value of another mapping. Such a one is a link of a chain, not its
//! beginning. What the walk has not found inside a value is held somewhere that it cannot see, and is a beginning again;
//! of a group whose members hold each other, one member. A wrapped function is always a beginning, because the engine
//! does not show which capture belongs to a function.

use super::{
    graph::{Graph, NodeId},
    walk::WalkedCapture,
};
use crate::census::CaptureKind;

/// The captures to begin with, by their place in `captures`.
pub(super) fn beginnings(graph: &Graph, captures: &[WalkedCapture]) -> Vec<usize> {
    let is_held_by_program = |capture: &WalkedCapture| capture.kind == CaptureKind::Snapshot;
    let mut reached = vec![false; graph.len()];
    let mut beginnings = Vec::new();
    for (place, capture) in captures.iter().enumerate() {
        if !is_held_by_program(capture) {
            mark(graph, capture.node, &mut reached);
            beginnings.push(place);
        }
    }
    let mut left: Vec<usize> = (0..captures.len())
        .filter(|place| is_held_by_program(&captures[*place]))
        .filter(|place| !reached[captures[*place].node as usize])
        .collect();
    sort_by_end(graph, captures, &mut left, reached.clone());
    // The one whose search ended last is not reached from any other, unless they reach each other.
    for place in left.into_iter().rev() {
        let node = captures[place].node;
        if !reached[node as usize] {
            mark(graph, node, &mut reached);
            beginnings.push(place);
        }
    }
    beginnings.sort_unstable();
    beginnings
}

fn mark(graph: &Graph, from: NodeId, reached: &mut [bool]) {
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut reached[node as usize], true) {
            open.extend(graph.strong(node).map(|edge| edge.to));
        }
    }
}

/// Sorts captures by the end of one depth-first search over all of them.
fn sort_by_end(
    graph: &Graph,
    captures: &[WalkedCapture],
    places: &mut [usize],
    mut seen: Vec<bool>,
) {
    let mut ends = vec![0_u32; graph.len()];
    let mut end = 0;
    for place in places.iter() {
        let start = captures[*place].node;
        if seen[start as usize] {
            continue;
        }
        seen[start as usize] = true;
        let mut open = vec![(start, 0_usize)];
        while let Some((node, next)) = open.last_mut() {
            match graph.edges(*node).get(*next) {
                Some(edge) => {
                    *next += 1;
                    let is_new =
                        edge.is_strong() && !std::mem::replace(&mut seen[edge.to as usize], true);
                    if is_new {
                        open.push((edge.to, 0));
                    }
                }
                None => {
                    end += 1;
                    ends[*node as usize] = end;
                    open.pop();
                }
            }
        }
    }
    places.sort_by_key(|place| ends[captures[*place].node as usize]);
}
