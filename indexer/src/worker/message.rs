//! What goes through the pipes between a run and its child processes: requests with a file's bytes, answers.
//! Each part is preceded by its length, eight bytes with the least one first.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::defect::Defect;
use crate::extract::Content;
use crate::format::Format;
use crate::limits::Limits;

/// The head of a request is no longer than this, in bytes; it holds no text of the file.
const LONGEST_HEAD: u64 = 1 << 16;

/// What is to be read, and how.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    /// What its bytes are.
    pub(crate) format: Format,
    /// Whether it took a process down before.
    pub(crate) attempt: Attempt,
    /// What reading it may cost.
    pub(crate) limits: Limits,
}

/// How often a file was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Attempt {
    /// For the first time.
    First,
    /// Again, by what else can read it.
    LastResort,
}

/// What a file holds, or why it cannot be read.
pub(crate) type Answer = Result<Content, Defect>;

/// Sends a request with the bytes of its file.
pub(crate) fn write_request(output: &mut impl Write, request: &Request, bytes: &[u8]) -> io::Result<()> {
    write_part(output, &serde_json::to_vec(request)?)?;
    write_part(output, bytes)?;
    output.flush()
}

/// The next request with the bytes of its file; `None` at the end of the input.
pub(crate) fn read_request(input: &mut impl Read) -> io::Result<Option<(Request, Vec<u8>)>> {
    let head = match read_part(input, LONGEST_HEAD) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        head => head?,
    };
    let request: Request = serde_json::from_slice(&head)?;
    let bytes = read_part(input, request.limits.file_bytes)?;
    Ok(Some((request, bytes)))
}

/// Sends an answer.
pub(crate) fn write_answer(output: &mut impl Write, answer: &Answer) -> io::Result<()> {
    write_part(output, &serde_json::to_vec(answer)?)?;
    output.flush()
}

/// The next answer, which has at most so many bytes.
pub(crate) fn read_answer(input: &mut impl Read, most: u64) -> io::Result<Answer> {
    Ok(serde_json::from_slice(&read_part(input, most)?)?)
}

fn write_part(output: &mut impl Write, part: &[u8]) -> io::Result<()> {
    output.write_all(&(part.len() as u64).to_le_bytes())?;
    output.write_all(part)
}

fn read_part(input: &mut impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > most {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("{length} bytes where {most} are allowed")));
    }
    let mut part = Vec::new();
    input.take(length).read_to_end(&mut part)?;
    if (part.len() as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_arrives_and_the_end_is_the_end() {
        let request = Request { format: Format::Pdf, attempt: Attempt::First, limits: Limits::default() };
        let mut pipe = Vec::new();
        write_request(&mut pipe, &request, b"%PDF").unwrap();
        let mut input = pipe.as_slice();
        let (received, bytes) = read_request(&mut input).unwrap().unwrap();
        assert_eq!(
            (received.format, received.limits, bytes.as_slice()),
            (request.format, request.limits, &b"%PDF"[..])
        );
        assert!(read_request(&mut input).unwrap().is_none());
    }

    #[test]
    fn an_answer_beyond_its_bound_is_refused() {
        let mut pipe = Vec::new();
        write_answer(&mut pipe, &Err(Defect::of_whole("is no PDF"))).unwrap();
        assert_eq!(read_answer(&mut pipe.as_slice(), 1000).unwrap().unwrap_err().message, "is no PDF");
        let error = read_answer(&mut pipe.as_slice(), 10).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }
}
