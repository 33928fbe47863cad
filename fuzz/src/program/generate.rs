//! Making programs.

use std::{collections::BTreeSet, rc::Rc};

use super::{
    forms::{By, FORMS, Form, Kid, Op, Place, Ty, form_of, slot_read, slot_written},
    node::{Engine, Node, Program},
};
use crate::random::Random;

/// What programs a search makes.
#[derive(Debug, Clone)]
pub struct Taste {
    /// The engine that will run them.
    pub engine: Engine,
    /// Whether Node is to run them, too.
    pub for_node: bool,
    /// What they should have more of.
    pub focus: Vec<Op>,
    /// How many nodes a program has at most, about.
    pub size: u32,
}

/// Makes the program that these choices lead to.
#[must_use]
pub fn generate(mut random: Random, taste: &Taste) -> Program {
    let left = 10 + random.below(taste.size.saturating_sub(10));
    let mut maker = Maker {
        random,
        taste,
        left: 0,
        slots: false,
    };
    let slots = SLOTS
        .iter()
        // Node has no streams that it could judge.
        .filter(|(_, ty, _)| *ty != Ty::Reader || !taste.for_node)
        .map(|(op, ty, number)| {
            maker.left = 14;
            let value = maker.expression(*ty, Spot::outermost());
            Node::new(*op, *number, 0, vec![value])
        })
        .collect();
    maker.slots = true;
    maker.left = left;
    let mut statements = Vec::new();
    while maker.left > 0 {
        statements.push(maker.statement(Spot::outermost()));
    }
    let program = Program {
        slots,
        main: Node::new(Op::Block, 0, 0, statements),
        engine: taste.engine,
    };
    program.normalized()
}

const SLOTS: &[(Op, Ty, u8)] = &[
    (Op::SetPromise, Ty::Promise, 0),
    (Op::SetPromise, Ty::Promise, 1),
    (Op::SetPromise, Ty::Promise, 2),
    (Op::SetFunction, Ty::Function, 0),
    (Op::SetFunction, Ty::Function, 1),
    (Op::SetGenerator, Ty::Generator, 0),
    (Op::SetGenerator, Ty::Generator, 1),
    (Op::SetAsyncGenerator, Ty::AsyncGenerator, 0),
    (Op::SetAsyncGenerator, Ty::AsyncGenerator, 1),
    (Op::SetSnapshot, Ty::Snapshot, 0),
    (Op::SetSnapshot, Ty::Snapshot, 1),
    (Op::SetReader, Ty::Reader, 0),
    (Op::SetReader, Ty::Reader, 1),
];

/// Where code is.
#[derive(Debug, Clone, Copy)]
struct Spot {
    place: Place,
    /// Whether it is in a loop of its function.
    in_loop: bool,
    depth: u32,
}

impl Spot {
    fn outermost() -> Self {
        Self {
            place: Place::Sync,
            in_loop: false,
            depth: 0,
        }
    }

    fn deeper(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    /// The spot of a block that is a part.
    fn of_block(self, kid: Kid) -> Self {
        let inner = self.deeper();
        match kid {
            Kid::Body(place) => Self {
                place,
                in_loop: false,
                ..inner
            },
            Kid::Tail(_) => Self {
                place: Place::Sync,
                in_loop: false,
                ..inner
            },
            Kid::Loop => Self {
                in_loop: true,
                ..inner
            },
            Kid::Here | Kid::Expr(_) => inner,
        }
    }
}

struct Maker<'a> {
    random: Random,
    taste: &'a Taste,
    /// How many nodes may still be made.
    left: u32,
    /// Whether slots may be used.
    slots: bool,
}

const DEEPEST: u32 = 9;

impl Maker<'_> {
    fn block(&mut self, spot: Spot) -> Rc<Node> {
        let count = 1 + self.random.below(4);
        let mut statements = Vec::new();
        for _ in 0..count {
            if self.left > 0 {
                statements.push(self.statement(spot));
            }
        }
        Node::new(Op::Block, 0, 0, statements)
    }

    fn statement(&mut self, spot: Spot) -> Rc<Node> {
        self.expression(Ty::Statement, spot)
    }

    fn expression(&mut self, ty: Ty, spot: Spot) -> Rc<Node> {
        self.left = self.left.saturating_sub(1);
        let is_last = self.left == 0 || spot.depth >= DEEPEST;
        let forms: Vec<(&Form, u32)> = FORMS
            .iter()
            .filter(|form| may_be(form, ty, self.taste) && allowed(form, spot, self.taste))
            .filter(|form| self.slots || !uses_slot(form.op))
            .map(|form| (form, self.weight(form, is_last)))
            .filter(|(_, weight)| *weight > 0)
            .collect();
        let form = self.choose(&forms);
        let kids = form
            .kids
            .iter()
            .map(|kid| match kid {
                Kid::Expr(ty) => self.expression(*ty, spot.deeper()),
                Kid::Tail(ty) => self.expression(*ty, spot.of_block(*kid)),
                Kid::Here | Kid::Loop | Kid::Body(_) => self.block(spot.of_block(*kid)),
            })
            .collect();
        let (a, b) = (self.below(form.a), self.below(form.b));
        Node::new(form.op, a, b, kids)
    }

    fn weight(&self, form: &Form, is_last: bool) -> u32 {
        if is_last {
            // The cheapest way to an end.
            let blocks = form
                .kids
                .iter()
                .filter(|kid| !matches!(kid, Kid::Expr(_) | Kid::Tail(_)));
            let expressions = form.kids.len() - blocks.clone().count();
            return match (form.kids.len(), expressions) {
                (0, _) => 1000 * form.weight,
                (_, 0) => 10 * form.weight,
                _ => u32::from(
                    form.ty == Ty::Snapshot
                        || form.ty == Ty::AsyncGenerator
                        || form.ty == Ty::Generator,
                ),
            };
        }
        if self.taste.focus.contains(&form.op) {
            form.weight * 8 + 16
        } else {
            form.weight
        }
    }

    fn choose<'f>(&mut self, forms: &[(&'f Form, u32)]) -> &'f Form {
        let total: u32 = forms.iter().map(|(_, weight)| weight).sum();
        let mut at = self.random.below(total);
        for (form, weight) in forms {
            match at.checked_sub(*weight) {
                Some(rest) => at = rest,
                None => return form,
            }
        }
        // Each type has a form without parts that fits anywhere, or one that is made of such.
        &FORMS[0]
    }

    fn below(&mut self, end: u8) -> u8 {
        u8::try_from(self.random.below(u32::from(end))).unwrap_or_default()
    }
}

/// Whether a form may be a part that has to be of a type.
fn may_be(form: &Form, ty: Ty, taste: &Taste) -> bool {
    // Node closes a sync iterator whose `next()` throws in an async iteration. The specification does not.
    let differs_on_node = ty == Ty::AsyncIterable && form.op == Op::Iterator;
    ty.accepts(form.ty) && !(taste.for_node && differs_on_node)
}

fn uses_slot(op: Op) -> bool {
    slot_read(op, 0).is_some()
}

/// Whether a form may be used at a spot.
fn allowed(form: &Form, spot: Spot, taste: &Taste) -> bool {
    if !form.fits.at(spot.place) {
        return false;
    }
    match form.by {
        By::NotNode if taste.for_node => return false,
        By::ExactEngine if taste.engine == Engine::Published => return false,
        _ => {}
    }
    !meets_defect(form, spot, taste.engine)
}

/// Whether the engine is wrong there.
fn meets_defect(form: &Form, spot: Spot, engine: Engine) -> bool {
    if engine == Engine::Exact {
        return false;
    }
    // `docs/boa.md`: a module whose only `await` is in a `for await` has ended for those who import it when it awaits first.
    let is_for_await = matches!(form.op, Op::ForAwait | Op::ForAwaitBreak);
    if spot.place == Place::Module && is_for_await {
        return true;
    }
    // `engine/14-open-iterators.md`: a generator that is suspended in a loop, and that `return()` resumes, leaves the iterator
    // open; and an iterator that throws in a loop of an async function closes the wrong one.
    spot.in_loop
        && matches!(
            form.op,
            Op::Yield | Op::YieldAlone | Op::YieldStar | Op::YieldStarAsync
        )
}

/// Whether the program may be run: each part is where it may be. What is made smaller may not be.
#[must_use]
pub fn is_valid(program: &Program, taste: &Taste) -> bool {
    let slots = program
        .slots
        .iter()
        .all(|slot| is_node_valid(slot, Spot::outermost(), taste));
    let set: BTreeSet<String> = program
        .slots
        .iter()
        .filter_map(|slot| slot_written(slot.op, slot.a))
        .collect();
    let mut are_set = true;
    program.main.each(&mut |node| {
        are_set &= slot_read(node.op, node.a).is_none_or(|name| set.contains(&name));
    });
    slots && are_set && is_node_valid(&program.main, Spot::outermost(), taste)
}

fn is_node_valid(node: &Node, spot: Spot, taste: &Taste) -> bool {
    let Some(form) = form_of(node.op) else {
        return node.kids.iter().all(|kid| is_node_valid(kid, spot, taste));
    };
    let spot = Spot { depth: 0, ..spot };
    allowed(form, spot, taste)
        && form.kids.len() == node.kids.len()
        && form
            .kids
            .iter()
            .zip(&node.kids)
            .all(|(kid, part)| match kid {
                Kid::Expr(ty) => {
                    form_of(part.op).is_some_and(|form| may_be(form, *ty, taste))
                        && is_node_valid(part, spot, taste)
                }
                Kid::Tail(ty) => {
                    form_of(part.op).is_some_and(|form| may_be(form, *ty, taste))
                        && is_node_valid(part, spot.of_block(*kid), taste)
                }
                Kid::Here | Kid::Loop | Kid::Body(_) => {
                    part.op == Op::Block && is_node_valid(part, spot.of_block(*kid), taste)
                }
            })
}
