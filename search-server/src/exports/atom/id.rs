//! Ids of feeds and entries: `tag:` addresses (RFC 4151), which stay the same from commit to commit, and whatever the service
//! is called by those who ask it. Where something is found is another matter, told by links.

use crate::address::encoded_path;
use crate::settings::Settings;

/// Since when ids are made like this: part of each of them.
const SINCE: &str = "2026";

/// The host in ids where the service has no public address: what it is asked by is not its name, but one of several.
const NO_HOST: &str = "localhost";

/// Makes ids.
pub(super) struct Ids(String);

impl Ids {
    /// Ids of the service that `settings` describe.
    pub(super) fn of(settings: &Settings) -> Self {
        let address = &settings.public_address;
        let authority = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        // A name without its port: another port is no other authority.
        let host = authority.split(['/', ':']).next().unwrap_or_default();
        let is_name = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
        let host = if is_name { host.to_ascii_lowercase() } else { NO_HOST.to_owned() };
        Self(format!("tag:{host},{SINCE}:{}", settings.base_path.trim_start_matches('/')))
    }

    /// Names the feed of a query among all feeds.
    pub(super) fn feed(&self, query: &str) -> String {
        let mark = if query.is_empty() { "" } else { "?" };
        self.named(&format!("recherche.atom{mark}{query}"))
    }

    /// Names the passage `anchor` of a document among all entries of all feeds.
    pub(super) fn passage(&self, document: &str, anchor: &str) -> String {
        self.named(&format!("documents/{}#{anchor}", encoded_path(document)))
    }

    fn named(&self, name: &str) -> String {
        let Self(prefix) = self;
        let slash = if prefix.ends_with(':') { "" } else { "/" };
        format!("{prefix}{slash}{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Layer;

    #[test]
    fn ids_are_tags_of_the_public_host_of_document_and_passage() {
        let check = |settings: &str, start: &str| {
            let layers = [settings, "index = 'i'"].map(|text| Layer::from_toml(text).unwrap());
            let ids = Ids::of(&Settings::of(layers).unwrap());
            assert_eq!(ids.passage("a/été 1", "p3"), format!("{start}documents/a/%C3%A9t%C3%A9%201#p3"));
            assert_eq!(ids.feed("q=a"), format!("{start}recherche.atom?q=a"));
        };
        check("public_address = 'https://Plans.exemple.fr'", "tag:plans.exemple.fr,2026:");
        check("public_address = 'http://plans.exemple.fr:8787'\nbase_path = '/x'", "tag:plans.exemple.fr,2026:x/");
        check("public_address = 'http://[::1]:8787'", "tag:localhost,2026:");
        check("base_path = '/x'", "tag:localhost,2026:x/");
        check("", "tag:localhost,2026:");
    }
}
