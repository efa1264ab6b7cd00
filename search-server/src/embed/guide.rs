//! `/aide/integrer`: for a webmaster in a hurry, the lines to paste, made from a few choices, with the box at work beside them.
//! It works without JavaScript: choices are a form that asks for the page again.

use std::sync::Arc;

use askama::Template;
use warp::http::HeaderValue;
use warp::http::header::CONTENT_SECURITY_POLICY;
use warp::reply::Response;

use super::files::{FILES, File};
use super::snippet::{Presets, Snippet, Switch, Way};
use crate::asked::Asked;
use crate::exports::SPEECHES;
use crate::pages::frame::{About, Frame, written};
use crate::parameters::{ParameterError, Parameters};
use crate::problem::Problem;
use crate::reply::{self, Fresh, Media};
use crate::site::Site;

/// The page shows the box as sites have it, in a frame too.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
                      trusted-types 'none'";

/// The ways by their names in the page's address, as they are told of.
const WAYS: [(&str, Way); 3] = [("enrichir", Way::Enhance), ("element", Way::Element), ("cadre", Way::Frame)];

#[derive(Template)]
#[template(path = "embed/guide.html")]
struct Guide<'a> {
    frame: Frame,
    address: String,
    way: Way,
    presets: &'a Presets,
    switches: &'a [Switch],
    /// What is pasted, and the same for this very page.
    lines: String,
    preview: String,
}

impl Guide<'_> {
    fn is_on(&self, name: &str) -> bool {
        self.switches.iter().any(|switch| switch.name() == name)
    }

    fn files(&self) -> &'static [File] {
        FILES
    }
}

/// Answers with the page.
///
/// # Errors
/// A parameter that cannot be read.
pub(crate) async fn reply(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let chosen = read(&asked.query)?;
    let address = site.root(&asked);
    let html =
        |address: &str| Snippet { address: address.to_owned(), ..chosen.clone() }.html().map_err(|_| Problem::Internal);
    let title = chosen.speech.pick("Intégrer la recherche à votre site", "Embed the search in your site");
    let about = About { title: title.to_owned(), path: "/aide/integrer", parameters: parameters(&chosen) };
    let page = Guide {
        frame: Frame::new(&site.settings, chosen.speech, about),
        way: chosen.way,
        presets: &chosen.presets,
        switches: &chosen.switches,
        lines: html(&address)?,
        preview: html(&site.settings.base_path)?,
        address,
    };
    let mut response = reply::body(Media::Html, Fresh::Never, written(&page)?);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Ok(response)
}

/// The choices, as a snippet without its address.
fn read(query: &str) -> Result<Snippet, ParameterError> {
    let mut parameters = Parameters::parse(query)?.without_trackers();
    let speech = parameters.choice("lang", &SPEECHES)?;
    let way = parameters.choice("way", &WAYS)?;
    let presets = Presets::take(&mut parameters)?;
    let mut switches = Vec::new();
    for switch in Switch::ALL {
        let on = parameters.choice(switch.name(), &[("", false), ("on", true)])?;
        switches.extend(on.then_some(switch));
    }
    parameters.finish()?;
    Ok(Snippet { way, speech, presets, switches, ..Snippet::default() })
}

/// The choices as parameters of the page, but for its language.
fn parameters(chosen: &Snippet) -> Vec<(&'static str, &str)> {
    let way = (chosen.way != Way::default()).then(|| ("way", name(chosen.way)));
    let switches = chosen.switches.iter().map(|switch| (switch.name(), "on"));
    way.into_iter().chain(chosen.presets.attributes()).chain(switches).collect()
}

fn name(way: Way) -> &'static str {
    WAYS.iter().find(|(_, known)| *known == way).map_or("", |(name, _)| name)
}
