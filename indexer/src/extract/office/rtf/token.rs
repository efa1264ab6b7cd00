//! RTF as tokens: groups, control words, bytes of text.
//! What a word means, and which characters the bytes are, is decided elsewhere.

/// A piece of RTF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// A control word with its number, such as `\f0`.
    Word(&'a str, Option<i32>),
    /// A control symbol, such as `\~`.
    Symbol(u8),
    /// Bytes of text, one or more, as written or as `\'e9`.
    Text(&'a [u8]),
    /// A byte of text written as two digits.
    Byte(u8),
}

/// The tokens of a file, to its end.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// The tokens of these bytes.
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Takes the first `length` bytes off.
    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, belongs: fn(&u8) -> bool) -> &'a [u8] {
        let length = self.rest.iter().position(|byte| !belongs(byte)).unwrap_or(self.rest.len());
        self.take(length)
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if first == b'\'' {
            self.take(1);
            let digits = self.take_while_up_to_two_digits();
            return Some(Token::Byte(digits));
        }
        if !first.is_ascii_alphabetic() {
            self.take(1);
            return Some(Token::Symbol(first));
        }
        let name = std::str::from_utf8(self.take_while(u8::is_ascii_alphabetic)).unwrap_or_default();
        let sign = self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit);
        self.take(usize::from(sign));
        let digits = std::str::from_utf8(self.take_while(u8::is_ascii_digit)).unwrap_or_default();
        let value = digits.parse::<i32>().ok().map(|value| if sign { -value } else { value });
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if name == "bin" {
            self.take(value.and_then(|length| usize::try_from(length).ok()).unwrap_or_default());
        }
        Some(Token::Word(name, value))
    }

    /// The byte that two digits write; of fewer, what they write.
    fn take_while_up_to_two_digits(&mut self) -> u8 {
        let digits = self.rest.iter().take(2).take_while(|byte| byte.is_ascii_hexdigit()).count();
        let text = std::str::from_utf8(self.take(digits)).unwrap_or_default();
        u8::from_str_radix(text, 16).unwrap_or(b' ')
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        // Line breaks are only there to be readable.
        self.take_while(|byte| matches!(byte, b'\r' | b'\n' | 0));
        match self.rest.first()? {
            b'{' => {
                self.take(1);
                Some(Token::Open)
            }
            b'}' => {
                self.take(1);
                Some(Token::Close)
            }
            b'\\' => {
                self.take(1);
                self.control()
            }
            _ => Some(Token::Text(self.take_while(|byte| !matches!(byte, b'\r' | b'\n' | 0 | b'{' | b'}' | b'\\')))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &[u8], expected: &[Token<'_>]) {
        assert_eq!(Tokens::of(source).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn words_have_signed_numbers_and_swallow_one_space() {
        check(
            b"{\\rtf1\\u-25 ?  a\r\nb\\par}",
            &[
                Token::Open,
                Token::Word("rtf", Some(1)),
                Token::Word("u", Some(-25)),
                Token::Text(b"?  a"),
                Token::Text(b"b"),
                Token::Word("par", None),
                Token::Close,
            ],
        );
    }

    #[test]
    fn bytes_symbols_and_binary_data_are_told_apart() {
        check(
            b"\\'e9\\~\\bin3 {{{x\\'4",
            &[Token::Byte(0xe9), Token::Symbol(b'~'), Token::Word("bin", Some(3)), Token::Text(b"x"), Token::Byte(4)],
        );
        check(b"\\bin99999999999 x\\", &[Token::Word("bin", None), Token::Text(b"x")]);
    }
}
