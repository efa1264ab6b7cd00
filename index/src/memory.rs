//! What a collection remembers of the work that questions made: bounded, shared by all threads, gone with the commit.
//! It does not know what it remembers. Answers are never remembered, only what many questions have in common.

use std::any::Any;
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::error::IndexError;

/// What keeping one thing costs beside the thing itself, in bytes.
const EACH: u64 = 128;

/// About how many things are kept, so that room for them is made once.
const ABOUT: usize = 4_096;

/// Something that can be remembered.
pub(crate) trait Remembered: Any + Send + Sync {
    /// About how many bytes it takes.
    fn bytes(&self) -> usize;
}

/// Remembers by key; what has not been asked for in a while is forgotten first.
pub(crate) struct Memory {
    kept: Cache<Box<str>, Kept, ByBytes>,
}

#[derive(Clone)]
struct Kept {
    value: Arc<dyn Any + Send + Sync>,
    bytes: u64,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Box<str>, Kept> for ByBytes {
    fn weight(&self, key: &Box<str>, kept: &Kept) -> u64 {
        EACH + key.len() as u64 + kept.bytes
    }
}

impl Memory {
    /// Remembers nothing yet, and `bytes` at most.
    pub(crate) fn of_size(bytes: u64) -> Self {
        Self { kept: Cache::with_weighter(ABOUT, bytes, ByBytes) }
    }

    /// What is remembered under `key`; else what `make` makes, which is remembered. A key stands for one thing of one type.
    ///
    /// # Errors
    /// Those of `make`; then nothing is remembered.
    pub(crate) fn recall<T: Remembered>(
        &self,
        key: &str,
        make: impl FnOnce() -> Result<T, IndexError>,
    ) -> Result<Arc<T>, IndexError> {
        if let Some(Ok(value)) = self.kept.get(key).map(|kept| kept.value.downcast::<T>()) {
            return Ok(value);
        }
        let value = Arc::new(make()?);
        let bytes = value.bytes() as u64;
        self.kept.insert(key.into(), Kept { value: value.clone(), bytes });
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: u64 = 1 << 20;

    struct Text(String);

    impl Remembered for Text {
        fn bytes(&self) -> usize {
            self.0.len()
        }
    }

    #[test]
    fn what_was_made_is_not_made_again() {
        let memory = Memory::of_size(MOST);
        let text = |text: &str| Ok(Text(text.to_owned()));
        assert_eq!(memory.recall("a", || text("un")).map(|made| made.0.clone()).ok().as_deref(), Some("un"));
        assert_eq!(memory.recall("a", || text("deux")).map(|made| made.0.clone()).ok().as_deref(), Some("un"));
        assert!(memory.recall::<Text>("b", || Err(IndexError::from(std::io::Error::other("non")))).is_err());
        assert_eq!(memory.recall("b", || text("deux")).map(|made| made.0.clone()).ok().as_deref(), Some("deux"));
    }

    #[test]
    fn it_stays_within_its_bounds() {
        let memory = Memory::of_size(MOST);
        for number in 0..2000 {
            let _made = memory.recall(&number.to_string(), || Ok(Text("x".repeat(1 << 14))));
        }
        assert!(memory.kept.weight() <= MOST);
    }
}
