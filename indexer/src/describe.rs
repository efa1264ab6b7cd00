//! Description: from blocks and metadata to a document with its title, lead, date, kind, publisher, plans and tags.
//! It reads no format and loses no word: what is not the document's own text is marked as frame.

use index::{Document, Found, Heading, Origin, Section};

use crate::defect::{Defect, Reading};
use crate::extract::{Block, Content, Form};

pub(crate) mod declared;
mod frame;
pub(crate) mod kind;
pub(crate) mod language;
mod masthead;
pub(crate) mod plan;
mod title;

/// How many blocks from the top a masthead, its date and its labels are looked for.
const TOP: usize = 15;

/// The document that a source holds, under `id`. What its metadata declares outranks what is read in its text.
pub(crate) fn document(id: &str, content: Content) -> Reading {
    let Content { fields, mut blocks, mut defects, .. } = content;
    let mut declared = declared::describe(&fields, &mut defects);
    frame::mark(&mut blocks);
    let publisher = masthead::publisher(&mut blocks);
    let label = masthead::kind(&mut blocks);
    let title = declared.title.take().or_else(|| title::take(&mut blocks, declared.name.take()));

    let mut about = std::mem::take(&mut declared.about);
    let mut document = Document { id: id.to_owned(), title, lead: declared.lead, ..Document::default() };
    about.publisher = about.publisher.or(publisher);
    about.kind = about.kind.or(label).or_else(|| kind::of(document.title.as_ref(), &blocks));
    let date = masthead::date(&mut blocks);
    about.date = about.date.or(date).or_else(|| date_of_name(id)).or_else(|| masthead::latest_month(&blocks));
    plan::read(&mut about.plans, &document, &blocks);
    document.about = about;
    document.sections = sections(blocks);
    language::mark(&mut document);
    defects.extend(emptiness(&document, None));
    Reading { document, defects }
}

/// What is wrong with a document without title, lead and text; `line` is where it stands, if it is a line.
pub(crate) fn emptiness(document: &Document, line: Option<u32>) -> Option<Defect> {
    let empty = document.title.is_none() && document.lead.is_empty() && document.sections.is_empty();
    let message = "holds no text: nothing in it can be found but its description".to_owned();
    empty.then_some(Defect { line, message })
}

/// Jekyll names posts by their day: `2018-04-03-plans-d-action`.
fn date_of_name(id: &str) -> Option<Found<index::Date>> {
    let name = id.rsplit('/').next()?;
    let day = name.get(..10).filter(|_| !name.get(10..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)))?;
    index::Date::parse_iso(day).map(|value| Found { value, origin: Origin::Inferred })
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
