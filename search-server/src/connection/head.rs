//! The head of a request of HTTP/1, judged before the protocol's own reader sees it: that one would refuse a wrong one without
//! a word, and no page, header or figure would tell of it. What a whole head asks for is the business of `respond`.

use httparse::{EMPTY_HEADER, Status};
use warp::http::Uri;

use crate::problem::Problem;

/// The head of a request, in bytes: a few parameters as long as they may be, written in letters of four bytes. It is read
/// whole before anything is answered: all connections together, at their most, hold 64 MB of heads, and as much of next ones.
pub(super) const LARGEST_HEAD: usize = 64 * 1024;

/// The address in it. More than this no address holds in memory.
const LONGEST_ADDRESS: usize = u16::MAX as usize - 1;

/// Headers of a request: browsers and proxies send thirty.
pub(super) const MOST_HEADERS: usize = 100;

/// What the answer to a wrong head depends on all the same.
const KEPT: [&str; 3] = ["origin", "accept", "x-forwarded-for"];

/// Bytes of a header that is kept of a wrong head.
const LONGEST_KEPT: usize = 1000;

/// A whole head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    /// Its bytes.
    pub(super) length: usize,
    /// Whether a body follows it.
    pub(super) body: Body,
}

/// What follows a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    /// The next head.
    None,
    /// Bytes of a body.
    Some,
}

/// Looks for a head at the beginning of `bytes`; `None` where it is not whole yet.
///
/// # Errors
/// It is no head that can be answered, and what follows it cannot be told from it.
pub(super) fn look(bytes: &[u8]) -> Result<Option<Head>, Problem> {
    let mut headers = [EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let length = match request.parse(bytes) {
        Ok(Status::Complete(length)) => length,
        Ok(Status::Partial) if bytes.len() < LARGEST_HEAD => return Ok(None),
        Ok(Status::Partial) => return Err(too_large(bytes)),
        Err(httparse::Error::TooManyHeaders) => return Err(Problem::LargeHead),
        Err(_) => return Err(Problem::MalformedHead),
    };
    let address = request.path.unwrap_or_default();
    if address.len() > LONGEST_ADDRESS {
        return Err(Problem::LongAddress);
    }
    if length > LARGEST_HEAD {
        return Err(Problem::LargeHead);
    }
    Uri::try_from(address).map_err(|_| Problem::MalformedHead)?;
    Ok(Some(Head { length, body: body(&request)? }))
}

/// What there is too much of, in a head that does not end.
fn too_large(bytes: &[u8]) -> Problem {
    if bytes.trim_ascii_start().contains(&b'\n') { Problem::LargeHead } else { Problem::LongAddress }
}

/// Whether a body follows: what is said of it twice, or in words that mean nothing, could be understood by a proxy in another
/// way (RFC 9112, 6.3 and 11.2).
fn body(request: &httparse::Request<'_, '_>) -> Result<Body, Problem> {
    let values = |name: &'static str| {
        let named = request.headers.iter().filter(move |header| header.name.eq_ignore_ascii_case(name));
        named.map(|header| str::from_utf8(header.value).unwrap_or("?").trim())
    };
    let mut lengths = values("content-length");
    let coding = values("transfer-encoding").next_back();
    match (lengths.next(), coding) {
        (None, None) => Ok(Body::None),
        (None, Some(coding)) => {
            let last = coding.rsplit(',').next().unwrap_or_default().trim();
            let is_chunked = last.eq_ignore_ascii_case("chunked") && request.version == Some(1);
            if is_chunked { Ok(Body::Some) } else { Err(Problem::MalformedHead) }
        }
        (Some(_), Some(_)) => Err(Problem::MalformedHead),
        (Some(length), None) => {
            let is_number = length.bytes().all(|byte| byte.is_ascii_digit());
            let bytes: i64 = length.parse().ok().filter(|_| is_number).ok_or(Problem::MalformedHead)?;
            if lengths.any(|other| other != length) {
                return Err(Problem::MalformedHead);
            }
            Ok(if bytes == 0 { Body::None } else { Body::Some })
        }
    }
}

/// Whether a head may have become whole with the bytes from `from` on.
pub(super) fn may_end(bytes: &[u8], from: usize) -> bool {
    let new = bytes.get(from.saturating_sub(3)..).unwrap_or_default();
    new.windows(2).any(|pair| pair == b"\n\n") || new.windows(3).any(|three| three == b"\n\r\n")
}

/// A right head that stands for a wrong one, with what the answer to it depends on, and is the last one.
pub(super) fn instead_of(bytes: &[u8]) -> Vec<u8> {
    let method = if bytes.starts_with(b"HEAD ") { "HEAD" } else { "GET" };
    let lines = bytes.split(|&byte| byte == b'\n').skip(1).filter_map(|line| str::from_utf8(line).ok());
    let kept = lines.filter_map(|line| line.trim_end().split_once(':')).filter(|(name, value)| {
        let is_text = value.bytes().all(|byte| matches!(byte, b' '..=b'~')) && value.len() <= LONGEST_KEPT;
        is_text && KEPT.iter().any(|kept| name.eq_ignore_ascii_case(kept))
    });
    let kept: String = kept.take(KEPT.len()).map(|(name, value)| format!("{name}: {}\r\n", value.trim())).collect();
    format!("{method} * HTTP/1.1\r\nHost: localhost\r\n{kept}Connection: close\r\n\r\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_told_from_what_is_none_and_from_what_follows() {
        let check = |head: &str, expected: Result<Option<Head>, Problem>| assert_eq!(look(head.as_bytes()), expected);
        let whole = |length, body| Ok(Some(Head { length, body }));
        let wrong = || Err(Problem::MalformedHead);
        check("", Ok(None));
        check("GET / HTTP/1.1\r\nHo", Ok(None));
        check("GET / HTTP/1.1\r\n\r\nGET", whole(18, Body::None));
        check("\r\nGET / HTTP/1.1\n\n", whole(18, Body::None));
        check("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", whole(38, Body::Some));
        check("GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", whole(37, Body::None));
        check("GET / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", whole(52, Body::Some));
        check("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", wrong());
        check("GET / HTTP/1.1\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", wrong());
        check("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", wrong());
        check("GET / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", wrong());
        check("GET / HTTP/1.1\r\nContent-Length: +3\r\n\r\n", wrong());
        check("GET / HTTP/1.1\r\nContent-Length:\r\n\r\n", wrong());
        check("GET / HTTP/1.1\r\nHost : a\r\n\r\n", wrong());
        check("GET http://[ HTTP/1.1\r\n\r\n", wrong());
        check("GET / HTTP/3.0\r\n\r\n", wrong());
        check("\x16\x03\x01", wrong());
        check(&format!("GET / HTTP/1.1\r\n{}", "a: b\r\n".repeat(101)), Err(Problem::LargeHead));
        check(&format!("GET / HTTP/1.1\r\na: {}", "b".repeat(LARGEST_HEAD)), Err(Problem::LargeHead));
        check(&format!("GET /{}", "b".repeat(LARGEST_HEAD)), Err(Problem::LongAddress));
    }

    #[test]
    fn an_end_is_seen_wherever_the_bytes_were_parted() {
        let head = b"GET / HTTP/1.1\r\nA: b\r\n\r\n";
        let ends: Vec<usize> = (1..head.len()).filter(|&from| may_end(head, from)).collect();
        assert_eq!(ends.len(), head.len() - 1);
        assert!(!may_end(&head[..head.len() - 1], head.len() - 2));
    }

    #[test]
    fn what_stands_for_a_wrong_head_is_right_and_keeps_who_asks() {
        let check = |head: &str, expected: &str| {
            let instead = instead_of(head.as_bytes());
            assert_eq!(String::from_utf8_lossy(&instead), expected);
            assert_eq!(look(&instead), Ok(Some(Head { length: instead.len(), body: Body::None })));
        };
        check("HEAD /\u{1}", "HEAD * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let kept = "GET * HTTP/1.1\r\nHost: localhost\r\nORIGIN: https://a.fr\r\nConnection: close\r\n\r\n";
        check("GET /\u{1}\r\nORIGIN:https://a.fr\r\nCookie: a\r\nAccept: \u{e9}\r\n", kept);
    }
}
