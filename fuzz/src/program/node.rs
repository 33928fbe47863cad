//! The syntax tree of a program.

use std::{collections::BTreeSet, rc::Rc};

use super::forms::{Op, slot_read, slot_written};

/// A statement, an expression or a block: what it does, and its parts.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it does; [`form_of`](super::forms::form_of) has its text and its parts.
    pub op: Op,
    /// The first number of its text, such as that of a slot.
    pub a: u8,
    /// The second number of its text.
    pub b: u8,
    /// Its number in the program, which is its label in the log.
    pub site: u32,
    /// Its parts, in the order in which they are evaluated.
    pub kids: Vec<Rc<Node>>,
}

impl Node {
    /// A node that has no number yet.
    #[must_use]
    pub fn new(op: Op, a: u8, b: u8, kids: Vec<Rc<Self>>) -> Rc<Self> {
        Rc::new(Self {
            op,
            a,
            b,
            site: 0,
            kids,
        })
    }

    /// How many nodes it consists of.
    #[must_use]
    pub fn size(&self) -> usize {
        1 + self.kids.iter().map(|kid| kid.size()).sum::<usize>()
    }

    /// Calls `f` for it and everything below it.
    pub fn each(&self, f: &mut impl FnMut(&Self)) {
        f(self);
        for kid in &self.kids {
            kid.each(f);
        }
    }

    /// The same tree, numbered in the order of the text from `next` on.
    #[must_use]
    pub fn numbered(&self, next: &mut u32) -> Rc<Self> {
        let site = *next;
        *next += 1;
        Rc::new(Self {
            site,
            kids: self.kids.iter().map(|kid| kid.numbered(next)).collect(),
            ..*self
        })
    }
}

/// A program: what it sets its slots to, and what it does then.
#[derive(Debug, Clone)]
pub struct Program {
    /// The statements that set the slots. None of them uses a slot.
    pub slots: Vec<Rc<Node>>,
    /// The block of the program.
    pub main: Rc<Node>,
    /// What the engine can do that runs it.
    pub engine: Engine,
}

/// Which programs an engine can run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The engine with our changes: all programs.
    Exact,
    /// The published engine: programs that keep clear of its limits.
    Published,
}

impl Program {
    /// The same program with fresh numbers, without the slots that it does not use.
    #[must_use]
    pub fn normalized(&self) -> Self {
        let mut used = BTreeSet::new();
        self.main.each(&mut |node| {
            if let Some(slot) = slot_read(node.op, node.a) {
                used.insert(slot);
            }
        });
        let mut next = 1;
        let slots = self
            .slots
            .iter()
            .filter(|slot| slot_written(slot.op, slot.a).is_none_or(|name| used.contains(&name)))
            .map(|slot| slot.numbered(&mut next))
            .collect();
        Self {
            slots,
            main: self.main.numbered(&mut next),
            engine: self.engine,
        }
    }

    /// How many nodes it consists of.
    #[must_use]
    pub fn size(&self) -> usize {
        self.main.size() + self.slots.iter().map(|slot| slot.size()).sum::<usize>()
    }
}
