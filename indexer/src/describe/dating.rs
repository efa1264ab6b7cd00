//! When a document was published, as its text says it: a line of its masthead, `Publié le`, its title, its signature.
//! What metadata declare, and what is concluded from events, is read elsewhere.

use index::{Date, Found, Origin, Paragraph, Role};

use super::{TOP, kind, parted};
use crate::calendar::{self, Mention};
use crate::defect::Defect;
use crate::extract::{Block, Form};
use crate::shape;

/// A line that dates a document is no longer than this, in characters.
const MAX_LINE: usize = 200;

/// No document of an archive is older.
const FIRST_YEAR: u16 = 1900;

/// A cover tells its month within so many blocks.
const COVER: usize = 6;

/// A signature stands within so many blocks from the end.
const SIGNATURE: usize = 6;

/// What stands before the day of publication has no more words than this.
const MAX_INTRODUCTION: usize = 8;

/// The place of a dateline has no more words than this, its `le` included.
const MAX_PLACE: usize = 6;

/// What the words before a day of publication start with, folded.
const PUBLISHED: [&str; 28] = [
    "publie",
    "mis en ligne",
    "mise en ligne",
    "paru",
    "diffuse",
    "date de publication",
    "date de parution",
    "date de mise en ligne",
    "date :",
    "parution",
    "posted",
    "published",
    "publication",
    "communique",
    "dossier de presse",
    "discours",
    "allocution",
    "compte rendu",
    "compte-rendu",
    "releve de",
    "conseil des ministres",
    "point presse",
    "circulaire",
    "arrete du",
    "decret",
    "lettre",
    "note du",
    "version du",
];

/// What the words before a day of change hold, folded.
const UPDATED: [&str; 8] =
    ["mis a jour", "mise a jour", "mises a jour", "modifie", "modification", "actualise", "updated", "revise"];

/// What parts a line into pieces of their own.
const SEPARATORS: [&str; 9] = [" - ", " – ", " — ", " | ", "·", "•", ";", "(", ")"];

/// What a line says of a document's days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Published(Date),
    Updated(Date),
}

/// Whether a document of that date may exist `today`: nothing is published tomorrow, but it may be tomorrow elsewhere.
pub(super) fn is_plausible(date: Date, today: Date) -> bool {
    date.year >= FIRST_YEAR && date.first_day() <= today.last_day().max(next_day(today))
}

/// The day of the run, in UTC.
pub(super) fn today() -> Date {
    let day = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let year = u16::try_from(day.year()).unwrap_or(u16::MAX);
    Date { year, month: u8::try_from(day.month()).ok(), day: u8::try_from(day.day()).ok() }
}

/// A day that orders after `today`, whatever the calendar.
fn next_day(today: Date) -> u32 {
    let month_ends = today.day.is_some_and(|day| day >= 28);
    let next = Date { day: Some(1), month: today.month.map(|month| month % 12 + 1), ..today };
    let next = if next.month == Some(1) { Date { year: today.year + 1, ..next } } else { next };
    if month_ends { next.first_day() } else { today.first_day() + 1 }
}

/// Reads the day of publication, or else that of the last change, and makes the line that says nothing else frame.
///
/// Only what is plausible `today` is taken. A month dates a document only on its cover, a year alone never does.
pub(super) fn read(title: Option<&Paragraph>, blocks: &mut [Block], today: Date) -> Option<Found<Date>> {
    let plausible = |told: &Told| match told {
        Told::Published(date) | Told::Updated(date) => is_plausible(*date, today),
    };
    let top: Vec<(usize, Told)> = blocks
        .iter()
        .take(TOP)
        .enumerate()
        .filter_map(|(at, block)| Some((at, told(&block.paragraph.text, block.form).filter(plausible)?)))
        .collect();
    let of = |wanted: fn(&Told) -> bool| top.iter().find(|(_, told)| wanted(told)).copied();
    let published = of(|told| matches!(told, Told::Published(_)));
    let titled = || title.and_then(|title| introduced(&title.text)).filter(plausible).map(|told| (usize::MAX, told));
    let changed = || of(|told| matches!(told, Told::Updated(_)));
    let found = published.or_else(titled).or_else(changed).or_else(|| elsewhere(blocks).filter(|(_, t)| plausible(t)));
    let (at, Told::Published(value) | Told::Updated(value)) = found?;
    if let Some(block) = blocks.get_mut(at).filter(|block| calendar::read(&block.paragraph.text).is_some()) {
        block.form = Form::Plain;
        block.paragraph.role = Role::Frame;
    }
    Some(Found { value, origin: Origin::Read })
}

/// The month of a cover, or the day of a signature.
fn elsewhere(blocks: &[Block]) -> Option<(usize, Told)> {
    let first_text = blocks.iter().position(|block| shape::width(&block.paragraph.text) > MAX_LINE).unwrap_or(COVER);
    let month = |block: &Block| {
        let date = calendar::read(&block.paragraph.text).filter(|date| date.month.is_some())?;
        (block.form == Form::Plain).then_some(Told::Published(date))
    };
    let cover = blocks.iter().take(COVER.min(first_text)).enumerate().find_map(|(at, block)| Some((at, month(block)?)));
    let signature = |block: &Block| {
        let folded = shape::fold(&block.paragraph.text);
        let placed = folded.starts_with("fait a") || folded.contains(", le ");
        calendar::read(&block.paragraph.text).filter(|date| placed && date.day.is_some()).map(Told::Published)
    };
    let last = blocks.iter().enumerate().rev().take(SIGNATURE);
    cover.or_else(|| last.filter_map(|(at, block)| Some((at, signature(block)?))).next())
}

/// What a paragraph near the top says.
fn told(text: &str, form: Form) -> Option<Told> {
    if shape::width(text) > MAX_LINE || form == Form::Item {
        return dateline(text).map(Told::Published);
    }
    let whole = calendar::read(without_number(text)).filter(|date| date.day.is_some());
    let beside = || beside_labels(text).or_else(|| dateline(text)).or_else(|| beside_field(text));
    introduced(text).or_else(|| whole.or_else(beside).map(Told::Published))
}

/// `Publié le 3 avril 2018 - Mis à jour le 5 mai 2019`: a day of publication outranks one of change.
fn introduced(text: &str) -> Option<Told> {
    let mut end = 0;
    let mut found = None;
    for Mention { date, range, .. } in calendar::mentions(text) {
        let before = text.get(end..range.start).unwrap_or_default();
        end = range.end;
        let piece = SEPARATORS.iter().fold(before, |piece, mark| piece.rsplit(mark).next().unwrap_or(piece));
        let words = shape::fold(piece.trim_matches(|c: char| !c.is_alphanumeric() && c != ':'));
        if date.day.is_none() || shape::words(&words) > MAX_INTRODUCTION {
            continue;
        }
        if UPDATED.iter().any(|sign| words.contains(sign)) {
            found = found.or(Some(Told::Updated(date)));
        } else if PUBLISHED.iter().any(|sign| words.starts_with(sign)) {
            return Some(Told::Published(date));
        }
    }
    found
}

/// `Communiqué de presse – Paris, le 3 avril 2018 – N° 12`: a day among labels and numbers.
fn beside_labels(text: &str) -> Option<Date> {
    let pieces = SEPARATORS.iter().fold(vec![text], |pieces, mark| pieces.iter().flat_map(|p| p.split(mark)).collect());
    let date = pieces.iter().find_map(|piece| calendar::read(piece).filter(|date| date.day.is_some()))?;
    let labelled = pieces.iter().any(|piece| {
        let folded = shape::fold(piece);
        kind::label(&folded).is_some() || folded.starts_with("n°") || folded.starts_with("no ")
    });
    labelled.then_some(date)
}

/// `Paris, le 3 avril 2018 n° 12/2018` without the number that a register gives the document.
fn without_number(text: &str) -> &str {
    let number = ["n°", "N°", "nº", "Nº"].iter().filter_map(|sign| text.find(sign)).min().filter(|at| *at > 0);
    number.and_then(|at| text.get(..at)).map_or(text, |before| before.trim_end_matches([' ', '-', '–', '—', ',', '|']))
}

/// `SERVICE : Direction du budget Paris, le 3 avril 2018`: a place and a day at the end of a letter's field.
fn beside_field(text: &str) -> Option<Date> {
    let Mention { date, range, .. } = calendar::mentions(text).into_iter().last()?;
    let (field, placed) = text.split_at_checked(parted::dated_from(text, range.start))?;
    let ends = text.get(range.end..)?.trim().is_empty() && placed.contains(',');
    let (_, value) = field.split_once([':'])?;
    let apart = !value.contains(',') && !value.trim_end().ends_with([':', 'à']) && !shape::ends_sentence(value);
    (date.day.is_some() && ends && apart).then_some(date)
}

/// Days near the top whose weekday is another one: what is wrong with each, by its line.
pub(super) fn misnamed(blocks: &[Block]) -> Vec<Defect> {
    let lines = blocks.iter().take(TOP).filter(|block| shape::width(&block.paragraph.text) <= MAX_LINE);
    let wrong = |block: &Block| {
        let line = block.paragraph.lines.first().map(|start| start.line);
        calendar::misnamed(&block.paragraph.text).map(|message| Defect { line, message })
    };
    lines.filter_map(wrong).collect()
}

/// `Paris, le 3 avril 2018 – Le ministre annonce`: a place and a day before the first sentence.
fn dateline(text: &str) -> Option<Date> {
    let Mention { date, range, .. } =
        calendar::mentions(text.get(..text.len().min(MAX_LINE)).unwrap_or(text)).into_iter().next()?;
    let before = text.get(..range.start)?.trim_start_matches(['(', '[']);
    let place = shape::fold(before);
    let placed = place.ends_with(", le ") || place.ends_with(", le") || place.ends_with(" le");
    let proper = before.starts_with(char::is_uppercase) && shape::words(before) <= MAX_PLACE;
    let after = text.get(range.end..)?.trim_start();
    let parted = after.starts_with(['–', '—', '-', ':', ')', ']', '|']);
    let named = before.contains(',') || place.starts_with("fait a");
    (date.day.is_some() && placed && proper && parted && named).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Line;

    const TODAY: Date = Date { year: 2024, month: Some(6), day: Some(30) };

    fn blocks(texts: &[&str]) -> Vec<Block> {
        let plain = |text: &&str| Block { form: Form::Plain, paragraph: Line::plain(text, 1).paragraph };
        texts.iter().map(plain).collect()
    }

    fn check(cases: &[(&[&str], &str)]) {
        for (texts, expected) in cases {
            let found = read(None, &mut blocks(texts), TODAY);
            assert_eq!(found.map_or("–".to_owned(), |found| found.value.to_string()), *expected, "{texts:?}");
        }
    }

    #[test]
    fn lines_that_date_a_document_are_told_from_those_that_speak_of_a_day() {
        check(&[
            (&["Titre", "Le 23 février 2021"], "2021-02-23"),
            (&["2018", "Réuni le 23 février 2021 à Paris"], "–"),
            (&["Communiqué de presse – Paris, le 3 avril 2018 – N° 12"], "2018-04-03"),
            (&["COMMUNIQUÉ DE PRESSE DU 3 AVRIL 2018", "Texte."], "2018-04-03"),
            (&["Le rapport publié le 3 avril 2018 montre des progrès."], "–"),
            (&["Paris, le 3 avril 2018 – Le ministre annonce un plan."], "2018-04-03"),
            (&["Le sommet a lieu à Paris, le 3 avril 2018 – et ailleurs."], "–"),
            (&["Paris, le 8 mars 2021 n° 123/2021"], "2021-03-08"),
            (&["SERVICE : Direction du budget Paris, le 26 mars 2015"], "2015-03-26"),
            (&["Rappel : le sommet a lieu à Paris, le 26 mars 2015"], "–"),
        ]);
    }

    #[test]
    fn publication_outranks_change() {
        check(&[
            (&["Mis à jour le 5 mai 2019", "Publié le 03/04/2018"], "2018-04-03"),
            (&["Publié le 3 avril 2018 - Mis à jour le 5 mai 2019"], "2018-04-03"),
            (&["Dernière mise à jour : 5 mai 2019"], "2019-05-05"),
        ]);
    }

    #[test]
    fn covers_tell_months_and_signatures_days() {
        let long = "Un texte qui se poursuit. ".repeat(10);
        check(&[
            (&["Plan d'action", "Avril 2014", &long], "2014-04"),
            (&[&long, "Avril 2014"], "–"),
            (&["Titre", "2014", &long], "–"),
            (&[&long, "Fait à Paris, le 3 avril 2018", "Le ministre"], "2018-04-03"),
        ]);
    }

    #[test]
    fn what_is_to_come_dates_nothing() {
        check(&[
            (&["Le 1er juillet 2024"], "2024-07-01"),
            (&["Le 2 juillet 2024"], "–"),
            (&["Le 14 juillet 1789"], "–"),
        ]);
    }
}
