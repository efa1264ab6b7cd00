//! The order in which days, months and years stand in a date.
//! It looks at tokens only: where they come from, and what stands around a date, is its caller's business.

use index::Date;

use super::token::Token;

/// The order of ISO 8601; the short forms are French and English.
const WEEKDAYS: [&[&str]; 7] = [
    &["lundi", "lun", "monday", "mon"],
    &["mardi", "mar", "tuesday", "tue"],
    &["mercredi", "mer", "wednesday", "wed"],
    &["jeudi", "jeu", "thursday", "thu"],
    &["vendredi", "ven", "friday", "fri"],
    &["samedi", "sam", "saturday", "sat"],
    &["dimanche", "dim", "sunday", "sun"],
];

const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "jan", "january"],
    &["fevrier", "fevr", "fev", "february", "feb"],
    &["mars", "march", "mar"],
    &["avril", "avr", "april", "apr"],
    &["mai", "may"],
    &["juin", "june", "jun"],
    &["juillet", "juil", "july", "jul"],
    &["aout", "august", "aug"],
    &["septembre", "sept", "september", "sep"],
    &["octobre", "oct", "october"],
    &["novembre", "nov", "november"],
    &["decembre", "dec", "december"],
];

/// Between the days of a span.
const JOINING_WORDS: [&str; 3] = ["au", "et", "a"];
const JOINING_MARKS: &str = "-–—,/";

/// A span names no more single days than this before its month.
const MAX_DAYS: usize = 4;

/// Years of two digits from this one on belong to the twentieth century.
const PIVOT: u16 = 70;

/// A date at the head of some tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dated {
    /// The date, or the first one of a span.
    pub(super) first: Date,
    /// The last one of a span.
    pub(super) last: Date,
    /// How many tokens it is.
    pub(super) length: usize,
}

/// The date that `tokens` begin with; a year needs at least its month.
pub(super) fn date(tokens: &[Token]) -> Option<Dated> {
    iso(tokens).or_else(|| numbers(tokens)).or_else(|| written(tokens)).or_else(|| month_first(tokens))
}

/// The date that all of `tokens` are: a year, a year and a month in numbers, digits without marks, `D:20180403`.
pub(super) fn lone(tokens: &[Token]) -> Option<Date> {
    match tokens {
        [d, colon, digits, ..] if d.word() == Some("d") && colon.is_any(":") => packed(digits.digits()?),
        [year] if year.digits()?.len() == 4 => Date::checked(number(year, 4)?, None, None),
        [digits] => {
            Some(packed(digits.digits()?)?).filter(|date| date.day.is_some() && (1900..2100).contains(&date.year))
        }
        [year, mark, month] if mark.is_any("-/") => {
            Date::checked(number(year, 4)?, Some(number(month, 2)? as u8), None)
        }
        _ => None,
    }
}

fn iso(tokens: &[Token]) -> Option<Dated> {
    let [year, first, month, second, day, ..] = tokens else { return None };
    let marks = first.is_any("-/") && first.piece == second.piece && year.touches(first) && second.touches(day);
    let date = Date::checked(number(year, 4)?, Some(number(month, 2)? as u8), Some(number(day, 2)? as u8));
    date.filter(|_| marks && !goes_on(tokens, 5)).map(|date| one(date, 5))
}

fn numbers(tokens: &[Token]) -> Option<Dated> {
    let [day, first, month, second, year, ..] = tokens else { return None };
    let close = |mark: &Token, next: &Token| mark.is_any("/") || mark.touches(next);
    let marks = first.is_any("/.-") && first.piece == second.piece && close(first, month) && close(second, year);
    let whole = || [day, month].iter().all(|token| token.digits().is_some_and(|digits| digits.len() == 2));
    let year = number(year, 4).or_else(|| Some(century(number(year, 2)?)).filter(|_| whole()))?;
    let date = Date::checked(year, Some(number(month, 2)? as u8), Some(number(day, 2)? as u8));
    date.filter(|_| marks && !goes_on(tokens, 5)).map(|date| one(date, 5))
}

/// Whether a number goes on after its first `length` tokens.
fn goes_on(tokens: &[Token], length: usize) -> bool {
    let [Some(last), Some(mark), Some(next)] = [length - 1, length, length + 1].map(|at| tokens.get(at)) else {
        return false;
    };
    last.touches(mark) && mark.is_any(".-/") && mark.touches(next) && next.digits().is_some()
}

fn century(year: u16) -> u16 {
    if year >= PIVOT { 1900 + year } else { 2000 + year }
}

/// `mardi 3 avril 2018`, `3, 4 et 5 avril 2018`, `30 mars au 2 avril 2018`.
fn written(tokens: &[Token]) -> Option<Dated> {
    let mut reader = Reader { tokens, at: 0 };
    let weekday = reader.weekday();
    let first = reader.day()?;
    let (mut last, mut days) = (first, 1);
    while let Some(day) = reader.next_day().filter(|_| days < MAX_DAYS) {
        (last, days) = (day, days + 1);
    }
    let month = reader.month()?;
    let mut last_month = month;
    if reader.number(4).is_none() && !reader.ends_with_short_year() {
        last = reader.next_day()?;
        last_month = reader.month()?;
    }
    let year = reader.take_number(4).or_else(|| reader.short_year())?;
    let date = Date::checked(year, Some(month), Some(first))?;
    let end = Date::checked(year, Some(last_month), Some(last)).filter(|end| *end >= date)?;
    let fits = weekday.is_none_or(|weekday| falls_on(date, weekday));
    fits.then_some(Dated { first: date, last: end, length: reader.at })
}

/// `avril 2014`, `April 3, 2018`.
fn month_first(tokens: &[Token]) -> Option<Dated> {
    let mut reader = Reader { tokens, at: 0 };
    let weekday = reader.weekday().filter(|_| reader.at > 0);
    let month = reader.month()?;
    let day = reader.day();
    reader.skip(|token| token.is_any(","));
    let date = Date::checked(reader.take_number(4)?, Some(month), day)?;
    let fits = weekday.is_none_or(|weekday| falls_on(date, weekday));
    fits.then(|| one(date, reader.at))
}

/// Goes through tokens, one after the other.
struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Reader<'a> {
    fn next(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn skip(&mut self, wanted: impl Fn(&Token) -> bool) -> bool {
        let found = self.next().is_some_and(wanted);
        self.at += usize::from(found);
        found
    }

    fn number(&self, digits: usize) -> Option<u16> {
        self.next().and_then(|token| number(token, digits))
    }

    fn take_number(&mut self, digits: usize) -> Option<u16> {
        let found = self.number(digits)?;
        self.at += 1;
        Some(found)
    }

    /// Whether nothing but a year of two digits is left: further on, `3 avril 18` may be an hour.
    fn ends_with_short_year(&self) -> bool {
        let last = self.at + 1 == self.tokens.len();
        last && self.next().and_then(Token::digits).is_some_and(|digits| digits.len() == 2)
    }

    fn short_year(&mut self) -> Option<u16> {
        let year = self.number(2).filter(|_| self.ends_with_short_year())?;
        self.at += 1;
        Some(century(year))
    }

    /// A weekday with its point and comma; nothing is taken where there is none, or where a month may be meant.
    fn weekday(&mut self) -> Option<usize> {
        let found = weekday(self.next()?)?;
        let start = self.at;
        self.at += 1;
        self.skip(|token| token.is_any("."));
        self.skip(|token| token.is_any(","));
        if self.number(4).is_some() {
            self.at = start;
            return None;
        }
        Some(found)
    }

    fn day(&mut self) -> Option<u8> {
        let day = self.number(2).filter(|day| (1..=31).contains(day))?;
        self.at += 1;
        let follows = |before: &Token, token: &Token| {
            let raised = before.digits() == Some("1") && token.word() == Some("er");
            raised || (before.touches(token) && matches!(token.word(), Some("er" | "st" | "nd" | "rd" | "th")))
        };
        let before = self.at.checked_sub(1).and_then(|before| self.tokens.get(before));
        self.skip(|token| before.is_some_and(|before| follows(before, token)));
        Some(day as u8)
    }

    /// The next day of a span, after what joins it; nothing is taken where there is none.
    fn next_day(&mut self) -> Option<u8> {
        let start = self.at;
        let mark = self.skip(|token| token.is_any(JOINING_MARKS));
        let word = self.skip(|token| token.word().is_some_and(|word| JOINING_WORDS.contains(&word)));
        self.skip(|token| token.word() == Some("le"));
        self.weekday();
        let day = self.day().filter(|_| mark || word);
        if day.is_none() {
            self.at = start;
        }
        day
    }

    fn month(&mut self) -> Option<u8> {
        let word = self.next()?.word()?;
        let month = MONTHS.iter().position(|names| names.contains(&word))?;
        self.at += 1;
        self.skip(|token| token.is_any("."));
        Some(month as u8 + 1)
    }
}

/// The number of the weekday that a token names, Monday being 0.
pub(super) fn weekday(token: &Token) -> Option<usize> {
    let word = token.word()?;
    WEEKDAYS.iter().position(|names| names.contains(&word))
}

fn one(date: Date, length: usize) -> Dated {
    Dated { first: date, last: date, length }
}

/// Digits without marks: `20180403`, with the time after them as PDF has it, or cut short.
fn packed(digits: &str) -> Option<Date> {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u16>().ok());
    match digits.len() {
        4 => Date::checked(part(0, 4)?, None, None),
        6 => Date::checked(part(0, 4)?, Some(part(4, 6)? as u8), None),
        8 | 10 | 12 | 14 => Date::checked(part(0, 4)?, Some(part(4, 6)? as u8), Some(part(6, 8)? as u8)),
        _ => None,
    }
}

/// A number of at most `digits` digits; a year has all of its four.
fn number(token: &Token, digits: usize) -> Option<u16> {
    let text = token.digits()?;
    let fits = text.len() <= digits && (digits < 4 || text.len() == digits);
    fits.then(|| text.parse().ok()).flatten()
}

fn falls_on(date: Date, weekday: usize) -> bool {
    weekday_of(date) == Some(weekday)
}

/// The number of the weekday that a day falls on, Monday being 0.
fn weekday_of(date: Date) -> Option<usize> {
    let (month, day, year) = (date.month?, date.day?, i16::try_from(date.year).ok()?);
    let day = jiff::civil::Date::new(year, month as i8, day as i8).ok()?;
    usize::try_from(day.weekday().to_monday_zero_offset()).ok()
}

/// The French name of the weekday that a day falls on.
pub(super) fn weekday_name(date: Date) -> Option<&'static str> {
    WEEKDAYS.get(weekday_of(date)?)?.first().copied()
}
