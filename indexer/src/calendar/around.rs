//! What stands around a date and belongs to it: its place before, its time of day after.
//! It does not read the date.

use super::grammar::weekday;
use super::token::Token;

/// A place that nothing parts from its date has no more words than this: `La Rochelle le`.
const SHORT_PLACE: usize = 2;

/// What may stand in a time of day, beside digits.
const TIME_MARKS: &str = ":.+-,()'";
const TIME_WORDS: [&str; 11] = ["t", "z", "h", "a", "mn", "min", "utc", "gmt", "cet", "cest", "heures"];

/// A time of day has no more tokens than this: `T11:03:00.000+02:00`.
const MAX_TIME: usize = 14;

/// How many tokens stand before the date as its place: `Fait à Paris, le`, `Paris,`, `du`; 0 where none do.
///
/// A place without a comma is short: `Ils se sont réunis le` is none.
pub(super) fn place(tokens: &[Token], most_words: usize) -> usize {
    let mut words = 0;
    for (at, token) in tokens.iter().enumerate() {
        let follows = tokens.get(at + 1).is_some_and(|next| next.digits().is_some() || weekday(next).is_some());
        let parted = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|before| before.is_any(","));
        let introduces = match token.word() {
            Some("le") => {
                parted || words <= SHORT_PLACE || tokens.first().is_some_and(|first| first.word() == Some("fait"))
            }
            Some("les" | "ce") => at == 0 || parted,
            Some("du") => at == 0,
            _ => {
                let loose = tokens.get(at.wrapping_sub(1)).is_some_and(|before| !before.touches(token));
                let mark = token.is_any(",") || (token.is_any("-–—") && loose);
                mark && (1..=SHORT_PLACE).contains(&words) && tokens.first().and_then(weekday).is_none()
            }
        };
        if introduces && follows {
            return at + 1;
        }
        words += usize::from(token.word().is_some());
        if words > most_words || token.digits().is_some() {
            break;
        }
    }
    0
}

/// Whether `tokens` are nothing, or the time of a day.
pub(super) fn is_time(tokens: &[Token]) -> bool {
    let Some(first) = tokens.first() else { return true };
    let starts = first.digits().is_some() || matches!(first.word(), Some("t" | "a" | "z")) || first.is_any(",+(");
    let fits = |token: &Token| {
        token.digits().is_some()
            || token.is_any(TIME_MARKS)
            || token.word().is_some_and(|word| TIME_WORDS.contains(&word))
    };
    let told = tokens.iter().any(|token| token.is_any(":+") || matches!(token.word(), Some("h" | "z" | "heures")));
    starts && told && tokens.len() <= MAX_TIME && tokens.iter().all(fits)
}

/// Whether `token` goes on with a number that stands right `before` it, as in `1.2.2018` or `n° 7-03-04-2018`.
pub(super) fn is_one_number(before: &[Token], token: &Token) -> bool {
    let [.., number, mark] = before else { return false };
    let joined = mark.is_any("-–/.") && mark.touches(token) && number.touches(mark);
    joined && number.digits().is_some() && token.digits().is_some()
}
