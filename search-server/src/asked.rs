//! What a route is told about the request it answers. Bodies are not read, and of the headers only what is named here.

use std::sync::Arc;

use warp::http::Version;
use warp::http::header::{ACCEPT, HOST, IF_NONE_MATCH};
use warp::http::request::Parts;

use crate::problem::Problem;
use crate::settings::Settings;

/// Characters of a host's name, as the domain name system has it, with a port.
const LONGEST_HOST: usize = 253 + ":65535".len();

/// The path of a request that is about none, as after a head that cannot be read.
const NO_PATH: &str = "*";

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
    pub(crate) fn of(id: String, head: &Parts, settings: &Settings) -> Arc<Self> {
        let path = head.uri.path();
        let below = path.strip_prefix(&settings.base_path).filter(|rest| rest.starts_with('/') || rest.is_empty());
        let header = |name| head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let host = if settings.public_address.is_empty() {
            // HTTP/1.0 need not name one, and who names none is told so in a reply without links.
            let named = host(head).ok().flatten().map(str::to_owned);
            format!("http://{}", named.unwrap_or_else(|| settings.listen.to_string()))
        } else {
            settings.public_address.clone()
        };
        Arc::new(Self {
            id,
            path: Some(below.unwrap_or(path)).filter(|path| !path.is_empty()).unwrap_or("/").to_owned(),
            query: head.uri.query().unwrap_or_default().to_owned(),
            host,
            if_none_match: header(IF_NONE_MATCH),
            accept: header(ACCEPT),
        })
    }

    /// What somebody asked of whom nothing was read.
    pub(crate) fn nothing() -> Self {
        Self { path: NO_PATH.to_owned(), ..Self::default() }
    }

    /// Whether the client holds what has this tag.
    pub(crate) fn holds(&self, tag: &str) -> bool {
        let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        self.if_none_match.split(',').any(|held| held.trim() == "*" || bare(held) == bare(tag))
    }

    /// Whether an error is best shown as a page.
    pub(crate) fn is_of_a_reader(&self) -> bool {
        let machine = ["/api/", "/recherche.", "/opensearch"].iter().any(|start| self.path.starts_with(start));
        let prefers_json = self.accept.contains("json") && !self.accept.contains("html");
        !machine && !prefers_json && self.path != NO_PATH
    }
}

/// The host that is asked, with its port; `None` where HTTP/1.0 names none.
///
/// # Errors
/// None is named, or several, or what no host can be called.
pub(crate) fn host(head: &Parts) -> Result<Option<&str>, Problem> {
    let mut named = head.headers.get_all(HOST).iter();
    let host = match (head.uri.authority(), named.next()) {
        // HTTP/2, and whoever asks a proxy, names it in the request line.
        (Some(authority), _) => authority.as_str(),
        (None, Some(host)) => host.to_str().map_err(|_| Problem::MalformedHost)?,
        (None, None) if head.version < Version::HTTP_11 => return Ok(None),
        (None, None) => return Err(Problem::MalformedHost),
    };
    let is_once = named.next().is_none();
    if is_once && is_host(host) { Ok(Some(host)) } else { Err(Problem::MalformedHost) }
}

/// Whether `text` is a name or an address, with or without a port.
fn is_host(text: &str) -> bool {
    let is_port =
        |port: &str| port.is_empty() || (port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok());
    if let Some((address, port)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let port = port.strip_prefix(':').or(Some(port).filter(|port| port.is_empty()));
        return address.parse::<std::net::Ipv6Addr>().is_ok() && port.is_some_and(is_port);
    }
    let (name, port) = text.split_once(':').unwrap_or((text, ""));
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    // A name has a letter or a digit somewhere, and no empty part but the root at its end.
    let has_parts = name.strip_suffix('.').unwrap_or(name).split('.').all(|part| !part.is_empty());
    text.len() <= LONGEST_HOST && is_name && has_parts && is_port(port)
}

#[cfg(test)]
mod tests {
    use super::*;
    use warp::http::Request;

    #[test]
    fn hosts_are_told_from_what_is_none() {
        let check = |host: &str, expected: bool| assert_eq!(is_host(host), expected, "{host}");
        check("plans.exemple.fr", true);
        check("plans_1.exemple.fr.:8787", true);
        check("localhost:", true);
        check("192.0.2.1:80", true);
        check("[2001:db8::1]:443", true);
        check("[::1]", true);
        for wrong in [
            "",
            ":80",
            "a b",
            "user@host",
            "a:b",
            "a:1:2",
            "a:65536",
            "a/b",
            "a\"b",
            "a..b",
            ".",
            "[::1",
            "[a]",
            "[::1]80",
            "é.fr",
        ] {
            check(wrong, false);
        }
        check(&"a".repeat(300), false);
    }

    #[test]
    fn a_host_is_named_once_unless_the_protocol_is_older() {
        let check = |version: Version, uri: &str, hosts: &[&str], expected: Result<Option<&str>, Problem>| {
            let request = Request::builder().version(version).uri(uri);
            let request = hosts.iter().fold(request, |request, value| request.header(HOST, *value));
            let head = request.body(()).unwrap().into_parts().0;
            assert_eq!(host(&head), expected, "{uri} {hosts:?}");
        };
        check(Version::HTTP_11, "/", &["a.fr:80"], Ok(Some("a.fr:80")));
        check(Version::HTTP_11, "http://b.fr/", &["a.fr"], Ok(Some("b.fr")));
        check(Version::HTTP_2, "https://b.fr/", &[], Ok(Some("b.fr")));
        check(Version::HTTP_10, "/", &[], Ok(None));
        check(Version::HTTP_11, "/", &[], Err(Problem::MalformedHost));
        check(Version::HTTP_11, "/", &["a.fr", "a.fr"], Err(Problem::MalformedHost));
        check(Version::HTTP_11, "http://a@b.fr/", &["a.fr"], Err(Problem::MalformedHost));
    }
}
