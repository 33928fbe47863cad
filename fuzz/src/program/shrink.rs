//! Programs that are smaller than another one by one step.

use std::rc::Rc;

use super::{
    forms::{Kid, Op, Ty, form_of},
    node::{Node, Program},
};

/// All programs that are smaller than `program` by one step, the smallest first. Some of them may not be valid.
#[must_use]
pub fn smaller(program: &Program) -> Vec<Program> {
    let mut all: Vec<Program> = smaller_blocks(&program.main)
        .into_iter()
        .map(|main| Program {
            main,
            ..program.clone()
        })
        .collect();
    for (at, slot) in program.slots.iter().enumerate() {
        for instead in smaller_nodes(slot) {
            let mut slots = program.slots.clone();
            slots[at] = instead;
            all.push(Program {
                slots,
                ..program.clone()
            });
        }
    }
    let mut all: Vec<Program> = all.iter().map(Program::normalized).collect();
    all.sort_by_key(Program::size);
    all
}

fn smaller_blocks(block: &Rc<Node>) -> Vec<Rc<Node>> {
    let mut all = Vec::new();
    let with = |at: usize, end: usize, instead: &[Rc<Node>]| {
        let mut kids = block.kids[..at].to_vec();
        kids.extend_from_slice(instead);
        kids.extend_from_slice(&block.kids[end..]);
        Node::new(Op::Block, 0, 0, kids)
    };
    let count = block.kids.len();
    // Halves, then single statements.
    if count > 2 {
        all.push(with(0, count / 2, &[]));
        all.push(with(count / 2, count, &[]));
    }
    for (at, statement) in block.kids.iter().enumerate() {
        all.push(with(at, at + 1, &[]));
        let mut inner = Vec::new();
        blocks_in(statement, &mut inner);
        for block in inner {
            all.push(with(at, at + 1, &block.kids));
        }
        for smaller in smaller_nodes(statement) {
            all.push(with(at, at + 1, &[smaller]));
        }
    }
    all
}

fn blocks_in(node: &Rc<Node>, found: &mut Vec<Rc<Node>>) {
    for kid in &node.kids {
        if kid.op == Op::Block {
            found.push(kid.clone());
        } else {
            blocks_in(kid, found);
        }
    }
}

/// The nodes that are smaller than one by one step, and of a type that fits where it is.
fn smaller_nodes(node: &Rc<Node>) -> Vec<Rc<Node>> {
    let Some(form) = form_of(node.op) else {
        return smaller_blocks(node);
    };
    let mut all = Vec::new();
    for (at, (kid, part)) in form.kids.iter().zip(&node.kids).enumerate() {
        let with = |instead: Rc<Node>| {
            let mut kids = node.kids.clone();
            kids[at] = instead;
            Node::new(node.op, node.a, node.b, kids)
        };
        match kid {
            Kid::Expr(ty) | Kid::Tail(ty) => {
                let mut instead = Vec::new();
                leaves(*ty, &mut instead);
                parts_of(part, *ty, &mut instead);
                instead.extend(smaller_nodes(part));
                let size = part.size();
                all.extend(
                    instead
                        .into_iter()
                        .filter(|other| other.size() < size || is_simpler(other, part))
                        .map(with),
                );
            }
            Kid::Here | Kid::Loop | Kid::Body(_) => {
                all.extend(smaller_blocks(part).into_iter().map(with));
            }
        }
    }
    let numbers = [(node.a, 0), (0, node.b), (node.a.min(1), node.b.min(1))];
    for (a, b) in numbers {
        if (a, b) < (node.a, node.b) && a <= node.a && b <= node.b {
            all.push(Node::new(node.op, a, b, node.kids.clone()));
        }
    }
    all
}

/// Whether `a` is simpler than `b`, of the same size.
fn is_simpler(a: &Node, b: &Node) -> bool {
    a.size() == b.size() && (a.op, a.a, a.b) < (b.op, b.a, b.b)
}

/// The parts of a node that could stand in its place.
fn parts_of(node: &Rc<Node>, ty: Ty, found: &mut Vec<Rc<Node>>) {
    for kid in &node.kids {
        if form_of(kid.op).is_some_and(|form| ty.accepts(form.ty)) {
            found.push(kid.clone());
        }
        if kid.op != Op::Block {
            parts_of(kid, ty, found);
        }
    }
}

/// The simplest expressions of a type.
fn leaves(ty: Ty, found: &mut Vec<Rc<Node>>) {
    let leaf = |op| Node::new(op, 0, 0, Vec::new());
    let block = || leaf(Op::Block);
    match ty {
        Ty::Value => found.push(leaf(Op::Undefined)),
        Ty::Handler => found.push(leaf(Op::Missing)),
        Ty::Function => found.push(Node::new(Op::Arrow, 0, 0, vec![block()])),
        Ty::AsyncFunction => found.push(Node::new(Op::AsyncArrow, 0, 0, vec![block()])),
        Ty::Promise => found.push(Node::new(Op::Resolve, 0, 0, vec![leaf(Op::Undefined)])),
        Ty::Iterable | Ty::AsyncIterable => found.push(Node::new(
            Op::Array,
            0,
            0,
            vec![leaf(Op::Undefined), leaf(Op::Undefined)],
        )),
        Ty::Snapshot => found.push(leaf(Op::NewSnapshot)),
        Ty::Generator => found.push(Node::new(
            Op::NewGenerator,
            0,
            0,
            vec![leaf(Op::Undefined), block()],
        )),
        Ty::AsyncGenerator => found.push(Node::new(
            Op::NewAsyncGenerator,
            0,
            0,
            vec![leaf(Op::Undefined), block()],
        )),
        Ty::Reader => found.push(Node::new(Op::NewReader, 0, 0, vec![block(), block()])),
        Ty::Statement => {}
    }
}
