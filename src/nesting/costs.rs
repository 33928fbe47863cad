//! What a level of nesting costs the engine of this build, in bytes of the native stack.
//!
//! It differs by more than ten between builds, and no constant of a crate knows how the engine was compiled. So the parser is
//! measured: it reads small texts from a reader that notes how far down the stack it is called. That is done once in a process,
//! for the first text that may not fit in any build; most programs have none.

use std::{
    hint::black_box,
    io::{self, Read},
    sync::OnceLock,
    thread,
};

use boa_engine::{Context, Script, Source};

use crate::native_stack;

/// Bytes of the native stack.
#[derive(Debug, Clone, Copy)]
pub(super) struct Costs {
    /// From an expression to its first operand, down all levels of precedence: what brackets cost that contain an expression.
    pub(super) descent: usize,
    /// A prefix operator, an assignment, an arrow, a conditional, a statement in a statement.
    pub(super) step: usize,
    /// Braces.
    pub(super) braces: usize,
    /// An operator or an access that contains what is before it, for whatever goes through the tree: analyses, the compiler.
    pub(super) link: usize,
    /// Brackets, likewise.
    pub(super) bracket: usize,
}

/// Costs above those of every build that we know. What fits with them need not be measured.
const HIGHEST: Costs = Costs {
    descent: 120 << 10,
    step: 16 << 10,
    braces: 32 << 10,
    link: 8 << 10,
    bracket: 16 << 10,
};

/// What levels of a tree cost in an optimised build. Measured: 481 bytes for an operator, 552 for an access, 1,239 for patterns in
/// patterns.
const LINK: usize = 640;
const BRACKET: usize = 1400;
/// With more than this for a descent, the engine was not optimised.
const UNOPTIMISED: usize = 48 << 10;

/// The costs of this build, once they were measured.
static COSTS: OnceLock<Costs> = OnceLock::new();
/// What measuring may need of the stack.
const ROOM: usize = HIGHEST.descent * (FEW + MORE);

impl Costs {
    /// The costs of this build, if they were measured; otherwise higher ones.
    pub(super) fn at_most() -> Self {
        COSTS.get().copied().unwrap_or(HIGHEST)
    }

    /// The costs of this build, measured at the first call. That takes less than a millisecond, or a thread of its own where
    /// little of the stack is left.
    pub(super) fn of_this_build(context: &mut Context) -> Self {
        if let Some(costs) = COSTS.get() {
            return *costs;
        }
        let measured = if native_stack::left() >= ROOM {
            Some(Self::measure(context))
        } else {
            let thread = thread::Builder::new().stack_size(2 * ROOM);
            let measuring = thread.spawn(|| Self::measure(&mut Context::default()));
            measuring.ok().and_then(|measuring| measuring.join().ok())
        };
        match measured {
            Some(measured) => *COSTS.get_or_init(|| measured),
            // The system has no thread for it.
            None => HIGHEST,
        }
    }

    /// These costs where the parser has a limit of its own.
    #[cfg(exact_native_stack)]
    pub(super) const fn of_trees(self) -> Self {
        Self {
            descent: 0,
            step: 0,
            braces: 0,
            ..self
        }
    }

    fn measure(context: &mut Context) -> Self {
        let mut most = |openings: &[&str]| {
            let levels = openings.iter().map(|opening| level(opening, context));
            // What was measured is the reader's place, not the deepest one.
            let most = levels.max().unwrap_or_default();
            most + most / 16
        };
        let descent = most(&["(", "[", "f(", "x={a:", "`${"]);
        let (link, bracket) = if descent > UNOPTIMISED {
            (HIGHEST.link, HIGHEST.bracket)
        } else {
            (LINK, BRACKET)
        };
        Self {
            descent,
            step: most(&[
                "for(;;)",
                "if(1)",
                "- ",
                "a=>",
                "async a=>",
                "a?b:",
                "a=",
                "a**",
                "a||",
            ]),
            braces: most(&["a=>{", "try{", "switch(1){case 1:"]),
            link,
            bracket,
        }
    }
}

const FEW: usize = 1;
const MORE: usize = 5;

/// What each of these openings costs the parser.
fn level(opening: &str, context: &mut Context) -> usize {
    let few = parse(opening.repeat(FEW), context);
    let more = parse(opening.repeat(MORE), context);
    more.saturating_sub(few).div_ceil(MORE - FEW)
}

/// How far down the stack the parser reads a text from.
fn parse(text: String, context: &mut Context) -> usize {
    let mut deepest = 0;
    let reader = Noting {
        text: text.as_bytes(),
        begin: here(),
        deepest: &mut deepest,
    };
    // The text ends too early, which is an error.
    let _ = Script::parse(Source::from_reader(reader, None), None, context);
    deepest
}

/// A reader that notes how far down the stack it is called.
struct Noting<'a> {
    text: &'a [u8],
    begin: usize,
    deepest: &'a mut usize,
}

impl Read for Noting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        *self.deepest = (*self.deepest).max(self.begin.saturating_sub(here()));
        self.text.read(buffer)
    }
}

/// An address on the stack of this function.
#[inline(never)]
fn here() -> usize {
    let here = 0_u8;
    black_box(std::ptr::from_ref(&here)).addr()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text that fits with the highest costs is not measured.
    #[test]
    fn no_build_costs_more_than_the_highest() {
        let measured = Costs::measure(&mut Context::default());
        let parts = |costs: Costs| {
            let Costs {
                descent,
                step,
                braces,
                link,
                bracket,
            } = costs;
            [descent, step, braces, link, bracket]
        };
        for (measured, highest) in parts(measured).into_iter().zip(parts(HIGHEST)) {
            assert!(measured <= highest, "{measured} of {highest} bytes");
        }
    }
}
