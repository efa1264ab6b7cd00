//! Lines that are too long to be text: left out, with a defect for each, before anything else looks at them.
//! It knows bytes and line feeds, no formats.

use std::borrow::Cow;

use crate::defect::Defect;
use crate::limits::{Limits, too_long};

/// `bytes` with the lines that `limits` do not allow left empty, so that all others keep their numbers.
///
/// Text in UTF-16 is left as it is: its line feeds are no single bytes.
pub(crate) fn left_out<'a>(bytes: &'a [u8], limits: &Limits, defects: &mut Vec<Defect>) -> Cow<'a, [u8]> {
    let is_wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if bytes.len() <= limits.line_bytes || is_wide {
        return Cow::Borrowed(bytes);
    }
    let mut kept = Vec::with_capacity(bytes.len());
    for (line, number) in bytes.split_inclusive(|&byte| byte == b'\n').zip(1..) {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        if text.len() <= limits.line_bytes {
            kept.extend_from_slice(line);
        } else {
            defects.push(too_long(number, limits));
            kept.extend_from_slice(line.get(text.len()..).unwrap_or_default());
        }
    }
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &[u8], kept: &[u8], lines: &[u32]) {
        let mut defects = Vec::new();
        let limits = Limits { line_bytes: 5, ..Limits::default() };
        assert_eq!(&*left_out(text, &limits, &mut defects), kept);
        assert_eq!(defects.iter().filter_map(|defect| defect.line).collect::<Vec<_>>(), lines);
    }

    #[test]
    fn long_lines_are_left_out_and_the_others_keep_their_numbers() {
        check(b"un\n12345\n123456\ndeux\n1234567", b"un\n12345\n\ndeux\n", &[3, 5]);
        check(b"12345", b"12345", &[]);
        check(b"\xff\xfe1\x002\x003\x00", b"\xff\xfe1\x002\x003\x00", &[]);
    }
}
