//! The readers of what comes from the network, with random input.

#[path = "../../../tests/support/random_input.rs"]
mod random_input;

use random_input::{Input, each};

use super::{
    event_source::parser::{Parser, Sent, TooLarge},
    header_list::{HeaderList, is_token, is_value, normalize},
    multipart::{Part, encode, parse},
};

const OF_STREAMS: &[&str] = &[
    "data", "data:", "data: ", "event: ", "id: ", "retry: ", ":", "\n", "\r", "\r\n", "\n\n", "1",
    "x",
];

/// What a parser sends for these pieces, and whether it ended with an error.
fn feed(mut parser: Parser, pieces: &[&[u8]]) -> (Vec<Sent>, Option<TooLarge>) {
    let mut all = Vec::new();
    for mut bytes in pieces.iter().copied() {
        while !bytes.is_empty() {
            let before = bytes.len();
            match parser.feed(&mut bytes) {
                Ok(sent) => all.extend(sent),
                Err(error) => return (all, Some(error)),
            }
            assert!(bytes.len() < before, "each call takes something");
        }
    }
    (all, None)
}

/// The messages of a stream by the words of the standard, for a stream that is text: its lines first, then their fields.
fn messages_of(stream: &str) -> Vec<(String, String, String)> {
    let stream = stream.strip_prefix('\u{feff}').unwrap_or(stream);
    let stream = stream.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<&str> = stream.split('\n').collect();
    // What follows the last line break is no line.
    lines.pop();
    let (mut messages, mut id) = (Vec::new(), String::new());
    let (mut data, mut event) = (Vec::new(), String::new());
    for line in lines {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        if line.is_empty() {
            let event = std::mem::take(&mut event);
            let data: Vec<&str> = std::mem::take(&mut data);
            if !data.is_empty() {
                let event = if event.is_empty() {
                    "message".to_owned()
                } else {
                    event
                };
                messages.push((event, data.join("\n"), id.clone()));
            }
        } else if field == "data" {
            data.push(value);
        } else if field == "event" {
            event = value.to_owned();
        } else if field == "id" && !value.contains('\0') {
            id = value.to_owned();
        }
    }
    messages
}

#[test]
fn event_streams() {
    each(|input| {
        let stream = input.bytes(OF_STREAMS, 30);
        let (whole, error) = feed(Parser::new(String::new(), None), &[&stream]);
        assert_eq!(error, None);
        let (one, other) = stream.split_at(input.below(stream.len() + 1));
        assert_eq!(
            feed(Parser::new(String::new(), None), &[one, other]).0,
            whole,
            "{stream:?}"
        );
        if let Ok(text) = std::str::from_utf8(&stream) {
            let messages: Vec<_> = whole
                .iter()
                .filter_map(|sent| match sent {
                    Sent::Message {
                        event_type,
                        data,
                        last_event_id,
                    } => Some((event_type.clone(), data.clone(), last_event_id.clone())),
                    _ => None,
                })
                .collect();
            assert_eq!(messages, messages_of(text), "{text:?}");
        }
        // A limit only takes away the end.
        let most = input.below(40) as u64;
        let (sent, error) = feed(Parser::new(String::new(), Some(most)), &[&stream]);
        assert!(whole.starts_with(&sent), "{stream:?}");
        assert!(error.is_some() || sent == whole, "{stream:?}");
    });
}

const OF_FORMS: &[&str] = &[
    "--b",
    "\r\n--b",
    "--b--",
    "--b\r\n",
    "\r\n",
    "\r\n\r\n",
    "Content-Disposition: form-data",
    "; name=\"x\"",
    "; filename=\"y\"",
    "Content-Type: a/b\r\n",
    "%0A",
    "%22",
    "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n",
];

#[test]
fn forms() {
    let mut count = 0;
    each(|input| {
        let mut bytes = input.bytes(OF_FORMS, 20);
        if input.below(3) > 0 {
            // A part whose body is at random, or its header, too.
            let mut whole = b"--b\r\nContent-Disposition: form-data; name=\"x".to_vec();
            match input.below(3) {
                0 => whole.extend_from_slice(b"\"\r\n\r\n"),
                1 => {
                    whole.extend_from_slice(&input.bytes(&["y", "%0A", "%22"], 4));
                    whole.extend_from_slice(b"\"; filename=\"z\"\r\nContent-Type: ");
                    whole.extend_from_slice(&input.bytes(&["a/b", " "], 3));
                    whole.extend_from_slice(b"\r\n\r\n");
                }
                _ => {}
            }
            whole.append(&mut bytes);
            whole.extend_from_slice(b"\r\n--b--\r\n");
            bytes = whole;
        }
        let Some(parts) = parse(&bytes, "b") else {
            return;
        };
        let contains = |part: &Part| part.body.windows(3).any(|window| window == b"--b");
        if parts.iter().any(contains) {
            // A boundary after a line break that is made regular would end the part.
            return;
        }
        count += 1;
        // Line breaks and missing types are made regular once.
        let regular = parse(&encode(&parts, "b"), "b").expect("it was written");
        assert_eq!(regular.len(), parts.len());
        assert_eq!(
            parse(&encode(&regular, "b"), "b").expect("it was written"),
            regular
        );
    });
    assert!(count > 100, "only {count} forms were forms");
}

/// A part of a form. Its texts have no line breaks, which would be changed, and nothing that looks escaped.
fn part(input: &mut Input) -> Part {
    let pieces = ["x", "\"", "\u{e9}", ";", "filename=\"y\""];
    let text = |input: &mut Input| input.text(&pieces, 5).replace(['\r', '\n', '%'], "_");
    let name = text(input);
    let file = (input.below(2) == 0).then(|| (text(input), "image/png".to_owned()));
    let body = match &file {
        Some(_) => input.bytes(OF_FORMS, 10),
        None => text(input).into_bytes(),
    };
    Part { name, file, body }
}

#[test]
fn forms_that_are_written_are_read() {
    each(|input| {
        let parts: Vec<Part> = (0..input.below(4)).map(|_| part(input)).collect();
        let boundary = "boundary-in-no-part";
        assert_eq!(parse(&encode(&parts, boundary), boundary), Some(parts));
    });
}

const OF_HEADERS: &[&str] = &[
    "text",
    "/",
    "html",
    ";",
    "charset",
    "=",
    "utf-8",
    "\"",
    ",",
    " ",
    "*/*",
    "text/html",
    "text/plain;charset=x",
    "\\\"",
    "12",
];

#[test]
fn header_values() {
    each(|input| {
        let mut list = HeaderList::default();
        for _ in 0..input.below(4) {
            list.append("Content-Type", input.text(OF_HEADERS, 8));
            list.append("Content-Length", input.text(&["1", "12", ",", " "], 3));
        }
        // A type that was found is one, and is found in its own text.
        if let Some(mime) = list.mime_type() {
            let mut again = HeaderList::default();
            again.append("content-type", mime.to_string());
            let again = again.mime_type().expect("it is a type");
            assert!(again.matches(&mime.type_, &mime.subtype), "{mime}");
        }
        if let Some(length) = list.length() {
            let digits = length.to_string();
            let value = list.get("content-length").expect("it has a length");
            assert!(value.contains(&digits), "{value}");
        }
        let text = input.text(OF_HEADERS, 8);
        let value = normalize(&text);
        assert_eq!(normalize(value), value);
        assert!(!is_token(&text) || is_value(&text) && text == value);
    });
}

/// A header list of which each operation is a plain loop.
#[derive(Default)]
struct Model(Vec<(String, String)>);

impl Model {
    fn has(&self, name: &str) -> bool {
        self.0
            .iter()
            .any(|(known, _)| known.to_lowercase() == name.to_lowercase())
    }

    fn delete(&mut self, name: &str) {
        self.0
            .retain(|(known, _)| known.to_lowercase() != name.to_lowercase());
    }
}

#[test]
fn header_lists() {
    let names = ["a", "A", "b", "Set-Cookie", "set-cookie", "B"];
    each(|input| {
        let (mut list, mut model) = (HeaderList::default(), Model::default());
        for value in 0..input.below(12) {
            let (name, value) = (*input.one_of(&names), value.to_string());
            let lower = name.to_lowercase();
            match input.below(4) {
                0 => {
                    list.append(name, value.clone());
                    model.0.push((lower, value));
                }
                1 => {
                    list.set(name, value.clone());
                    match model.0.iter().position(|(known, _)| *known == lower) {
                        Some(at) => {
                            let before = model.0[..at].to_vec();
                            let mut after = Model(model.0[at..].to_vec());
                            after.delete(name);
                            model.0 = before;
                            model.0.push((lower, value));
                            model.0.append(&mut after.0);
                        }
                        None => model.0.push((lower, value)),
                    }
                }
                2 => {
                    list.delete(name);
                    model.delete(name);
                }
                _ => {
                    list.combine(name, &value);
                    match model.0.iter_mut().find(|(known, _)| *known == lower) {
                        Some((_, known)) => *known = format!("{known}, {value}"),
                        None => model.0.push((lower, value)),
                    }
                }
            }
            assert_eq!(list.contains(name), model.has(name));
        }
        let mut expected = model.0.clone();
        expected.sort_by(|(a, _), (b, _)| a.cmp(b));
        let is_cookie = |name: &str| name == "set-cookie";
        let cookies: Vec<_> = expected
            .iter()
            .filter(|(name, _)| is_cookie(name))
            .cloned()
            .collect();
        for name in names {
            let values: Vec<&str> = expected
                .iter()
                .filter(|(known, _)| *known == name.to_lowercase())
                .map(|(_, value)| value.as_str())
                .collect();
            assert_eq!(
                list.get(name),
                (!values.is_empty()).then(|| values.join(", "))
            );
        }
        let sorted = list.sort_and_combine();
        assert!(sorted.iter().map(|(name, _)| name).is_sorted());
        let of_cookies: Vec<_> = sorted
            .iter()
            .filter(|(name, _)| is_cookie(name))
            .cloned()
            .collect();
        assert_eq!(of_cookies, cookies);
        for (name, value) in sorted.iter().filter(|(name, _)| !is_cookie(name)) {
            assert_eq!(list.get(name).as_ref(), Some(value));
        }
    });
}
