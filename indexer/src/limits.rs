//! What one source may cost at most, so that no file takes a run down.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::defect::Defect;

/// The bounds of reading one source. A source beyond one of them is a defect that names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// The bytes of a file, JSON Lines excepted, which are read line by line.
    pub file_bytes: u64,
    /// The bytes of one line of JSON Lines, Markdown or plain text; a longer one is left out and named.
    pub line_bytes: usize,
    /// The bytes of all that is unpacked from one compressed file.
    pub unpacked_bytes: u64,
    /// How deep elements of XML or HTML may stand in each other.
    pub depth: usize,
    /// How long the extraction of one file may take.
    pub time: Duration,
    /// The memory of the process that extracts it, in bytes.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1 << 20;
        Self {
            file_bytes: 256 * MIB,
            line_bytes: 64 << 20,
            unpacked_bytes: 512 * MIB,
            depth: 512,
            time: Duration::from_secs(30),
            memory_bytes: 1024 * MIB,
        }
    }
}

/// What each defect of a source beyond a limit says, before the rest of the option's name.
const RAISE: &str = "raise the limit with --max-";

impl Limits {
    /// Tells these limits from others, in a few letters.
    pub(crate) fn fingerprint(&self) -> String {
        let hash = blake3::hash(format!("{self:?}").as_bytes());
        hash.to_hex().chars().take(FINGERPRINT).collect()
    }
}

/// A fingerprint has so many hexadecimal digits.
const FINGERPRINT: usize = 16;

/// Whether a defect would perhaps be none with other limits.
pub(crate) fn names_one(message: &str) -> bool {
    message.contains(RAISE)
}

/// The defect of the line of this number, which is longer than `limits` allow.
pub(crate) fn too_long(line: u32, limits: &Limits) -> Defect {
    let most = bytes(limits.line_bytes as u64);
    let what = format!("is longer than the {most} that are read of one line");
    Defect::on_line(line, format!("{what}: cut it, or raise the limit with --max-line-size"))
}

/// A number of bytes as people read it: `256 MB`, in powers of 1024, rounded down to one digit after the point.
pub(crate) fn bytes(number: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    let mut tenths = number.saturating_mul(10);
    let mut unit = "bytes";
    for larger in UNITS {
        if tenths < 10_240 {
            break;
        }
        tenths /= 1024;
        unit = larger;
    }
    match (tenths / 10, tenths % 10) {
        (1, 0) if number == 1 => "1 byte".to_owned(),
        (whole, 0) => format!("{whole} {unit}"),
        (whole, tenth) => format!("{whole}.{tenth} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defects_of_limits_are_known_by_their_option() {
        assert!(names_one(&too_long(1, &Limits::default()).message));
        assert!(!names_one("is damaged: save it again"));
        let other = Limits { depth: 9, ..Limits::default() };
        assert_ne!(other.fingerprint(), Limits::default().fingerprint());
    }

    #[test]
    fn bytes_are_told_in_units_that_fit() {
        let check = |number: u64, expected: &str| assert_eq!(bytes(number), expected);
        check(0, "0 bytes");
        check(1, "1 byte");
        check(1023, "1023 bytes");
        check(1024, "1 KB");
        check(1_600, "1.5 KB");
        check(256 << 20, "256 MB");
        check(u64::MAX, "1677721.5 TB");
    }
}
