//! What a route is told about the request it answers. Bodies are not read, and of the headers only what is named here.

use std::sync::Arc;

use warp::http::header::{ACCEPT, HOST, IF_NONE_MATCH};
use warp::http::{HeaderMap, Uri};

use crate::settings::Settings;

/// A request, as far as routes need to know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Names it in the log, and in the answer's `X-Request-Id`.
    pub(crate) id: String,
    /// Below the base path, as written.
    pub(crate) path: String,
    /// The query string as written; empty where there is none.
    pub(crate) query: String,
    /// Scheme and host for absolute links.
    pub(crate) host: String,
    /// What the client holds already.
    if_none_match: String,
    /// The media types that the client prefers.
    accept: String,
}

impl Asked {
    /// Reads the head of a request.
    pub(crate) fn of(id: String, uri: &Uri, headers: &HeaderMap, settings: &Settings) -> Arc<Self> {
        let path = uri.path();
        let below = path.strip_prefix(&settings.base_path).filter(|rest| rest.starts_with('/') || rest.is_empty());
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let host = if settings.public_address.is_empty() {
            // HTTP/2 has the host in the request line.
            let named = uri.authority().map_or_else(|| header(HOST), ToString::to_string);
            let named = named.replace(|c: char| !c.is_ascii_alphanumeric() && !".:-[]".contains(c), "");
            // HTTP/1.0 need not name one.
            format!("http://{}", if named.is_empty() { settings.listen.to_string() } else { named })
        } else {
            settings.public_address.clone()
        };
        Arc::new(Self {
            id,
            path: Some(below.unwrap_or(path)).filter(|path| !path.is_empty()).unwrap_or("/").to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            host,
            if_none_match: header(IF_NONE_MATCH),
            accept: header(ACCEPT),
        })
    }

    /// Whether the client holds what has this tag.
    pub(crate) fn holds(&self, tag: &str) -> bool {
        let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        self.if_none_match.split(',').any(|held| held.trim() == "*" || bare(held) == bare(tag))
    }

    /// Whether an error is best shown as a page.
    pub(crate) fn is_of_a_reader(&self) -> bool {
        let machine =
            self.path.starts_with("/api/") || [".atom", ".csv", ".jsonl"].iter().any(|end| self.path.ends_with(end));
        let prefers_json = self.accept.contains("json") && !self.accept.contains("html");
        !machine && !prefers_json
    }
}
