//! PDF to blocks of text with their pages: characters with their places become strips, columns, paragraphs, headings.
//! It recognises no text in images, and takes no care of time and memory: the process it runs in has limits.

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::{Block, Content, Numbering, flow};
use crate::defect::Defect;
use crate::limits::Limits;

mod headings;
mod hyphens;
mod letters;
mod marked;
mod order;
mod page;
mod paragraphs;
mod poppler;
mod properties;
mod quality;
mod running;
mod strip;

use quality::Quality;
use running::Sheet;

/// A page that images cover to this part, and that has no text, is a scan.
const SCANNED: f64 = 0.3;

/// The key under which a file says how it is encrypted.
const LOCK: &[u8] = b"/Encrypt";

/// What the first engine found in a file.
#[derive(Default)]
struct Found {
    content: Content,
    quality: Quality,
    pages: u32,
    /// Pages that are images without text.
    scanned: Vec<u32>,
}

/// What a PDF holds. Lines of its paragraphs are pages.
///
/// A file that gives no text, or none that can be read, is read again by `pdftotext` where that is installed.
/// Fails where a password is needed, where no page can be found, and where all pages are images.
pub(crate) fn content(bytes: &[u8], limits: &Limits) -> Result<Content, Defect> {
    let found = match read(bytes) {
        Ok(found) if found.quality.is_good() => return Ok(told(found)),
        found => found,
    };
    if let Err(Refused::Locked) = found {
        return Err(Refused::Locked.defect());
    }
    let second = poppler::sheets(bytes, limits).map(|sheets| text(sheets, 0));
    match (found, second) {
        (Ok(found), Some((blocks, quality))) if quality > found.quality => {
            let content = Content { blocks, ..found.content };
            Ok(told(Found { content, quality, scanned: Vec::new(), ..found }))
        }
        (Err(_), Some((blocks, quality))) if quality.is_good() => {
            let content = Content { blocks, numbering: Numbering::Pages, ..Content::default() };
            Ok(content)
        }
        (Ok(found), _) => unless_scanned(found),
        (Err(refused), _) => Err(refused.defect()),
    }
}

/// What `pdftotext` alone makes of a PDF; `None` where it is not installed or finds nothing.
pub(crate) fn second_content(bytes: &[u8], limits: &Limits) -> Option<Content> {
    let (blocks, quality) = text(poppler::sheets(bytes, limits)?, 0);
    quality.is_good().then(|| Content { blocks, numbering: Numbering::Pages, ..Content::default() })
}

/// Why a file cannot be read at all.
enum Refused {
    Locked,
    Cipher,
    Broken,
}

impl Refused {
    fn defect(&self) -> Defect {
        Defect::of_whole(match self {
            Self::Locked => "is protected by a password: save it without one, then index again",
            Self::Cipher => "is encrypted in a way that is not known: save it without protection, then index again",
            Self::Broken => "is damaged, or no PDF: open it in a reader, save it anew, then index again",
        })
    }
}

fn read(bytes: &[u8]) -> Result<Found, Refused> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Refused::Locked,
        LoadPdfError::Decryption(_) => Refused::Cipher,
        // What is locked cannot be told from what is damaged where even its list of pages is encrypted.
        LoadPdfError::Invalid if is_locked(bytes) => Refused::Locked,
        LoadPdfError::Invalid => Refused::Broken,
    })?;
    let cache = InterpreterCache::new();
    let mut sheets = Vec::new();
    let mut scanned = Vec::new();
    let mut unread = 0;
    for (number, source) in (1..).zip(pdf.pages().iter()) {
        let page = page::read(source, number, &cache);
        let strips = strip::strips(&page);
        if strips.is_empty() && page.images >= SCANNED {
            scanned.push(number);
        }
        unread += page.text.chars().filter(|c| letters::is_symbol(*c)).count();
        sheets.push(Sheet { height: page.height, strips });
    }
    let pages = u32::try_from(sheets.len()).unwrap_or(u32::MAX);
    let (blocks, quality) = text(sheets, unread);
    let properties = properties::read(&pdf);
    let content = Content { blocks, properties, numbering: Numbering::Pages, ..Content::default() };
    Ok(Found { content, quality, pages, scanned })
}

fn is_locked(bytes: &[u8]) -> bool {
    bytes.windows(LOCK.len()).any(|window| window == LOCK)
}

/// The blocks that the strips of all pages make; `unread` characters of theirs stand for nothing.
fn text(mut sheets: Vec<Sheet>, unread: usize) -> (Vec<Block>, Quality) {
    running::take_away(&mut sheets);
    let stretches = sheets.into_iter().flat_map(|sheet| order::stretches(sheet.strips));
    let mut laid = paragraphs::paragraphs(stretches);
    headings::mark(&mut laid);
    let blocks = laid.into_iter().map(|laid| Block { form: laid.form, paragraph: laid.paragraph }).collect();
    let mut blocks = flow::rejoin(blocks);
    let words = hyphens::Words::of(blocks.iter().map(|block| block.paragraph.text.as_str()));
    for block in &mut blocks {
        hyphens::mend(&mut block.paragraph, &words);
        letters::forget_symbols(&mut block.paragraph);
    }
    blocks.retain(|block| !block.paragraph.text.is_empty());
    let quality = Quality::of(&blocks, unread);
    (blocks, quality)
}

fn unless_scanned(found: Found) -> Result<Content, Defect> {
    let empty = found.content.blocks.is_empty();
    if empty && !found.scanned.is_empty() {
        let pages = found.pages;
        let its = if pages == 1 { "an image of its page".to_owned() } else { format!("images of its {pages} pages") };
        return Err(Defect::of_whole(format!("holds only {its}: recognise its text (OCR), then index again")));
    }
    Ok(told(found))
}

/// The content with what is wrong with it.
fn told(found: Found) -> Content {
    let mut content = found.content;
    if !content.blocks.is_empty() && !found.quality.is_good() {
        let message = "its fonts do not tell what its letters are: recognise its text (OCR), then index again";
        content.defects.push(Defect::of_whole(message));
    }
    if let Some(pages) = listed(&found.scanned) {
        let message = format!("{pages} without text but images: recognise its text (OCR), then index again");
        content.defects.push(Defect::of_whole(message));
    }
    content
}

/// `has page 3` or `has pages 3, 5-8`; `None` for no page.
fn listed(pages: &[u32]) -> Option<String> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => ranges.push((page, page)),
        }
    }
    let range = |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    let list = ranges.iter().map(range).collect::<Vec<_>>().join(", ");
    let noun = if pages.len() == 1 { "page" } else { "pages" };
    (!pages.is_empty()).then(|| format!("has {noun} {list}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Form;

    /// A PDF of pages with these contents. Its table of objects is left out: it is looked for.
    fn pdf(pages: &[&str]) -> Vec<u8> {
        let kids: String = (0..pages.len()).map(|number| format!("{} 0 R ", 10 + 2 * number)).collect();
        let mut file = format!(
            "%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R/Lang(fr-FR)>> endobj\n\
             2 0 obj <</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>>> endobj\n\
             3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj\n\
             4 0 obj <</Title(L'\\351tat \\(2018\\))/CreationDate(D:20180403110300+02'00')>> endobj\n",
            pages.len()
        );
        for (number, content) in pages.iter().enumerate() {
            let (page, stream) = (10 + 2 * number, 11 + 2 * number);
            file += &format!(
                "{page} 0 obj <</Type/Page/Parent 2 0 R/Contents {stream} 0 R>> endobj\n\
                 {stream} 0 obj <</Length {}>> stream\n{content}\nendstream endobj\n",
                content.len()
            );
        }
        (file + "trailer <</Root 1 0 R/Info 4 0 R>>\n%%EOF\n").into_bytes()
    }

    fn check(pages: &[&str], expected: &[(Form, &str, &[u32])]) {
        let found = content(&pdf(pages), &Limits::default()).unwrap();
        let pages = |block: &Block| block.paragraph.lines.iter().map(|start| start.line).collect::<Vec<_>>();
        let found: Vec<_> = found.blocks.iter().map(|b| (b.form, b.paragraph.text.clone(), pages(b))).collect();
        let expected: Vec<_> =
            expected.iter().map(|(f, text, pages)| (*f, (*text).to_owned(), pages.to_vec())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn headings_and_sentences_over_pages_know_their_pages() {
        check(
            &[
                "BT /F 20 Tf 50 700 Td (Le bilan) Tj /F 10 Tf 0 -40 Td (Les donn\\351es de l'\\311tat \\351tant) Tj ET",
                "BT /F 10 Tf 50 700 Td (pr\\351sent\\351es en open data.) Tj ET",
            ],
            &[
                (Form::Heading(1), "Le bilan", &[1]),
                (Form::Plain, "Les données de l'État étant présentées en open data.", &[1, 2]),
            ],
        );
    }

    #[test]
    fn kerned_letters_are_one_word_and_moved_ones_two() {
        check(
            &["BT /F 10 Tf 50 700 Td [(T) 80 (ransp) -20 (arence) -300 (publique)] TJ ET"],
            &[(Form::Plain, "Transparence publique", &[1])],
        );
    }

    #[test]
    fn properties_are_read_in_their_encoding() {
        let found = content(&pdf(&["BT /F 10 Tf 50 700 Td (Texte) Tj ET"]), &Limits::default()).unwrap();
        let found: Vec<_> =
            found.properties.iter().map(|field| (field.key.as_str(), field.values[0].text.as_str())).collect();
        let expected = [("title", "L'état (2018)"), ("created", "2018-04-03T11:03:00+02:00"), ("language", "fr-FR")];
        assert_eq!(found, expected);
    }

    #[test]
    fn pages_that_are_images_are_told() {
        let image = "600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI";
        let defect = content(&pdf(&[image, image]), &Limits::default()).unwrap_err();
        assert!(defect.message.starts_with("holds only images of its 2 pages: "), "{defect}");
        let text = "BT /F 10 Tf 50 700 Td (Le plan est public.) Tj ET";
        let found = content(&pdf(&[text, image, image, text, image]), &Limits::default()).unwrap();
        assert!(
            found.defects[0].message.starts_with("has pages 2-3, 5 without text but images: "),
            "{:?}",
            found.defects
        );
    }

    #[test]
    fn the_second_engine_reads_the_same_where_it_is_installed() {
        let bytes = pdf(&["BT /F 10 Tf 50 700 Td (Le plan) Tj ET", "BT /F 10 Tf 50 700 Td (est public.) Tj ET"]);
        let Some(found) = second_content(&bytes, &Limits::default()) else {
            println!("skipped: pdftotext is not installed");
            return;
        };
        assert_eq!(found.blocks.iter().map(|b| b.paragraph.text.as_str()).collect::<Vec<_>>(), ["Le plan est public."]);
        assert_eq!(found.numbering, Numbering::Pages);
    }
}
