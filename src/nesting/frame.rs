//! What is open between two brackets, and the native stack that it stands for.

use super::costs::Costs;

/// What opened a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// The text itself.
    Text,
    /// `(`
    Paren,
    /// The `(` after `if`, `for`, `while`, `with`, `switch` and `catch`: a statement follows its end.
    Head,
    /// The `(` after the `while` of a `do`: its end is the end of the statement.
    Tail,
    /// `[`
    Bracket,
    /// `{`
    Brace,
    /// `${`
    Template,
}

/// A pair of brackets that is open, or the text itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    /// Whether commas separate things that do not contain each other.
    is_list: bool,
    /// Bytes of the stack that are used where the frame begins.
    base: usize,
    /// Bytes for the statements that the present one is in, as in `if (a) if (b) c`.
    statements: usize,
    /// Bytes for the operators whose operand is not finished, as in `a = b = c`.
    operators: usize,
    /// Whether an expression has begun in the present statement.
    pub(super) in_expression: bool,
    /// Whether the present statement is a `var`, `let` or `const`.
    pub(super) is_declaration: bool,
    /// How many `do` wait for their `while`.
    pub(super) dos: u32,
    /// How many `?` wait for their `:`.
    pub(super) ternaries: u32,
    /// Bytes for the operators and accesses in the present element, as if they all contained each other.
    links: usize,
    /// Bytes for the deepest tree in brackets in the present element.
    inner: usize,
    /// Bytes for the deepest element that is finished.
    finished: usize,
}

impl Frame {
    pub(super) const fn new(kind: Kind, is_list: bool, base: usize) -> Self {
        Self {
            kind,
            is_list,
            base,
            statements: 0,
            operators: 0,
            in_expression: false,
            is_declaration: false,
            dos: 0,
            ternaries: 0,
            links: 0,
            inner: 0,
            finished: 0,
        }
    }

    /// Bytes of the stack that the parser has used at this point.
    pub(super) const fn stack(&self) -> usize {
        self.base
            .saturating_add(self.statements)
            .saturating_add(self.operators)
    }

    /// Bytes of the stack for whatever goes through the tree so far.
    pub(super) fn tree(&self) -> usize {
        self.finished.max(self.links.saturating_add(self.inner))
    }

    /// An expression begins, unless one has begun. The parser goes down all levels of precedence.
    pub(super) fn begin_expression(&mut self, costs: &Costs) {
        if !self.in_expression {
            self.in_expression = true;
            self.operators += costs.descent;
        }
    }

    /// What a class extends, which is parsed within the class.
    pub(super) fn begin_heritage(&mut self, costs: &Costs) {
        self.begin_expression(costs);
        self.operators += costs.step + costs.braces;
        self.links += costs.link;
    }

    /// An operator before or between operands, which contains what follows.
    pub(super) fn go_down(&mut self, costs: &Costs) {
        self.begin_expression(costs);
        self.operators += costs.step;
        self.links += costs.link;
    }

    /// An operator that contains what is before it. The parser reads these in a loop.
    pub(super) const fn link(&mut self, costs: &Costs) {
        self.links += costs.link;
    }

    /// A statement that contains the next one.
    pub(super) const fn go_into_statement(&mut self, costs: &Costs) {
        self.statements += costs.step;
    }

    /// Brackets in this frame end, which contain a tree of so many bytes.
    pub(super) fn contain(&mut self, tree: usize, costs: &Costs) {
        self.inner = self.inner.max(tree.saturating_add(costs.bracket));
    }

    /// A comma.
    pub(super) fn comma(&mut self, costs: &Costs) {
        // The next property begins none yet.
        self.in_expression &= !self.is_object();
        self.operators = if self.in_expression { costs.descent } else { 0 };
        self.ternaries = 0;
        if self.is_list || self.is_declaration {
            self.finish_element();
        } else {
            self.links += costs.bracket;
        }
    }

    /// The present expression ends; the statements around it may go on.
    pub(super) fn end_expression(&mut self) {
        self.operators = 0;
        self.in_expression = false;
        self.is_declaration = false;
        self.ternaries = 0;
        self.finish_element();
    }

    /// The present statement ends, with all that it is in.
    pub(super) fn end_statement(&mut self) {
        self.end_expression();
        self.statements = 0;
        self.dos = 0;
    }

    fn finish_element(&mut self) {
        self.finished = self.tree();
        self.links = 0;
        self.inner = 0;
    }

    /// Whether these are the braces of an object, or a pattern.
    pub(super) fn is_object(&self) -> bool {
        self.is_list && self.kind == Kind::Brace
    }

    /// Whether the name of a property is here, which is no expression.
    pub(super) fn is_at_name(&self) -> bool {
        self.is_object() && !self.in_expression
    }
}
