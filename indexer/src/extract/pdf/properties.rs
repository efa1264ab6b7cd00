//! What programs wrote about a PDF: its information dictionary, its XMP packet, the language of its catalog.
//! It gives them as they are and does not judge whether they are true.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::metadata::Metadata;
use hayro_interpret::hayro_syntax::object::{self, DateTime, Dict, Stream};

use crate::extract::front_matter::{Entry, Field};
use crate::extract::html_text;
use crate::line::LineMap;

/// No property is longer than this, in characters: more is no property but data.
const LONGEST: usize = 2000;

/// The properties under the keys `title`, `author`, `subject`, `keywords`, `creator`, `producer`, `created`, `modified`
/// and `language`, those that are given. XMP fills what the dictionary leaves open.
pub(super) fn read(pdf: &Pdf) -> Vec<Field> {
    let said: &Metadata = pdf.metadata();
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let packet = catalog.as_ref().and_then(|catalog| catalog.get::<Stream<'_>>(b"Metadata"));
    let packet =
        packet.and_then(|stream| stream.decoded().ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
    let xmp = |name: &str| packet.as_deref().and_then(|packet| element(packet, name));
    let plain = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(text).filter(|text| !text.trim().is_empty());
    let language = catalog.as_ref().and_then(|catalog| catalog.get::<object::String<'_>>(b"Lang"));
    let found = [
        ("title", plain(&said.title).or_else(|| xmp("dc:title"))),
        ("author", plain(&said.author).or_else(|| xmp("dc:creator"))),
        ("subject", plain(&said.subject).or_else(|| xmp("dc:description"))),
        ("keywords", plain(&said.keywords).or_else(|| xmp("pdf:Keywords"))),
        ("creator", plain(&said.creator).or_else(|| xmp("xmp:CreatorTool"))),
        ("producer", plain(&said.producer).or_else(|| xmp("pdf:Producer"))),
        ("created", said.creation_date.as_ref().map(date).or_else(|| xmp("xmp:CreateDate"))),
        ("modified", said.modification_date.as_ref().map(date).or_else(|| xmp("xmp:ModifyDate"))),
        ("language", language.map(|bytes| text(bytes.as_bytes())).or_else(|| xmp("dc:language"))),
    ];
    found.into_iter().filter_map(|(key, value)| field(key, &value?)).collect()
}

fn field(key: &str, value: &str) -> Option<Field> {
    let text: String = value.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect();
    let values = vec![Entry { text, lines: LineMap::default() }];
    values.iter().any(|entry| !entry.text.is_empty()).then(|| Field { key: key.to_owned(), values, line: 1 })
}

/// A text string of a PDF: UTF-16 or UTF-8 with their marks, else the encoding of its own, which is almost Latin 1.
pub(super) fn text(bytes: &[u8]) -> String {
    let decoded = match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0,
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        bytes => bytes.iter().map(|byte| of_pdf_encoding(*byte)).collect::<String>().into(),
    };
    decoded.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect()
}

/// PDFDocEncoding, from 0x80 to 0x9E and at 0xA0 (ISO 32000-1, annex D.2); all else is Latin 1.
fn of_pdf_encoding(byte: u8) -> char {
    const HIGH: [char; 31] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž',
    ];
    match byte {
        0xa0 => '€',
        0x80..=0x9e => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        byte => char::from(byte),
    }
}

/// As `2018-04-03T11:03:00+02:00`.
fn date(date: &DateTime) -> String {
    let DateTime { year, month, day, hour, minute, second, utc_offset_hour, utc_offset_minute } = date;
    let time = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    format!("{time}{utc_offset_hour:+03}:{utc_offset_minute:02}")
}

/// The text of the first element or attribute of that name in an XMP packet.
fn element(packet: &str, name: &str) -> Option<String> {
    let attribute = || {
        let start = packet.find(&format!("{name}=\""))? + name.len() + 2;
        packet.get(start..)?.split('"').next().map(str::to_owned)
    };
    let inside = || {
        let (_, rest) = packet.split_once(&format!("<{name}"))?;
        let (_, rest) = rest.split_once('>')?;
        rest.split_once(&format!("</{name}>")).map(|(inside, _)| inside.to_owned())
    };
    let raw = inside().or_else(attribute)?;
    let parts = html_text::paragraphs(&raw).into_iter().map(|part| part.text).collect::<Vec<_>>().join(" ");
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    let text = entities.iter().fold(parts, |text, (entity, character)| text.replace(entity, character));
    Some(text).filter(|text| !text.trim().is_empty())
}
