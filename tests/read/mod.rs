//! Pages read as a browser reads them: elements, attributes, and what stands on a page.
//! What is expected of them stands in the tests.

// Each test file uses its own part of this.
#![allow(dead_code)]

use html5gum::{Token, Tokenizer};

use crate::served::{Reply, Served};

/// The elements of a page, each with its attributes.
pub(crate) fn elements(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let element = |token| match token {
        Token::StartTag(tag) => {
            let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value)));
            Some((text(&tag.name), attributes.collect()))
        }
        _ => None,
    };
    Tokenizer::new(page).flatten().filter_map(element).collect()
}

/// The values of an attribute, wherever it stands.
pub(crate) fn values(page: &str, name: &str) -> Vec<String> {
    let attributes = elements(page).into_iter().flat_map(|(_, attributes)| attributes);
    attributes.filter(|(given, _)| given == name).map(|(_, value)| value).collect()
}

/// The page at `target`.
pub(crate) fn page(served: &Served, target: &str) -> anyhow::Result<Reply> {
    let reply = served.get(target)?;
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8", "{target}");
    assert!(!reply.head.contains("set-cookie"), "{target}");
    Ok(reply)
}

/// Checks that the page at `target` has this status and holds each of `parts`.
pub(crate) fn check(served: &Served, (target, status): (&str, u16), parts: &[&str]) -> anyhow::Result<()> {
    let reply = page(served, target)?;
    assert_eq!(reply.status, status, "{target}");
    for part in parts {
        assert!(reply.body.contains(part), "{part:?} is not at {target}:\n{}", reply.body);
    }
    Ok(())
}
