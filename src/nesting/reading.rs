//! One way to read a text, up to a place in it: what is open there.

use std::hash::Hash;

use super::{
    costs::Costs,
    frame::{Frame, Kind},
    text::Token,
    words::Word,
};

/// What the token before was, as far as it says what may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Before {
    /// A statement may begin, and none is unfinished.
    Start,
    /// A semicolon: if no `else` and no `while` follows, the statements around it have ended.
    Semicolon,
    /// The end of `if (...)` and the like, a label: a statement follows that is within the one before.
    Within,
    /// An operator, or a keyword before an operand.
    Operator,
    /// `return`, `throw`: an operand on the same line, or the end of the statement.
    Return,
    /// `=>`
    Arrow,
    /// `.`
    Access,
    /// An operand has ended.
    Operand,
    /// `}`: a block, a body or an object has ended.
    BraceEnd,
    /// A word that may be an operand or stand before one.
    Either,
    /// `let`, likewise.
    Let,
    /// `function`, `class`: a name or a parenthesis follows.
    Definition,
    /// `if` and the like.
    Head,
    /// The `while` at the end of a `do`.
    Tail,
}

/// One way to read a text, up to a place.
#[derive(Clone)]
pub(super) struct Reading {
    /// How far in the text it is.
    pub(super) place: usize,
    before: Before,
    frames: Vec<Frame>,
    /// The most that was needed so far, by the parser.
    pub(super) stack: usize,
}

impl Reading {
    /// A reading that has not begun.
    pub(super) fn new() -> Self {
        Self {
            place: 0,
            before: Before::Start,
            frames: vec![Frame::new(Kind::Text, false, 0)],
            stack: 0,
        }
    }

    /// All that decides how it goes on from its place.
    pub(super) fn state(&self) -> impl Hash {
        (self.before, &self.frames)
    }

    /// What is open innermost.
    pub(super) fn top(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Kind::Text, false, 0));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// Whether a `/` begins a regular expression. `None` if only the grammar knows.
    pub(super) const fn slash(&self, has_newline: bool) -> Option<bool> {
        match self.before {
            Before::Operand if !has_newline => Some(false),
            // On a new line it may be a new statement, as after `let a` and `break`.
            Before::Operand | Before::BraceEnd | Before::Either | Before::Let => None,
            _ => Some(true),
        }
    }

    /// Goes over a token. `false` if the parser goes no further.
    pub(super) fn take(&mut self, token: Token, has_newline: bool, costs: &Costs) -> bool {
        self.continue_or_end(token, has_newline);
        let before = self.before;
        let follows_operand = matches!(
            before,
            Before::Operand | Before::BraceEnd | Before::Either | Before::Let
        );
        let top = self.top();
        let is_of_declaration = match token {
            Token::Word(word) => word != Word::Binary,
            token => matches!(token, Token::Open(b'[' | b'{') | Token::Space),
        };
        if before == Before::Let && !is_of_declaration {
            top.is_declaration = false;
        }
        self.before = match token {
            Token::End | Token::Wrong | Token::Slash | Token::HtmlComment => return false,
            Token::Space => before,
            Token::Word(_) if before == Before::Access => Before::Operand,
            Token::Word(word) => return self.word(word, costs),
            Token::Literal => {
                top.begin_expression(costs);
                Before::Operand
            }
            Token::Template { is_open } => {
                if follows_operand {
                    top.link(costs);
                }
                top.begin_expression(costs);
                if is_open {
                    self.open(Kind::Template, false);
                    Before::Operator
                } else {
                    Before::Operand
                }
            }
            Token::Open(byte) => {
                self.bracket(byte, follows_operand, costs);
                return true;
            }
            Token::Close(byte) => return self.close_bracket(byte, costs),
            Token::Access => {
                top.begin_expression(costs);
                top.link(costs);
                Before::Access
            }
            Token::Semicolon => {
                top.end_expression();
                Before::Semicolon
            }
            Token::Comma => {
                top.comma(costs);
                Before::Operator
            }
            Token::Colon => self.colon(costs),
            Token::Question => {
                top.ternaries += 1;
                top.go_down(costs);
                Before::Operator
            }
            Token::Arrow => {
                top.go_down(costs);
                Before::Arrow
            }
            Token::Right | Token::Unary => {
                top.go_down(costs);
                Before::Operator
            }
            Token::Sign | Token::Binary if follows_operand => {
                top.begin_expression(costs);
                top.link(costs);
                if before != Before::Operand {
                    // After a block this is a prefix.
                    top.go_down(costs);
                }
                Before::Operator
            }
            Token::Update if before == Before::Operand => {
                top.link(costs);
                Before::Operand
            }
            Token::Sign | Token::Update => {
                top.go_down(costs);
                Before::Operator
            }
            Token::Mark => {
                top.begin_expression(costs);
                Before::Operator
            }
            Token::Binary => Before::Operator,
        };
        true
    }

    /// Whether the statement before goes on with this token, and ends it if not.
    fn continue_or_end(&mut self, token: Token, has_newline: bool) {
        let before = self.before;
        if before == Before::Access {
            // What follows is a name.
            return;
        }
        let begins_operand = matches!(
            token,
            Token::Word(
                Word::Operand
                    | Word::Head
                    | Word::While
                    | Word::Do
                    | Word::Try
                    | Word::Expression
                    | Word::Begins
                    | Word::Import
                    | Word::Declares
                    | Word::Let
                    | Word::Definition
                    | Word::Prefix
                    | Word::MaybePrefix
            ) | Token::Literal
                | Token::Unary
        ) || (token == Token::Update && before == Before::Operand);
        let top = self.top();
        let is_while = token == Token::Word(Word::While) && top.dos > 0;
        match before {
            _ if token == Token::Word(Word::GoesOn) => top.end_expression(),
            Before::Semicolon | Before::BraceEnd if is_while => {}
            Before::Semicolon if token == Token::Space => {}
            Before::Semicolon => top.end_statement(),
            Before::Return if has_newline => top.end_statement(),
            Before::BraceEnd if begins_operand => top.end_statement(),
            // Two operands in a row are two statements.
            Before::Operand if begins_operand && has_newline => top.end_statement(),
            _ => {}
        }
    }

    fn word(&mut self, word: Word, costs: &Costs) -> bool {
        let before = self.before;
        let top = self.top();
        self.before = match word {
            Word::Operand => {
                // The name of a function, a class or a property begins no expression.
                if before != Before::Definition && !top.is_at_name() {
                    top.begin_expression(costs);
                }
                Before::Operand
            }
            Word::Head => Before::Head,
            Word::While
                if top.dos > 0 && matches!(before, Before::Semicolon | Before::BraceEnd) =>
            {
                top.dos -= 1;
                Before::Tail
            }
            Word::While => Before::Head,
            Word::Do => {
                top.dos += 1;
                top.go_into_statement(costs);
                Before::Within
            }
            Word::GoesOn | Word::Try => Before::Within,
            Word::Expression => Before::Return,
            Word::Begins => {
                top.end_statement();
                Before::Operator
            }
            Word::Import => {
                top.begin_expression(costs);
                Before::Operator
            }
            Word::Declares | Word::Let => {
                top.end_expression();
                top.is_declaration = true;
                if word == Word::Let {
                    Before::Let
                } else {
                    Before::Operator
                }
            }
            Word::Definition => {
                if matches!(
                    before,
                    Before::Operator | Before::Arrow | Before::Return | Before::Either
                ) {
                    top.begin_expression(costs);
                }
                Before::Definition
            }
            Word::Extends => {
                top.begin_heritage(costs);
                Before::Operator
            }
            Word::Prefix => {
                top.go_down(costs);
                Before::Operator
            }
            // `for await (`
            Word::MaybePrefix if before == Before::Head => Before::Head,
            Word::MaybePrefix => {
                top.go_down(costs);
                Before::Either
            }
            Word::Binary => {
                top.link(costs);
                Before::Operator
            }
            Word::Of => Before::Either,
        };
        true
    }

    fn colon(&mut self, costs: &Costs) -> Before {
        let before = self.before;
        let top = self.top();
        if top.ternaries > 0 {
            top.ternaries -= 1;
            Before::Operator
        } else if top.is_object() {
            top.begin_expression(costs);
            Before::Operator
        } else {
            if before == Before::Operand {
                top.go_into_statement(costs);
            }
            Before::Within
        }
    }

    fn bracket(&mut self, byte: u8, follows_operand: bool, costs: &Costs) {
        let before = self.before;
        let top = self.top();
        if follows_operand {
            top.link(costs);
        }
        let (kind, is_list) = match (byte, before) {
            (b'(', Before::Head) => (Kind::Head, false),
            (b'(', Before::Tail) => (Kind::Tail, false),
            (b'(', _) => (Kind::Paren, follows_operand || before == Before::Definition),
            (b'[', _) => (Kind::Bracket, true),
            (_, before) => (
                Kind::Brace,
                matches!(before, Before::Operator | Before::Return),
            ),
        };
        let is_of_expression = match kind {
            Kind::Paren => before != Before::Definition,
            Kind::Brace => is_list,
            kind => kind == Kind::Bracket && !top.is_at_name(),
        };
        if is_of_expression
            && !(kind == Kind::Paren && !top.in_expression && before == Before::Operand)
        {
            top.begin_expression(costs);
        }
        if kind == Kind::Brace {
            self.open_braces(is_list, costs);
        } else {
            self.open(kind, is_list);
        }
        self.before = match kind {
            Kind::Brace if !is_list => Before::Start,
            _ => Before::Operator,
        };
    }

    fn open_braces(&mut self, is_list: bool, costs: &Costs) {
        let base = self.top().stack() + costs.braces;
        self.frames.push(Frame::new(Kind::Brace, is_list, base));
    }

    fn open(&mut self, kind: Kind, is_list: bool) {
        let base = self.top().stack();
        self.frames.push(Frame::new(kind, is_list, base));
    }

    fn close_bracket(&mut self, byte: u8, costs: &Costs) -> bool {
        let kind = self.top().kind;
        let fits = match byte {
            b')' => matches!(kind, Kind::Paren | Kind::Head | Kind::Tail),
            b']' => kind == Kind::Bracket,
            _ => kind == Kind::Brace,
        };
        if !fits {
            return false;
        }
        self.close(kind, costs);
        self.before = match kind {
            Kind::Head => Before::Within,
            Kind::Tail => Before::Semicolon,
            Kind::Brace => Before::BraceEnd,
            _ => Before::Operand,
        };
        true
    }

    /// The `}` of a substitution; the rest of the template is no new operand.
    pub(super) fn end_substitution(&mut self, costs: &Costs) {
        self.close(Kind::Template, costs);
        self.before = Before::Access;
    }

    /// Closes what is still open.
    pub(super) fn close_all(&mut self, costs: &Costs) {
        while self.frames.len() > 1 {
            let kind = self.top().kind;
            self.close(kind, costs);
        }
    }

    fn close(&mut self, kind: Kind, costs: &Costs) {
        let closed = self.top().tree();
        self.frames.pop();
        let top = self.top();
        top.contain(closed, costs);
        if kind == Kind::Head {
            top.go_into_statement(costs);
        }
    }
}
