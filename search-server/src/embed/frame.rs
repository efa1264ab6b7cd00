//! `/box/v1/frame`: the box as a page of its own, for sites that allow no script of others. It tells its height to the page
//! around it; which sites may frame it, the settings say. Without JavaScript it is a plain form.

use std::sync::Arc;

use askama::Template;
use warp::http::HeaderValue;
use warp::http::header::CONTENT_SECURITY_POLICY;
use warp::reply::Response;

use super::files::{self, File};
use super::presets::Presets;
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::reply::{self, Fresh, Media};
use crate::settings::Settings;
use crate::site::Site;
use crate::speech::Speech;

#[derive(Template)]
#[template(path = "embed/framed.html")]
struct Frame<'a> {
    snippet: Root<'a>,
    scheme: &'static str,
    files: [Option<&'static File>; 3],
}

/// What the plain form of the frame needs to know.
struct Root<'a> {
    address: &'a str,
    speech: Speech,
    presets: Presets,
}

impl Root<'_> {
    fn label(&self) -> &str {
        self.presets.label(self.speech)
    }
}

/// Answers with the frame.
///
/// # Errors
/// A parameter that cannot be read.
pub(crate) async fn reply(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let mut parameters = Parameters::parse(&asked.query)?.without_trackers();
    let schemes = [("light", "light"), ("dark", "dark"), ("auto", "light dark")];
    let scheme = parameters.choice("scheme", &schemes)?;
    let language = parameters.one("lang")?.unwrap_or_default();
    let mut presets = Presets::take(&mut parameters)?;
    parameters.finish()?;
    let of_box = language.split('-').next().unwrap_or_default();
    let speech = if of_box.eq_ignore_ascii_case("en") { Speech::English } else { Speech::French };
    // As for the element, the language of the documents is that of the box where nothing else is said.
    if presets.language.is_empty() {
        presets.language = of_box.to_owned();
    }
    let address = &site.settings.base_path;
    let files = ["frame.css", "box.js", "frame.js"].map(files::newest);
    let frame = Frame { snippet: Root { address, speech, presets }, scheme, files };
    let page = frame.render().map_err(|_| Problem::Internal)?;
    let mut response = reply::body(Media::Html, Fresh::Minute, page);
    if let Ok(policy) = HeaderValue::from_str(&policy(&site.settings)) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// What the frame may load, and who may frame it.
fn policy(settings: &Settings) -> String {
    let embedders = settings.embedders.iter().map(|site| format!(" {site}")).collect::<String>();
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors 'self'{embedders}"
    )
}
