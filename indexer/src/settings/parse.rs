//! From the text of `communiques.toml` to settings, or to its first mistake with its line.
//! It opens no file.

use std::ops::Range;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use index::Date;
use toml::{Spanned, Value};

use super::Settings;
use super::table::{Correction, File, Folder, Publisher};
use crate::calendar;
use crate::describe::guide::Advice;
use crate::describe::publishers::Publishers;
use crate::describe::{declared, kind, plan};

/// What is wrong on which line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    /// Counted from 1.
    pub(super) line: u32,
    /// What is wrong and what to do about it.
    pub(super) message: String,
}

/// A mistake with its place in the text.
type Checked<T> = Result<T, (Range<usize>, String)>;

/// Reads the settings. The first mistake is returned: one that is mended may hide the next.
pub(super) fn settings(text: &str) -> Result<Settings, Mistake> {
    let line = |at: usize| text.bytes().take(at).filter(|byte| *byte == b'\n').count() as u32 + 1;
    let file: File = toml::from_str(text).map_err(|error| {
        let message = format!("{}: correct it and run again", error.message().trim_end_matches(['.', '\n']));
        Mistake { line: line(error.span().map_or(0, |span| span.start)), message: message.replace('\n', " ") }
    })?;
    checked(file, line).map_err(|(span, message)| Mistake { line: line(span.start), message })
}

fn checked(file: File, line: impl Fn(usize) -> u32) -> Checked<Settings> {
    let mut settings = Settings { left_out: patterns(&file.exclude)?, ..Settings::default() };
    for body in &file.publisher {
        add(&mut settings, body)?;
    }
    for folder in &file.folder {
        let advice = defaults(folder, &settings.publishers)?;
        let path = folder_path(&folder.path)?;
        settings.folder_lines.push((path.clone(), line(folder.path.span().start)));
        settings.folders.push((path, advice));
    }
    for (id, correction) in &file.correction {
        let advice = corrected(correction, &settings.publishers)?;
        settings.correction_lines.insert(id.get_ref().clone(), line(id.span().start));
        settings.corrections.insert(id.get_ref().clone(), advice);
    }
    Ok(settings)
}

fn patterns(said: &[Spanned<String>]) -> Checked<Option<Gitignore>> {
    let mut builder = GitignoreBuilder::new("");
    for pattern in said {
        if let Some(wrong) = wrong_pattern(pattern.get_ref()) {
            return Err((pattern.span(), format!("{wrong}: write it as in .gitignore, as `brouillons/`")));
        }
        builder.add_line(None, pattern.get_ref()).map_err(|error| {
            (pattern.span(), format!("is no pattern ({error}): write it as in .gitignore, as `brouillons/`"))
        })?;
    }
    let built = builder.build().map_err(|error| (0..0, format!("its patterns cannot be used: {error}")))?;
    Ok(Some(built).filter(|_| !said.is_empty()))
}

/// What is wrong with a pattern that would match nothing, or not what it seems to.
fn wrong_pattern(pattern: &str) -> Option<&'static str> {
    if pattern.trim_matches(|c: char| c.is_whitespace() || c == '!' || c == '/').is_empty() {
        return Some("is an empty pattern");
    }
    let mut characters = pattern.chars();
    let mut class: Option<usize> = None;
    while let Some(c) = characters.next() {
        class = match (c, class) {
            ('\\', inside) => {
                characters.next()?;
                inside.map(|length| length + 1)
            }
            ('[', None) => Some(0),
            // A bracket that closes right away, or after what negates the class, is one of its characters.
            (']', Some(1..)) => None,
            ('!' | '^', Some(0)) => Some(0),
            (_, inside) => inside.map(|length| length + 1),
        };
    }
    class.map(|_| "is no pattern (its `[` is not closed)")
}

fn add(settings: &mut Settings, body: &Publisher) -> Checked<()> {
    let name = text(&body.name)?;
    for spelling in &body.spellings {
        text(spelling)?;
    }
    settings.publishers.add(&name, body.spellings.iter().map(|spelling| spelling.get_ref().trim()));
    let spellings: Vec<&String> = body.spellings.iter().map(Spanned::get_ref).collect();
    settings.added.push_str(&format!("{name} {spellings:?}\n"));
    Ok(())
}

fn folder_path(path: &Spanned<String>) -> Checked<String> {
    let said = path.get_ref().trim();
    let parts: Vec<&str> = said.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    if said.starts_with('/') || parts.contains(&"..") {
        return Err((path.span(), "leads out of the archive: write the folder's path below it, as `2016/`".to_owned()));
    }
    Ok(parts.join("/"))
}

fn defaults(folder: &Folder, known: &Publishers) -> Checked<Advice> {
    Ok(Advice {
        publisher: folder.publisher.as_ref().map(|name| publisher(name, known)).transpose()?,
        kind: folder.kind.as_ref().map(|said| text(said).map(|said| kind::canonical(&said))).transpose()?,
        plans: folder.plan.as_ref().map(plans).transpose()?,
        language: folder.language.as_ref().map(language).transpose()?,
        url: folder.url.as_ref().map(url).transpose()?,
        ..Advice::default()
    })
}

fn corrected(correction: &Correction, known: &Publishers) -> Checked<Advice> {
    Ok(Advice {
        title: correction.title.as_ref().map(text).transpose()?,
        date: correction.date.as_ref().map(date).transpose()?,
        publisher: correction.publisher.as_ref().map(|name| publisher(name, known)).transpose()?,
        kind: correction.kind.as_ref().map(|said| text(said).map(|said| kind::canonical(&said))).transpose()?,
        plans: correction.plan.as_ref().map(plans).transpose()?,
        tags: correction.tags.as_ref().map(texts).transpose()?,
        language: correction.language.as_ref().map(language).transpose()?,
        url: correction.url.as_ref().map(url).transpose()?,
    })
}

fn text(said: &Spanned<String>) -> Checked<String> {
    let text = said.get_ref().split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { Err((said.span(), "is empty: write something or leave it out".to_owned())) } else { Ok(text) }
}

/// A body by its canonical name, if it has one.
fn publisher(said: &Spanned<String>, known: &Publishers) -> Checked<String> {
    let name = text(said)?;
    Ok(known.known(&name).map_or(name.clone(), str::to_owned))
}

fn date(said: &Spanned<Value>) -> Checked<Date> {
    let text = match said.get_ref() {
        Value::String(text) => text.clone(),
        Value::Datetime(date) => date.to_string(),
        Value::Integer(year) => year.to_string(),
        _ => String::new(),
    };
    calendar::read(&text).ok_or_else(|| (said.span(), format!("`{text}` is not a date: write it as 2018-04-03")))
}

fn texts(said: &Spanned<Value>) -> Checked<Vec<String>> {
    let wrong = || (said.span(), "is neither a text nor a list of texts: write it as [\"2018-2020\"]".to_owned());
    let one = |value: &Value| value.as_str().map(|text| text.trim().to_owned()).ok_or_else(wrong);
    match said.get_ref() {
        Value::Array(items) => items.iter().map(one).collect(),
        value => Ok(vec![one(value)?]),
    }
}

fn plans(said: &Spanned<Value>) -> Checked<Vec<String>> {
    let span = said.span();
    let wrong = |said: &str| (span.clone(), format!("`{said}` is no plan's period: write it as 2018-2020"));
    texts(said)?.iter().map(|text| plan::period(text).ok_or_else(|| wrong(text))).collect()
}

fn language(said: &Spanned<String>) -> Checked<String> {
    let code = declared::language(said.get_ref());
    let wrong = || (said.span(), format!("`{}` is not a language: write its two letters, as fr", said.get_ref()));
    if code.is_empty() { Err(wrong()) } else { Ok(code) }
}

fn url(said: &Spanned<String>) -> Checked<String> {
    let address = text(said)?;
    let absolute = address.starts_with("https://") || address.starts_with("http://");
    let wrong = || (said.span(), format!("`{address}` is not an address: begin it with https://"));
    if absolute { Ok(address) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, u32, &str)]) {
        for (text, line, says) in cases {
            let mistake = settings(text).unwrap_err();
            assert_eq!(mistake.line, *line, "{text}: {mistake:?}");
            assert!(mistake.message.contains(says), "{text}: {mistake:?}");
        }
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        check(&[
            ("exclude = []\nexclud = []", 2, "unknown field `exclud`"),
            ("exclude = ['a',\n '[z-a]']", 2, "is no pattern"),
            ("exclude = ['x',\n '[a']", 2, "is no pattern"),
            ("exclude = ['x',\n ' ']", 2, "is an empty pattern"),
            ("exclude = 3", 1, "expected"),
            ("[[folder]]\nkind = 'plan'", 1, "path"),
            ("[[folder]]\npath = '../x'", 2, "leads out"),
            ("[[folder]]\npath = 'x'\nurl = 'x.fr'", 3, "is not an address"),
            ("[[folder]]\npath = 'x'\nlanguage = 'français'", 3, "is not a language"),
            ("\n[correction.a]\ndate = '31 février 2018'", 3, "is not a date"),
            ("[correction.a]\nplan = 3", 2, "neither a text"),
            ("[correction.a]\nplan = ['2018-2020', 'abc']", 2, "`abc` is no plan's period"),
            ("[[folder]]\npath = 'x'\nplan = '2020-2018'", 3, "is no plan's period"),
            ("[correction.a]\ntitle = ' '", 2, "is empty"),
            ("[correction.a]\ntitel = 'x'", 2, "unknown field `titel`"),
            ("[correction.a\n", 1, "run again"),
        ]);
    }

    #[test]
    fn corrections_know_their_lines_and_dates_have_two_forms() {
        let text =
            "[correction.\"2016/a\"]\ndate = 2016-06-21\nplan = '2015 - 2017'\n\n[correction.b]\ndate = 'juin 2016'";
        let settings = settings(text).unwrap();
        let lines: Vec<_> = settings.correction_lines.iter().map(|(id, line)| (id.as_str(), *line)).collect();
        assert_eq!(lines, [("2016/a", 1), ("b", 5)]);
        let found = |id: &str| settings.corrections.get(id).and_then(|advice| advice.date).unwrap().to_string();
        assert_eq!((found("2016/a").as_str(), found("b").as_str()), ("2016-06-21", "2016-06"));
    }
}
