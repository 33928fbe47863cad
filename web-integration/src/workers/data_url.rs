//! Scripts in `data:` URLs.

/// *data: URL processor*: the text in a `data:` URL, which is decoded as UTF-8 whatever its type says
///
/// <https://fetch.spec.whatwg.org/#data-url-processor>
pub(super) fn decode(url: &str) -> Option<String> {
    let rest = url.get(5..)?;
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
    let (kind, data) = rest.split_once(',')?;
    let bytes = percent_decode(data);
    let is_base64 = kind
        .rsplit_once(';')
        .is_some_and(|(_, last)| last.trim().eq_ignore_ascii_case("base64"));
    let bytes = if is_base64 {
        base64_decode(&bytes)?
    } else {
        bytes
    };
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// *Percent-decode*
///
/// <https://url.spec.whatwg.org/#percent-decode>
fn percent_decode(text: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut place = 0;
    while place < bytes.len() {
        let escaped = match bytes[place..] {
            [b'%', high, low, ..] => digit(high).zip(digit(low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                // Two hexadecimal digits fit in a byte.
                decoded.push((high * 16 + low) as u8);
                place += 3;
            }
            None => {
                decoded.push(bytes[place]);
                place += 1;
            }
        }
    }
    decoded
}

/// *Forgiving-base64 decode*
///
/// <https://infra.spec.whatwg.org/#forgiving-base64-decode>
fn base64_decode(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut digits: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    if digits.len().is_multiple_of(4) {
        for _ in 0..2 {
            digits.pop_if(|last| *last == b'=');
        }
    }
    if digits.len() % 4 == 1 {
        return None;
    }
    let mut decoded = Vec::with_capacity(digits.len() * 3 / 4);
    for chunk in digits.chunks(4) {
        let mut bits = 0u32;
        for &digit in chunk {
            bits = bits << 6 | u32::from(base64_digit(digit)?);
        }
        bits <<= 6 * (4 - chunk.len());
        decoded.extend_from_slice(&bits.to_be_bytes()[1..chunk.len()]);
    }
    Some(decoded)
}

/// The value of a base64 digit.
fn base64_digit(digit: u8) -> Option<u8> {
    Some(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_urls_are_decoded() {
        assert_eq!(decode("data:,a%20b%zz%4").as_deref(), Some("a b%zz%4"));
        assert_eq!(decode("data:text/javascript,a#b").as_deref(), Some("a"));
        assert_eq!(
            decode("data:text/javascript;charset=utf-8,%C3%A4").as_deref(),
            Some("ä")
        );
        assert_eq!(decode("data:;base64,YQ==").as_deref(), Some("a"));
        assert_eq!(decode("data:;BASE64 ,YW I").as_deref(), Some("ab"));
        assert_eq!(decode("data:;base64,YWJj").as_deref(), Some("abc"));
        assert_eq!(decode("data:;base64,").as_deref(), Some(""));
        assert_eq!(decode("data:;base64,Y"), None);
        assert_eq!(decode("data:;base64,Y*=="), None);
        assert_eq!(decode("data:none"), None);
    }
}
