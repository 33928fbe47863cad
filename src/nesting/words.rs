//! The words that mean something to the measure.

/// What a word does to the nesting of what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// An identifier, or a keyword that is a value, such as `this`.
    Operand,
    /// `if`, `for`, `with`, `switch`, `catch`: parentheses follow, and then a statement or a block.
    Head,
    /// `while`, which may also end a `do`.
    While,
    /// `do`
    Do,
    /// `else`, `finally`: they go on with the statement before them.
    GoesOn,
    /// `try`: a block follows.
    Try,
    /// `return`, `throw`: an expression follows.
    Expression,
    /// `case`, `default`, `export`: nothing before it goes on.
    Begins,
    /// `import`, as a declaration or an expression.
    Import,
    /// `var`, `const`: commas separate declarations.
    Declares,
    /// `let`, which may also be an identifier.
    Let,
    /// `function`, `class`
    Definition,
    /// `extends`
    Extends,
    /// `typeof`, `void`, `delete`, `new`
    Prefix,
    /// `await`, `yield`, which may also be identifiers.
    MaybePrefix,
    /// `in`, `instanceof`
    Binary,
    /// `of`, which may also be an identifier.
    Of,
}

/// The longest of the words.
pub(super) const LONGEST: usize = 10;

impl Word {
    /// The word with this spelling.
    pub(super) fn of(spelling: &[u8]) -> Self {
        match spelling {
            b"if" | b"for" | b"with" | b"switch" | b"catch" => Self::Head,
            b"while" => Self::While,
            b"do" => Self::Do,
            b"else" | b"finally" => Self::GoesOn,
            b"try" => Self::Try,
            b"return" | b"throw" => Self::Expression,
            b"case" | b"default" | b"export" => Self::Begins,
            b"import" => Self::Import,
            b"var" | b"const" => Self::Declares,
            b"let" => Self::Let,
            b"function" | b"class" => Self::Definition,
            b"extends" => Self::Extends,
            b"typeof" | b"void" | b"delete" | b"new" => Self::Prefix,
            b"await" | b"yield" => Self::MaybePrefix,
            b"in" | b"instanceof" => Self::Binary,
            b"of" => Self::Of,
            _ => Self::Operand,
        }
    }
}
