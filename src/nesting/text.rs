//! The tokens of a text, without its grammar.
//!
//! Strings, comments, templates and regular expressions must be told from code, and where a `/` begins a regular expression
//! only the grammar says for sure. Where the token before it does not settle that, the text is [read both ways](super::scan).

use super::words::{LONGEST, Word};

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Word(Word),
    /// A number, a string, a regular expression.
    Literal,
    /// A template up to its end, or up to the `${` of its first or next substitution.
    Template {
        is_open: bool,
    },
    /// `(`, `[`, `{`
    Open(u8),
    /// `)`, `]`, `}`
    Close(u8),
    /// `.` and `?.`: what follows is a name.
    Access,
    Semicolon,
    Comma,
    Colon,
    /// `?`
    Question,
    Arrow,
    /// An assignment, `**`, `||` or `??`: what follows is below it.
    Right,
    /// `!`, `~`
    Unary,
    /// `+`, `-`
    Sign,
    /// `++`, `--`
    Update,
    /// `...`, `@`
    Mark,
    /// An operator between two operands.
    Binary,
    /// A `/` that may divide or begin a regular expression.
    Slash,
    /// `<!--` or `-->`, which begins a comment in a script, and is made of operators in a module.
    HtmlComment,
    /// Nothing: a comment that was read as one.
    Space,
    End,
    /// What no reading of a program has: the parser stops here at the latest.
    Wrong,
}

/// A text of one or two bytes a character.
pub(super) struct Text<'a, U>(pub(super) &'a [U]);

impl<U: Copy + Into<u32>> Text<'_, U> {
    /// The unit at a place; 0 at the end, where nothing can be confused with it.
    pub(super) fn at(&self, place: usize) -> u32 {
        self.0.get(place).copied().map_or(0, Into::into)
    }

    fn is(&self, place: usize, expected: &[u8]) -> bool {
        (0..)
            .zip(expected)
            .all(|(i, unit)| self.at(place + i) == u32::from(*unit))
    }

    /// The place behind white space and comments, and whether there was the end of a line. `None` in a comment that has
    /// no end.
    pub(super) fn skip_space(&self, mut place: usize) -> Option<(usize, bool)> {
        let mut has_newline = place == 0;
        loop {
            let unit = self.at(place);
            if is_line_end(unit) {
                has_newline = true;
                place += 1;
            } else if is_space(unit) {
                place += 1;
            } else if self.is(place, b"//") || (place == 0 && self.is(0, b"#!")) {
                place = self.end_of_line(place);
            } else if self.is(place, b"/*") {
                place += 2;
                while !self.is(place, b"*/") {
                    if place >= self.0.len() {
                        return None;
                    }
                    has_newline |= is_line_end(self.at(place));
                    place += 1;
                }
                place += 2;
            } else {
                return Some((place, has_newline));
            }
        }
    }

    pub(super) fn end_of_line(&self, mut place: usize) -> usize {
        while place < self.0.len() && !is_line_end(self.at(place)) {
            place += 1;
        }
        place
    }

    /// The token at a place, and the place behind it.
    pub(super) fn token(&self, place: usize, is_at_line_start: bool) -> (Token, usize) {
        let unit = self.at(place);
        if place >= self.0.len() {
            return (Token::End, place);
        }
        let Some(byte) = u8::try_from(unit).ok().filter(u8::is_ascii) else {
            return self.word(place);
        };
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | b'\\' | b'#' => self.word(place),
            b'0'..=b'9' => (Token::Literal, self.end_of_number(place)),
            b'.' if is_digit(self.at(place + 1)) => (Token::Literal, self.end_of_number(place)),
            b'"' | b'\'' => self.string(place, unit),
            b'`' => self.template(place + 1),
            b'(' | b'[' | b'{' => (Token::Open(byte), place + 1),
            b')' | b']' | b'}' => (Token::Close(byte), place + 1),
            b'/' => (Token::Slash, place + 1),
            b'<' if self.is(place, b"<!--") => (Token::HtmlComment, place + 4),
            b'-' if is_at_line_start && self.is(place, b"-->") => (Token::HtmlComment, place + 3),
            _ => self.operator(place),
        }
    }

    fn operator(&self, place: usize) -> (Token, usize) {
        const OPERATORS: [(&[u8], Token); 42] = [
            (b">>>=", Token::Right),
            (b"...", Token::Mark),
            (b"===", Token::Binary),
            (b"!==", Token::Binary),
            (b"**=", Token::Right),
            (b"<<=", Token::Right),
            (b">>=", Token::Right),
            (b">>>", Token::Binary),
            (b"&&=", Token::Right),
            (b"||=", Token::Right),
            (b"??=", Token::Right),
            (b"=>", Token::Arrow),
            (b"==", Token::Binary),
            (b"!=", Token::Binary),
            (b"<=", Token::Binary),
            (b">=", Token::Binary),
            (b"<<", Token::Binary),
            (b">>", Token::Binary),
            (b"&&", Token::Binary),
            (b"||", Token::Right),
            (b"??", Token::Right),
            (b"**", Token::Right),
            (b"++", Token::Update),
            (b"--", Token::Update),
            (b"+=", Token::Right),
            (b"-=", Token::Right),
            (b"*=", Token::Right),
            (b"%=", Token::Right),
            (b"&=", Token::Right),
            (b"|=", Token::Right),
            (b"^=", Token::Right),
            (b"=", Token::Right),
            (b"+", Token::Sign),
            (b"-", Token::Sign),
            (b"!", Token::Unary),
            (b"~", Token::Unary),
            (b";", Token::Semicolon),
            (b",", Token::Comma),
            (b":", Token::Colon),
            (b".", Token::Access),
            (b"@", Token::Mark),
            (b"?", Token::Question),
        ];
        // `a?.5:1` is a conditional.
        if self.is(place, b"?.") && !is_digit(self.at(place + 2)) {
            return (Token::Access, place + 2);
        }
        let found = OPERATORS.iter().find(|(text, _)| self.is(place, text));
        if let Some((text, token)) = found {
            return (*token, place + text.len());
        }
        match u8::try_from(self.at(place)) {
            Ok(b'<' | b'>' | b'*' | b'%' | b'&' | b'|' | b'^') => (Token::Binary, place + 1),
            _ => (Token::Wrong, place),
        }
    }

    /// An identifier, a keyword or a private name.
    fn word(&self, begin: usize) -> (Token, usize) {
        let mut spelling = [0; LONGEST];
        let mut place = begin;
        loop {
            let unit = self.at(place);
            if unit == u32::from(b'\\') {
                if self.at(place + 1) != u32::from(b'u') {
                    return (Token::Wrong, place);
                }
                place += 2;
                if self.at(place) == u32::from(b'{') {
                    while !matches!(self.at(place), 0x7d | 0) {
                        place += 1;
                    }
                    place += 1;
                }
            } else if is_in_word(unit) || (unit == u32::from(b'#') && place == begin) {
                if let (Some(letter), Ok(byte)) =
                    (spelling.get_mut(place - begin), u8::try_from(unit))
                {
                    *letter = byte;
                }
                place += 1;
            } else {
                break;
            }
        }
        let length = place - begin;
        let word = spelling.get(..length).map_or(Word::Operand, Word::of);
        (Token::Word(word), place)
    }

    /// All that may be part of a number, or stands behind it without a space.
    fn end_of_number(&self, mut place: usize) -> usize {
        while is_in_word(self.at(place)) || self.at(place) == u32::from(b'.') {
            place += 1;
        }
        place
    }

    fn string(&self, begin: usize, quote: u32) -> (Token, usize) {
        let mut place = begin + 1;
        while place < self.0.len() {
            match self.at(place) {
                unit if unit == quote => return (Token::Literal, place + 1),
                0x5c => place += self.escaped(place),
                0x0a | 0x0d => return (Token::Wrong, place),
                _ => place += 1,
            }
        }
        (Token::Wrong, place)
    }

    /// The length of a backslash and what it escapes.
    fn escaped(&self, place: usize) -> usize {
        if self.is(place + 1, b"\r\n") { 3 } else { 2 }
    }

    /// A template, from behind its "`" or the `}` of a substitution.
    pub(super) fn template(&self, mut place: usize) -> (Token, usize) {
        while place < self.0.len() {
            match self.at(place) {
                0x60 => return (Token::Template { is_open: false }, place + 1),
                0x5c => place += 2,
                0x24 if self.at(place + 1) == u32::from(b'{') => {
                    return (Token::Template { is_open: true }, place + 2);
                }
                _ => place += 1,
            }
        }
        (Token::Wrong, place)
    }

    /// A regular expression, from behind its first `/`.
    pub(super) fn regular_expression(&self, mut place: usize) -> (Token, usize) {
        let mut is_in_class = false;
        loop {
            match self.at(place) {
                0 if place >= self.0.len() => return (Token::Wrong, place),
                unit if is_line_end(unit) => return (Token::Wrong, place),
                0x5c => {
                    place += 1;
                    if is_line_end(self.at(place)) {
                        return (Token::Wrong, place);
                    }
                }
                0x5b => is_in_class = true,
                0x5d => is_in_class = false,
                0x2f if !is_in_class => break,
                _ => {}
            }
            place += 1;
        }
        place += 1;
        while is_in_word(self.at(place)) {
            place += 1;
        }
        (Token::Literal, place)
    }
}

fn is_digit(unit: u32) -> bool {
    (u32::from(b'0')..=u32::from(b'9')).contains(&unit)
}

const fn is_line_end(unit: u32) -> bool {
    matches!(unit, 0x0a | 0x0d | 0x2028 | 0x2029)
}

fn is_space(unit: u32) -> bool {
    match unit {
        0x09 | 0x0b | 0x0c | 0x20 | 0xa0 | 0xfeff => true,
        // Of the other planes none is white space, so halves of their characters are not, either.
        0x80.. => char::from_u32(unit).is_some_and(char::is_whitespace) && unit != 0x85,
        _ => false,
    }
}

fn is_in_word(unit: u32) -> bool {
    match u8::try_from(unit).ok().filter(u8::is_ascii) {
        Some(byte) => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'),
        None => !is_space(unit) && !is_line_end(unit),
    }
}
