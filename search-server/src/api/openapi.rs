//! `/api/v1/openapi.json`: what the service answers, described for machines (OpenAPI 3.1).
//! The description lies beside this file, written by hand; tests hold it against the bounds that are read and, over HTTP,
//! against real answers.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;
use warp::reply::Response;

use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::reply::{Fresh, Media};
use crate::settings::Settings;
use crate::site::Site;

/// The description but for what differs from one service to another.
const DESCRIPTION: &str = include_str!("openapi.json");

/// Answers the description.
///
/// # Errors
/// Any parameter.
pub(crate) async fn reply(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    Parameters::parse(&asked.query)?.finish()?;
    let make = |site: &Site, _: &_| {
        let described = described(&site.settings).and_then(|description| serde_json::to_vec(&description));
        described.map(Bytes::from).map_err(|_| Problem::Internal)
    };
    site.give(asked, (Media::OpenApi, Fresh::Minute), make).await
}

fn described(settings: &Settings) -> serde_json::Result<Value> {
    let mut description: Value = serde_json::from_str(DESCRIPTION)?;
    let server = format!("{}{}/", settings.public_address, settings.base_path);
    // Paths begin with a slash of their own; where there is nothing before them, an address has to be something.
    let server = Some(server.trim_end_matches('/')).filter(|server| !server.is_empty()).unwrap_or("/");
    if let Some(url) = description.pointer_mut("/servers/0/url") {
        *url = server.into();
    }
    if let Some(title) = description.pointer_mut("/info/title") {
        *title = settings.name.as_str().into();
    }
    if let Some(version) = description.pointer_mut("/info/version") {
        *version = env!("CARGO_PKG_VERSION").into();
    }
    Ok(description)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::api::suggest;
    use crate::exports::SPEECHES;
    use crate::exports::csv::{MARKS, SEPARATORS};
    use crate::parameters::Bounds;
    use crate::question::{self, EXPORT, FEED, FILTERS, OFFSET, PAGE};
    use crate::settings::Layer;

    fn description() -> Value {
        serde_json::from_str(DESCRIPTION).unwrap()
    }

    /// The schemas of the parameters of the operation at `path`, by their names.
    fn parameters(path: &str) -> serde_json::Map<String, Value> {
        let description = description();
        let operation = &description["paths"][path]["get"];
        let references = operation["parameters"].as_array().into_iter().flatten();
        let named = references.map(|reference| {
            let pointer = reference["$ref"].as_str().unwrap().trim_start_matches('#');
            let parameter = description.pointer(pointer).unwrap();
            (parameter["name"].as_str().unwrap().to_owned(), parameter["schema"].clone())
        });
        named.collect()
    }

    #[test]
    fn every_route_is_described() {
        let routes = include_str!("../routes.rs").split("named(\"").skip(1).filter_map(|rest| rest.split('"').next());
        let routes = routes.filter(|route| !route.starts_with("/assets") && !is_page(route));
        let mut routes: Vec<String> = routes.map(str::to_owned).collect();
        routes.sort();
        let described: Vec<String> = description()["paths"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(described, routes);
    }

    /// Pages are for people, and describe themselves.
    fn is_page(route: &str) -> bool {
        let machine = ["/api/", "/recherche.", "/healthz", "/readyz", "/metrics"];
        !machine.iter().any(|start| route.starts_with(start))
    }

    #[test]
    fn numbers_have_the_bounds_that_are_read() {
        let check = |path: &str, name: &str, bounds: Bounds| {
            let Bounds { least, most, default } = bounds;
            let read = json!({ "type": "integer", "minimum": least, "maximum": most, "default": default });
            assert_eq!(parameters(path)[name], read, "{path} {name}");
        };
        check("/api/v1/search", "limit", PAGE.limit);
        check("/api/v1/suggest", "limit", suggest::LIMIT);
        check("/recherche.atom", "limit", FEED.limit);
        check("/recherche.csv", "limit", EXPORT.limit);
        check("/recherche.jsonl", "limit", EXPORT.limit);
        for path in ["/api/v1/search", "/recherche.atom", "/recherche.csv", "/recherche.jsonl"] {
            check(path, "offset", OFFSET);
        }
    }

    #[test]
    fn choices_are_those_that_are_read_the_first_by_default() {
        let check = |path: &str, name: &str, choices: Vec<&str>| {
            let schema = &parameters(path)[name];
            assert_eq!((&schema["enum"], &schema["default"]), (&json!(choices), &json!(choices[0])), "{path} {name}");
        };
        let sorts = |sorts: [(&'static str, index::Sort); 3]| sorts.map(|(name, _)| name).to_vec();
        check("/api/v1/search", "sort", sorts(PAGE.sorts));
        check("/recherche.atom", "sort", sorts(FEED.sorts));
        check("/recherche.csv", "sort", sorts(EXPORT.sorts));
        check("/recherche.csv", "lang", SPEECHES.map(|(name, _)| name).to_vec());
        check("/recherche.csv", "separator", SEPARATORS.map(|(name, _)| name).to_vec());
        check("/recherche.csv", "bom", MARKS.map(|(name, _)| name).to_vec());
        let facets = index::Facet::ALL.map(index::Facet::name);
        assert_eq!(parameters("/api/v1/search")["facets"]["items"]["enum"], json!(facets));
    }

    #[test]
    fn texts_are_as_long_as_is_read() {
        let searches = ["/api/v1/search", "/recherche.atom", "/recherche.csv", "/recherche.jsonl"];
        for path in searches.into_iter().chain(["/api/v1/suggest"]) {
            let parameters = parameters(path);
            assert_eq!(parameters["q"]["maxLength"], question::LONGEST_QUERY);
            for (name, _) in FILTERS.into_iter().filter(|(name, _)| *name != "year") {
                assert_eq!(parameters[name]["items"]["maxLength"], question::LONGEST_VALUE, "{path} {name}");
                assert_eq!(parameters[name]["maxItems"], question::MOST_VALUES, "{path} {name}");
            }
        }
    }

    #[test]
    fn the_address_of_the_service_is_that_of_its_settings() {
        let check = |settings: &str, url: &str| {
            let layers = [settings, "index = 'i'"].map(|text| Layer::from_toml(text).unwrap());
            let described = described(&Settings::of(layers).unwrap()).unwrap();
            assert_eq!(described["servers"][0]["url"], url);
        };
        check("", "/");
        check("base_path = '/plans'", "/plans");
        check("public_address = 'https://plans.exemple.fr'\nbase_path = '/a'", "https://plans.exemple.fr/a");
    }
}
