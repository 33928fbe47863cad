//! `multipart/form-data`, without JavaScript.
//!
//! <https://html.spec.whatwg.org/#multipart-form-data>

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) name: String,
    /// The name of a file, and its type.
    pub(super) file: Option<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// Writes the parts: the *multipart/form-data encoding algorithm*. No part may contain the boundary.
///
/// <https://html.spec.whatwg.org/#multipart-form-data>
pub(super) fn encode(parts: &[Part], boundary: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for Part { name, file, body } in parts {
        let name = escape(&with_crlf(name));
        let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
        if let Some((file, mime_type)) = file {
            let mime_type = if mime_type.is_empty() {
                "application/octet-stream"
            } else {
                mime_type
            };
            let file = escape(file);
            head.push_str(&format!(
                "; filename=\"{file}\"\r\nContent-Type: {mime_type}"
            ));
        }
        bytes.extend_from_slice(head.as_bytes());
        bytes.extend_from_slice(b"\r\n\r\n");
        match (file, std::str::from_utf8(body)) {
            (None, Ok(text)) => bytes.extend_from_slice(with_crlf(text).as_bytes()),
            _ => bytes.extend_from_slice(body),
        }
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    bytes
}

/// Replaces every line break by CRLF.
fn with_crlf(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                result.push_str("\r\n");
            }
            '\n' => result.push_str("\r\n"),
            letter => result.push(letter),
        }
    }
    result
}

/// *Escape a multipart/form-data name*
///
/// <https://fetch.spec.whatwg.org/#multipart-form-data-names-and-filenames>
fn escape(name: &str) -> String {
    name.replace('\n', "%0A")
        .replace('\r', "%0D")
        .replace('"', "%22")
}

fn unescape(name: &str) -> String {
    name.replace("%0A", "\n")
        .replace("%0D", "\r")
        .replace("%22", "\"")
}

/// *multipart/form-data parser*; `None` is failure
///
/// <https://fetch.spec.whatwg.org/#multipart-form-data-parser>
pub(super) fn parse(bytes: &[u8], boundary: &str) -> Option<Vec<Part>> {
    let delimiter = format!("--{boundary}");
    let end = format!("\r\n{delimiter}");
    // Leading line breaks are ignored.
    let mut rest = bytes;
    while let Some(more) = rest.strip_prefix(b"\r\n") {
        rest = more;
    }
    let mut parts = Vec::new();
    loop {
        // 5.1. If position points to a sequence of bytes starting with -- followed by boundary, advance position.
        rest = rest.strip_prefix(delimiter.as_bytes())?;
        // 5.2. If position points to -- followed by nothing but a line break, return entry list.
        if let Some(after) = rest.strip_prefix(b"--") {
            return (after.is_empty() || after == b"\r\n").then_some(parts);
        }
        // 5.3. If position does not point to a line break, return failure. 5.4. Advance position.
        rest = rest.strip_prefix(b"\r\n")?;
        // 5.5. Let name, filename and contentType be the result of parsing the headers.
        let (mut part, body) = parse_headers(rest)?;
        // 5.8-5.10. Let body be the bytes up to the next delimiter; without one, return failure.
        let length = find(body, end.as_bytes())?;
        part.body = body[..length].to_vec();
        parts.push(part);
        rest = &body[length + 2..];
    }
}

/// *Parse multipart/form-data headers*. Returns the part without its body, and what follows the headers.
///
/// <https://fetch.spec.whatwg.org/#parse-multipart-form-data-headers>
fn parse_headers(mut rest: &[u8]) -> Option<(Part, &[u8])> {
    let (mut name, mut filename, mut mime_type) = (None, None, None);
    loop {
        let length = find(rest, b"\r\n")?;
        let line = &rest[..length];
        rest = &rest[length + 2..];
        if line.is_empty() {
            let part = Part {
                name: name?,
                file: filename.map(|name| {
                    let mime_type = mime_type.unwrap_or_else(|| "text/plain".to_owned());
                    (name, mime_type)
                }),
                body: Vec::new(),
            };
            return Some((part, rest));
        }
        let line = String::from_utf8_lossy(line);
        let (header, value) = line.split_once(':')?;
        let value = value.trim_matches([' ', '\t']);
        match header.trim().to_ascii_lowercase().as_str() {
            "content-disposition" => {
                let parameters = value.strip_prefix("form-data")?;
                let (first, more) = quoted(parameters, "name")?;
                name = Some(first);
                filename = match more.trim() {
                    "" => None,
                    _ => Some(quoted(more, "filename")?.0),
                };
            }
            "content-type" => mime_type = Some(value.to_owned()),
            // Others say nothing about a form.
            _ => {}
        }
    }
}

/// Parses `; name="value"`. Returns the value and what follows.
fn quoted<'a>(text: &'a str, name: &str) -> Option<(String, &'a str)> {
    let text = text.trim_start().strip_prefix(';')?.trim_start();
    let text = text.strip_prefix(name)?.strip_prefix("=\"")?;
    let (value, rest) = text.split_once('"')?;
    Some((unescape(value), rest))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str, body: &str) -> Part {
        Part {
            name: name.to_owned(),
            file: None,
            body: body.into(),
        }
    }

    #[test]
    fn what_is_written_can_be_read() {
        let parts = [
            text("a", "1"),
            text("", ""),
            text("q\"uote\r\n", "line\r\nline"),
            Part {
                name: "f".to_owned(),
                file: Some(("n\"a\nme".to_owned(), "image/png".to_owned())),
                body: vec![0, 255, 13, 10, 45, 45, 98],
            },
            Part {
                name: "empty".to_owned(),
                file: Some((String::new(), String::new())),
                body: Vec::new(),
            },
        ];
        let bytes = encode(&parts, "bound");
        let mut read = parse(&bytes, "bound").expect("it is valid");
        let last = read.pop().expect("five");
        assert_eq!(read, parts[..4]);
        let octets = "application/octet-stream".to_owned();
        assert_eq!(last.file, Some((String::new(), octets)));
        assert_eq!(parse(&encode(&[], "b"), "b"), Some(Vec::new()));
    }

    #[test]
    fn line_breaks_of_texts_are_those_of_the_network() {
        let bytes = encode(&[text("a\nb", "x\ny\rz\r\n")], "b");
        let written = String::from_utf8(bytes).expect("text");
        assert!(
            written.contains("name=\"a%0D%0Ab\"\r\n\r\nx\r\ny\r\nz\r\n\r\n--b--"),
            "{written}"
        );
    }

    #[test]
    fn what_is_not_valid_is_refused_and_never_panics() {
        let valid = encode(&[text("a", "1"), text("b", "2")], "bound");
        assert!(parse(&valid, "bound").is_some());
        for length in 0..valid.len() - 2 {
            assert_eq!(parse(&valid[..length], "bound"), None, "cut at {length}");
        }
        for wrong in [
            "--bound\r\n\r\nx\r\n--bound--",
            "--bound\r\nContent-Disposition: form-data\r\n\r\nx\r\n--bound--",
            "--bound\r\nContent-Disposition: form-data; name=x\r\n\r\nx\r\n--bound--",
            "--bound\r\nContent-Disposition: attachment; name=\"x\"\r\n\r\nx\r\n--bound--",
            "--bound\r\nno colon\r\n\r\nx\r\n--bound--",
            "--bound--x",
            "",
        ] {
            assert_eq!(parse(wrong.as_bytes(), "bound"), None, "{wrong:?}");
        }
    }
}
