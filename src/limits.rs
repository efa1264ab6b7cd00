//! The options that bound what reading one source may cost, and how sizes and times are written in them.
//! What happens to a source beyond them is the indexer's business.

use std::time::Duration;

use clap::Args;
use indexer::Limits;

/// The options, shared by all commands that read sources.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct LimitArguments {
    /// Leave out files larger than this (JSON Lines have no limit but that of their lines) [default: 256M]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_file_size: Option<u64>,
    /// Leave out lines of JSON Lines, Markdown and text longer than this [default: 64M]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_line_size: Option<u64>,
    /// Read no more than this of what is packed into one file [default: 512M]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_unpacked_size: Option<u64>,
    /// Read no elements that stand deeper than this in each other [default: 512]
    #[arg(long, value_name = "N")]
    max_depth: Option<usize>,
    /// Give up on a file that takes longer than this [default: 30s]
    #[arg(long, value_name = "TIME", value_parser = time)]
    max_time: Option<Duration>,
    /// Give up on a file that takes more memory than this [default: 1G]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_memory: Option<u64>,
}

impl LimitArguments {
    /// The limits asked for, and those that stand where none is.
    pub(crate) fn limits(&self) -> Limits {
        let default = Limits::default();
        let line_bytes = self.max_line_size.map(|size| usize::try_from(size).unwrap_or(usize::MAX));
        Limits {
            file_bytes: self.max_file_size.unwrap_or(default.file_bytes),
            line_bytes: line_bytes.unwrap_or(default.line_bytes),
            unpacked_bytes: self.max_unpacked_size.unwrap_or(default.unpacked_bytes),
            depth: self.max_depth.unwrap_or(default.depth),
            time: self.max_time.unwrap_or(default.time),
            memory_bytes: self.max_memory.unwrap_or(default.memory_bytes),
        }
    }
}

/// A size in bytes: a whole number, in powers of 1024 where one of K, M, G, T follows.
fn size(text: &str) -> Result<u64, String> {
    let wrong = || "write a size as 500K, 256M or 1G".to_owned();
    let (number, unit) = parts(text).ok_or_else(wrong)?;
    let power = match unit.to_ascii_uppercase().trim_end_matches(['B', 'O']).trim_end_matches('I') {
        "" => 0,
        "K" => 1,
        "M" => 2,
        "G" => 3,
        "T" => 4,
        _ => return Err(wrong()),
    };
    1024_u64.pow(power).checked_mul(number).filter(|&size| size > 0).ok_or_else(wrong)
}

/// A time: a whole number of seconds, or of what follows it.
fn time(text: &str) -> Result<Duration, String> {
    let wrong = || "write a time as 500ms, 30s or 2min".to_owned();
    let (number, unit) = parts(text).ok_or_else(wrong)?;
    let milliseconds = match unit {
        "ms" => 1,
        "" | "s" => 1_000,
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        _ => return Err(wrong()),
    };
    number.checked_mul(milliseconds).filter(|&time| time > 0).map(Duration::from_millis).ok_or_else(wrong)
}

/// A number and what follows it.
fn parts(text: &str) -> Option<(u64, &str)> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    Some((number.parse().ok()?, unit.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_numbers_with_a_unit() {
        let check = |text: &str, expected: Option<u64>| assert_eq!(size(text).ok(), expected, "{text}");
        check("1000", Some(1000));
        check("500K", Some(500 << 10));
        check("256M", Some(256 << 20));
        check("1 GiB", Some(1 << 30));
        check("2mo", Some(2 << 20));
        for wrong in ["", "M", "-1", "1.5G", "3X", "0", "99999999999T"] {
            check(wrong, None);
        }
    }

    #[test]
    fn times_are_numbers_with_a_unit() {
        let check = |text: &str, expected: Option<u64>| {
            assert_eq!(time(text).ok(), expected.map(Duration::from_millis), "{text}");
        };
        check("30s", Some(30_000));
        check("30", Some(30_000));
        check("500ms", Some(500));
        check("2min", Some(120_000));
        check("soon", None);
        check("0", None);
    }
}
