//! Description: from blocks and metadata to a document with its title, lead, date, kind, publisher, plans and tags.
//! It reads no format and loses no word: what is not the document's own text is marked as frame.

use index::{About, Date, Document, Found, Heading, Origin, Paragraph, Section};

use crate::calendar;
use crate::defect::{Defect, Reading};
use crate::extract::front_matter::Field;
use crate::extract::{Block, Content, Form};
use crate::shape;

mod announcement;
mod dating;
pub(crate) mod declared;
mod events;
mod frame;
pub(crate) mod guide;
pub(crate) mod kind;
pub(crate) mod language;
mod masthead;
mod parted;
pub(crate) mod plan;
mod properties;
pub(crate) mod publishers;
mod respelling;
mod title;

use guide::Guide;
use publishers::Publishers;

/// How many blocks from the top a masthead, its date and its labels are looked for.
const TOP: usize = 15;

/// A page shows its description within so many blocks from the top, if it does.
const SHOWN: usize = 6;

/// The document that a source holds, under `id`.
///
/// What the guide corrects outranks what metadata declare, and that what is read in the text. What the guide says of a
/// folder stands where nothing is declared or read; what is only inferred comes last.
pub(crate) fn document(id: &str, content: Content, guide: &Guide<'_>) -> Reading {
    let Content { fields, properties, mut blocks, numbering, mut defects } = content;
    let known = guide.publishers();
    let mut declared = declared::describe(&fields, known, &mut defects);
    parted::part(&mut blocks, known);
    frame::mark(&mut blocks);
    let publisher = masthead::publisher(&mut blocks, known);
    let label = masthead::kind(&mut blocks);
    let names = title::Names {
        name: declared.name.take(),
        page: properties::page_title(&properties, known),
        file: properties::file_title(&properties),
    };
    let corrected = guide.title(id).map(|title| Paragraph::on_line(title, 1));
    let titled = corrected.or(declared.title.take()).map(|title| (title, Origin::Declared));
    let (title, title_origin) = titled.or_else(|| title::take(&mut blocks, names)).unzip();
    let lead = if declared.lead.is_empty() { shown_lead(&mut blocks, &properties) } else { declared.lead };
    let document = Document { id: id.to_owned(), title, lead, ..Document::default() };

    let mut about = About { numbering, ..declared.about };
    complete(&mut about, &properties);
    about.publisher = about.publisher.or(publisher).or_else(|| properties::publisher(&properties, known));
    about.kind = about.kind.or(label).or_else(|| kind::of_title(document.title.as_ref()?));
    let read = dating::read(document.title.as_ref(), &mut blocks, dating::today());
    about.date = about.date.or(read).or_else(|| properties::shown(&properties));
    if about.date.is_none() {
        defects.extend(dating::misnamed(&blocks));
    }
    plan::read(&mut about.plans, &document, &blocks);
    guide.complete(id, &mut about);
    about.publisher = about.publisher.or_else(|| announcement::publisher(&blocks, known));
    about.publisher = about.publisher.or_else(|| properties::hinted_publisher(&properties, known));
    about.kind = about.kind.or(declared.layout).or_else(|| kind::inferred(id, &blocks));
    about.date = about.date.or_else(|| inferred_date(id, &properties, &blocks));
    guide.correct(id, &mut about);
    about.publisher_acronyms = acronyms(&about, known);
    let mut document = Document { about, sections: sections(blocks), ..document };
    language::mark(&mut document, &properties::language(&properties));
    defects.extend(emptiness(&document, None));
    Reading { document, title_origin, defects }
}

/// What is wrong with a document without title, lead and text; `line` is where it stands, if it is a line.
pub(crate) fn emptiness(document: &Document, line: Option<u32>) -> Option<Defect> {
    let empty = document.title.is_none() && document.lead.is_empty() && document.sections.is_empty();
    let message = "holds no text: nothing in it can be found but its description".to_owned();
    empty.then_some(Defect { line, message })
}

/// Adds to what front matter declares what properties do.
fn complete(about: &mut About, properties: &[Field]) {
    about.date = about.date.take().or_else(|| properties::published(properties));
    about.url = about.url.take().or_else(|| properties::address(properties));
    if about.tags.is_empty() {
        about.tags = properties::tags(properties);
    }
}

/// The acronyms under which the publisher is found too.
pub(crate) fn acronyms(about: &About, known: &Publishers) -> Vec<String> {
    about.publisher.as_ref().map(|publisher| known.acronyms(&publisher.value)).unwrap_or_default()
}

/// Takes the description that a page's metadata have out of the text, if the page shows it: then it is a lead.
fn shown_lead(blocks: &mut Vec<Block>, properties: &[Field]) -> Vec<Paragraph> {
    let described = ["description", "og:description"].into_iter().filter_map(|key| properties::text(properties, key));
    let described: Vec<String> = described.map(shape::fold).collect();
    let shown = |block: &Block| block.form == Form::Plain && described.contains(&shape::fold(&block.paragraph.text));
    // A text of nothing but its description keeps it.
    let at = blocks.iter().take(SHOWN).position(shown).filter(|_| blocks.len() > 1);
    at.map(|at| blocks.remove(at).paragraph).into_iter().collect()
}

/// The day that a file's name or its properties tell, else the month of the latest event that its text tells of.
fn inferred_date(id: &str, properties: &[Field], blocks: &[Block]) -> Option<Found<Date>> {
    let today = dating::today();
    let plausible = |found: &Found<Date>| dating::is_plausible(found.value, today);
    let created = || properties::created(properties).filter(plausible);
    date_of_name(id)
        .filter(plausible)
        .or_else(created)
        .or_else(|| events::latest_month(blocks, today).filter(plausible))
}

/// The day that a name holds: `2018-04-03-plans-d-action`, `20180403_plan`, `CP_03042018`, `note du 3 avril 2018`.
fn date_of_name(id: &str) -> Option<Found<Date>> {
    let name = id.rsplit('/').next()?;
    // Of three short numbers nobody knows which is the year.
    let whole_year = |text: &str, mention: &calendar::Mention| {
        let written = text.get(mention.range.clone()).unwrap_or_default();
        mention.date.day.is_some() && written.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4)
    };
    let in_text = |text: &str| calendar::mentions(text).into_iter().find(|mention| whole_year(text, mention));
    let marked = name.replace('_', "-");
    let mentioned = in_text(name).or_else(|| in_text(&marked)).or_else(|| in_text(&marked.replace('-', " ")));
    let runs = name.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 8);
    let packed = || runs.clone().find_map(|run| calendar::read(run).or_else(|| calendar::read(&day_first(run)?)));
    let value = mentioned.map(|mention| mention.date).or_else(packed)?;
    Some(Found { value, origin: Origin::Inferred })
}

/// `03042018` as `03/04/2018`.
fn day_first(digits: &str) -> Option<String> {
    Some(format!("{}/{}/{}", digits.get(..2)?, digits.get(2..4)?, digits.get(4..)?))
}

fn sections(blocks: Vec<Block>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for Block { form, paragraph } in blocks {
        match (form, sections.last_mut()) {
            (Form::Heading(level), _) => {
                let heading = Some(Heading { level, text: paragraph });
                sections.push(Section { heading, ..Section::default() });
            }
            (_, Some(section)) => section.paragraphs.push(paragraph),
            (_, None) => sections.push(Section { paragraphs: vec![paragraph], ..Section::default() }),
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_tell_days() {
        let cases = [
            ("a/2018-04-03-plans-d-action", "2018-04-03"),
            ("20180403_plan", "2018-04-03"),
            ("CP_03042018", "2018-04-03"),
            ("CP_PAN_OGP_03_04_2018_VFF", "2018-04-03"),
            ("note du 3 avril 2018", "2018-04-03"),
            ("2018-20-plan", "–"),
            ("2018-04-03bis", "2018-04-03"),
            ("rapport-2018", "–"),
            ("18-02-27-note", "–"),
            ("CR-Paris-3-avril-2018", "2018-04-03"),
            ("page-nov-03-2020-12-06-40", "2020-11-03"),
            ("12345678", "–"),
        ];
        for (id, expected) in cases {
            assert_eq!(date_of_name(id).map_or("–".to_owned(), |found| found.value.to_string()), expected, "{id}");
        }
    }
}
