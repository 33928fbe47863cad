//! *Interpreting an event stream*.
//!
//! <https://html.spec.whatwg.org/#event-stream-interpretation>

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// One thing that a server sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::network) enum Sent {
    Message {
        event_type: String,
        data: String,
        last_event_id: String,
    },
    /// A new *reconnection time*, in milliseconds.
    Retry(u64),
    /// A new *last event ID string*.
    LastEventId(String),
}

/// The parser of one stream. It takes the bytes in pieces of any size.
#[derive(Debug, Default)]
pub(in crate::network) struct Parser {
    /// The bytes of the line that has not ended yet. The bytes that end a line occur in no longer UTF-8 sequence,
    /// so each line can be decoded by itself.
    line: Vec<u8>,
    /// Whether the last line ended in CR: a LF that follows belongs to it.
    after_cr: bool,
    has_begun: bool,
    data: String,
    event_type: String,
    last_event_id: String,
    /// The most bytes of a message that is not complete, in all buffers.
    most: Option<u64>,
}

/// A message that has more bytes than it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::network) struct TooLarge(pub(in crate::network) u64);

impl Parser {
    /// A parser for the next stream of an event source, with the last event ID of the previous stream. A message may have
    /// `most` bytes.
    pub(in crate::network) fn new(last_event_id: String, most: Option<u64>) -> Self {
        Self {
            last_event_id,
            most,
            ..Self::default()
        }
    }

    /// Takes bytes to the end of the next line, or all. What is left in `bytes` is for the next call: a small line may
    /// stand for more than its bytes. A message that is not complete at the end of the stream is dropped with the parser.
    ///
    /// <https://html.spec.whatwg.org/#event-stream-interpretation>
    ///
    /// # Errors
    ///
    /// If a message is larger than it may be. The stream cannot go on then.
    pub(in crate::network) fn feed(&mut self, bytes: &mut &[u8]) -> Result<Vec<Sent>, TooLarge> {
        let mut sent = Vec::new();
        while let Some((&byte, rest)) = bytes.split_first() {
            *bytes = rest;
            let after_cr = std::mem::replace(&mut self.after_cr, byte == b'\r');
            match byte {
                b'\n' if after_cr => {}
                b'\r' | b'\n' => {
                    let line = std::mem::take(&mut self.line);
                    self.process(&line, &mut sent);
                    break;
                }
                _ => {
                    self.line.push(byte);
                    self.check_size()?;
                }
            }
        }
        Ok(sent)
    }

    /// # Errors
    ///
    /// If what is buffered is more than it may be.
    fn check_size(&self) -> Result<(), TooLarge> {
        let Some(most) = self.most else { return Ok(()) };
        let buffers = [&self.data, &self.event_type, &self.last_event_id];
        let size = self.line.len() + buffers.map(String::len).iter().sum::<usize>();
        if size as u64 > most {
            return Err(TooLarge(most));
        }
        Ok(())
    }

    /// Processes a line.
    ///
    /// <https://html.spec.whatwg.org/#processField>
    fn process(&mut self, line: &[u8], sent: &mut Vec<Sent>) {
        let line = match line.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) if !self.has_begun => rest,
            _ => line,
        };
        self.has_begun = true;
        if line.is_empty() {
            return self.dispatch(sent);
        }
        let line = String::from_utf8_lossy(line);
        // If the line contains a colon: the field is what is before the first; if value starts with a space,
        // remove it. Otherwise the whole line is the field.
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event_type),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.last_event_id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                // A number that is too large becomes the maximum.
                sent.push(Sent::Retry(value.parse().unwrap_or(u64::MAX)));
            }
            // Comments have an empty field; other fields are unknown.
            _ => {}
        }
    }

    /// *Dispatch the event*.
    ///
    /// <https://html.spec.whatwg.org/#dispatchMessage>
    fn dispatch(&mut self, sent: &mut Vec<Sent>) {
        // 1. Set the last event ID string of the event source to the last event ID buffer.
        sent.push(Sent::LastEventId(self.last_event_id.clone()));
        let event_type = std::mem::take(&mut self.event_type);
        let mut data = std::mem::take(&mut self.data);
        // 2. If the data buffer is an empty string, set it and the event type buffer to the empty string
        //    and return. 3. If its last character is a line feed, remove that.
        if data.pop().is_none() {
            return;
        }
        sent.push(Sent::Message {
            event_type: if event_type.is_empty() {
                "message".to_owned()
            } else {
                event_type
            },
            data,
            last_event_id: self.last_event_id.clone(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Parser, Sent, TooLarge};

    /// All that a parser makes of these bytes.
    fn feed(parser: &mut Parser, mut bytes: &[u8]) -> Vec<Sent> {
        let mut sent = Vec::new();
        while !bytes.is_empty() {
            sent.extend(parser.feed(&mut bytes).expect("no limit"));
        }
        sent
    }

    /// The messages as `type|data|id`, from the stream in one piece and byte by byte.
    fn messages(stream: impl AsRef<[u8]>) -> Vec<String> {
        let stream = stream.as_ref();
        let show = |sent: Sent| match sent {
            Sent::Message {
                event_type,
                data,
                last_event_id,
            } => Some(format!("{event_type}|{data}|{last_event_id}")),
            _ => None,
        };
        let whole = feed(&mut Parser::default(), stream);
        let mut parser = Parser::default();
        let pieces: Vec<Sent> = stream
            .iter()
            .flat_map(|byte| feed(&mut parser, &[*byte]))
            .collect();
        assert_eq!(whole, pieces);
        whole.into_iter().filter_map(show).collect()
    }

    #[test]
    fn lines_end_in_three_ways() {
        assert_eq!(
            messages("data:a\n\ndata:b\r\rdata:c\r\n\r\n"),
            ["message|a|", "message|b|", "message|c|"]
        );
        assert_eq!(messages("data:a\r\n\n"), ["message|a|"]);
        assert_eq!(messages("data:a\r\ndata:b\r\n\r\n"), ["message|a\nb|"]);
        assert_eq!(messages("data:a\n\r\n"), ["message|a|"]);
    }

    #[test]
    fn data_is_joined_by_lines() {
        assert_eq!(
            messages("data: a\ndata:  b\ndata\n\n"),
            ["message|a\n b\n|"]
        );
        assert_eq!(messages("data\n\n"), ["message||"]);
        assert_eq!(messages("event: x\n\ndata: a\n\n"), ["message|a|"]);
    }

    #[test]
    fn what_is_not_complete_is_dropped() {
        assert_eq!(messages("data: a\n\ndata: b\n"), ["message|a|"]);
        assert_eq!(messages("data: a"), [""; 0]);
    }

    #[test]
    fn comments_and_unknown_fields_are_ignored() {
        assert_eq!(
            messages(":c\ndata: a\nx: y\n : z\nDATA: b\n\n"),
            ["message|a|"]
        );
        assert_eq!(messages("data : a\n\n"), [""; 0]);
    }

    #[test]
    fn an_id_stays_until_the_next_and_must_not_contain_nul() {
        assert_eq!(
            messages("id: 1\ndata: a\n\ndata: b\n\nid: \0\ndata: c\n\nid\ndata: d\n\n"),
            ["message|a|1", "message|b|1", "message|c|1", "message|d|"]
        );
    }

    #[test]
    fn a_byte_order_mark_is_dropped_at_the_beginning_only() {
        assert_eq!(
            messages("\u{feff}data: a\n\n\u{feff}data: b\n\n"),
            ["message|a|"]
        );
        assert_eq!(messages("\u{feff}\u{feff}data: a\n\n"), [""; 0]);
        assert_eq!(messages("\u{feff}\ndata: a\n\n"), ["message|a|"]);
    }

    #[test]
    fn text_is_utf_8_whatever_is_in_it() {
        assert_eq!(
            messages("data: \u{e4}\u{1f600}\n\n"),
            ["message|\u{e4}\u{1f600}|"]
        );
        assert_eq!(messages(b"data: \xff\n\n"), ["message|\u{fffd}|"]);
    }

    #[test]
    fn retry_is_digits_only() {
        let retry = |text: &str| feed(&mut Parser::default(), text.as_bytes());
        assert_eq!(retry("retry: 10\n"), [Sent::Retry(10)]);
        assert_eq!(
            retry("retry: 99999999999999999999\n"),
            [Sent::Retry(u64::MAX)]
        );
        for text in ["retry: 1s\n", "retry: -1\n", "retry:\n", "retry: +1\n"] {
            assert_eq!(retry(text), []);
        }
    }

    #[test]
    fn a_message_has_a_limit_in_whatever_buffer_it_is() {
        for (stream, is_too_large) in [
            ("data:56789012345678\n\n", false),
            // The line that ends takes its place in the data.
            ("data:567890\ndata:12345\n\n", false),
            ("data:567890\n\ndata:1234567890\n\n", false),
            (":2345678901234567890", false),
            (":23456789012345678901", true),
            ("data:567890\ndata:1234567890\n", true),
            (
                "data\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\n",
                true,
            ),
            ("event:67890\ndata:12345678901\n", true),
            ("id:67890\n\ndata:12345678901\n", true),
        ] {
            let mut parser = Parser::new(String::new(), Some(20));
            let mut bytes = stream.as_bytes();
            let mut result = Ok(());
            while !bytes.is_empty() && result.is_ok() {
                result = parser.feed(&mut bytes).map(drop);
            }
            assert_eq!(result == Err(TooLarge(20)), is_too_large, "{stream:?}");
        }
    }

    #[test]
    fn each_call_takes_one_line() {
        let mut parser = Parser::default();
        let mut bytes: &[u8] = b"\n\nretry:1\n:";
        for left in [10, 9, 1, 0] {
            assert!(parser.feed(&mut bytes).is_ok());
            assert_eq!(bytes.len(), left);
        }
    }
}
