//! Which characters the bytes of an RTF file are: by its code page, or by the character set of a font.
//! Symbol fonts have no encoding; their characters are known elsewhere.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, ISO_8859_2, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

/// What the bytes of a font are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Charset {
    /// Characters in that encoding.
    Encoded(&'static Encoding),
    /// Codes of a symbol font.
    Symbols,
}

/// The encoding of a code page; Windows-1252 for unknown ones.
pub(super) fn of_code_page(number: i32) -> &'static Encoding {
    match number {
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10_000 => MACINTOSH,
        28_592 => ISO_8859_2,
        65_001 => UTF_8,
        _ => WINDOWS_1252,
    }
}

/// What the number of a font's character set stands for; `None` where the file's code page does.
pub(super) fn of_font(number: i32) -> Option<Charset> {
    let page = match number {
        0 => 1252,
        2 => return Some(Charset::Symbols),
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    Some(Charset::Encoded(of_code_page(page)))
}
