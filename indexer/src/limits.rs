//! What one source may cost at most, so that no file takes a run down.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The bounds of reading one source. A source beyond one of them is a defect that names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// The bytes of a file, JSON Lines excepted, which are read line by line.
    pub file_bytes: u64,
    /// The bytes of one line of JSON Lines.
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
