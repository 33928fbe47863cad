//! The text of a program.
//!
//! The value of each expression is stored in a constant before it is used, so that nothing waits on the stack of the VM while
//! code of the program runs: the published engine miscounts it after some exceptions (`engine/15-stack-of-handlers.md`).

use std::fmt::Write as _;

use super::{
    forms::{Kid, Op, Ty, form_of},
    node::{Node, Program},
};

/// The code before a program: the log, the classes and the slots.
pub const PRELUDE: &str = include_str!("prelude.js");

/// The text of a program, without the prelude.
#[must_use]
pub fn text(program: &Program) -> String {
    let mut printer = Printer::default();
    printer.line("(((x, y) => {");
    printer.line("try {");
    for slot in &program.slots {
        printer.statement(slot);
    }
    printer.block(&program.main);
    printer.line("} catch (x) { t(\"main\", x); }");
    printer.line("})());");
    printer.out
}

#[derive(Default)]
struct Printer {
    out: String,
    depth: usize,
    constants: u32,
}

impl Printer {
    fn line(&mut self, text: &str) {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if line.starts_with('}') || line.starts_with(']') {
                self.depth = self.depth.saturating_sub(1);
            }
            let _ = writeln!(self.out, "{:1$}{line}", "", self.depth * 2);
            if line.ends_with('{') || line.ends_with('[') {
                self.depth += 1;
            }
        }
    }

    fn block(&mut self, block: &Node) {
        for statement in &block.kids {
            self.statement(statement);
        }
    }

    fn statement(&mut self, node: &Node) {
        let text = self.filled(node);
        self.line(&text);
    }

    /// Prints what an expression needs first, and returns a name or a text without calls for its value.
    fn expression(&mut self, node: &Node) -> String {
        let text = self.filled(node);
        let is_atom = matches!(
            node.op,
            Op::Undefined | Op::Number | Op::Object | Op::X | Op::Y | Op::Missing | Op::Null
        );
        if is_atom {
            return text;
        }
        self.constants += 1;
        let name = format!("k{}", self.constants);
        self.line(&format!("const {name} = {text};"));
        name
    }

    /// The text of a node with its parts.
    fn filled(&mut self, node: &Node) -> String {
        let Some(form) = form_of(node.op) else {
            return self.apart(|printer| printer.block(node)).1;
        };
        let mut kids: Vec<(String, String)> = Vec::new();
        for (kid, part) in form.kids.iter().zip(&node.kids) {
            kids.push(match kid {
                Kid::Expr(_) => (String::new(), self.expression(part)),
                Kid::Tail(_) => {
                    let (value, lines) = self.apart(|printer| printer.expression(part));
                    (lines, value)
                }
                Kid::Here | Kid::Loop | Kid::Body(_) => {
                    (String::new(), self.apart(|printer| printer.block(part)).1)
                }
            });
        }
        let mut text = String::new();
        let mut rest = form.text;
        while let Some(at) = rest.find(['$', '^']) {
            text.push_str(&rest[..at]);
            let mark = &rest[at..=at];
            let (name, after) = rest[at + 1..].split_at(1);
            rest = after;
            let kid = name.parse::<usize>().ok().and_then(|n| kids.get(n - 1));
            match (mark, name, kid) {
                ("^", _, Some((lines, _))) => {
                    let _ = write!(text, "\n{lines}\n");
                }
                (_, "a", _) => text.push_str(&node.a.to_string()),
                (_, "b", _) => text.push_str(&node.b.to_string()),
                (_, "s", _) => text.push_str(&node.site.to_string()),
                (_, _, Some((_, value))) if value.contains('\n') || is_block(form.kids, name) => {
                    let _ = write!(text, "\n{value}\n");
                }
                (_, _, Some((_, value))) => text.push_str(value),
                (_, _, None) => {}
            }
        }
        text.push_str(rest);
        if form.ty == Ty::Statement {
            text
        } else {
            text.trim().to_owned()
        }
    }

    /// Prints into a text of its own.
    fn apart<T>(&mut self, print: impl FnOnce(&mut Self) -> T) -> (T, String) {
        let out = std::mem::take(&mut self.out);
        let depth = std::mem::take(&mut self.depth);
        let value = print(self);
        self.depth = depth;
        (value, std::mem::replace(&mut self.out, out))
    }
}

fn is_block(kids: &[Kid], name: &str) -> bool {
    let kid = name.parse::<usize>().ok().and_then(|n| kids.get(n - 1));
    matches!(kid, Some(Kid::Here | Kid::Loop | Kid::Body(_)))
}
