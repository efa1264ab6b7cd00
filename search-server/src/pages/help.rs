//! `/aide`: the query language with examples that run, the API and the feeds in short, what is kept of readers, and how
//! accessible the pages are.

use std::sync::Arc;

use askama::Template;
use warp::reply::Response;

use super::choices;
use super::frame::{About, Frame, written};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::reply::{Fresh, Media};
use crate::site::Site;
use crate::speech::Speech;
use crate::views::View;

/// Queries, with what they mean in French and in English.
const EXAMPLES: [(&str, &str, &str); 17] = [
    (
        "données ouvertes",
        "les documents qui ont tous les mots d’abord ; s’il y en a peu, ceux qui en ont le plus, et la page le dit",
        "documents with all words first; where these are few, those with most of them, and the page says so",
    ),
    (
        "\"plan d'action\"",
        "l’expression exacte ; les guillemets « » et “ ” valent aussi",
        "the very phrase; « » and “ ” do as well",
    ),
    ("\"ouvert\"", "ce mot seul, sans ses autres formes", "this very word, without its other forms"),
    ("plan -budget", "sans le mot ; SAUF et NOT valent le signe moins", "without the word; SAUF and NOT do as well"),
    (
        "transparence OU ouverture",
        "l’un ou l’autre ; OR vaut OU, et ET ou AND veut les deux",
        "either; OR does as well, and ET or AND wants both",
    ),
    ("(données OU algorithmes) publics", "des parenthèses pour grouper", "parentheses group"),
    ("transparen*", "les mots qui commencent ainsi", "words that begin so"),
    (
        "minstère~",
        "avec des fautes de frappe ; un mot inconnu de la collection est corrigé de lui-même",
        "with typing errors; a word that the collection does not know is corrected by itself",
    ),
    (
        "\"données publiques\"~5",
        "à cinq mots l’un de l’autre au plus ; « données PROCHE/5 publiques » aussi",
        "within five words; “données PROCHE/5 publiques” does as well",
    ),
    ("titre:engagement", "dans le titre", "in the title"),
    ("ministère:culture", "publié par ce ministère ou cet organisme", "issued by this ministry or body"),
    ("type:communique", "de ce type", "of this kind"),
    ("plan:2018-2020", "de ce plan d’action", "of this action plan"),
    ("année:2018", "de cette année", "of this year"),
    (
        "date:2016..2018",
        "de cette période ; aussi 2016-03..2017, ..2018 et 2018..",
        "of this period; also 2016-03..2017, ..2018 and 2018..",
    ),
    (
        "après:2016 avant:2021-06",
        "publié à partir de 2016 et avant juin 2021",
        "published from 2016 on and before June 2021",
    ),
    (
        "étiquette:transparence",
        "avec cette étiquette ; langue: et source: valent de même",
        "with this tag; langue: and source: do the same",
    ),
];

#[derive(Template)]
#[template(path = "help.html")]
struct Page {
    frame: Frame,
    examples: Vec<Example>,
    host: String,
}

struct Example {
    written: &'static str,
    meaning: &'static str,
    href: String,
}

/// Answers `/aide`.
///
/// # Errors
/// A parameter that a page does not know.
pub(crate) async fn reply(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let mut parameters = Parameters::parse(&asked.query)?.without_trackers();
    let speech = choices::speech(&mut parameters)?;
    parameters.finish()?;
    let host = asked.host.clone();
    let make = move |site: &Site, _: &View| written(&page(site, host, speech));
    site.give(asked, (Media::Html, Fresh::Asking), make).await
}

fn page(site: &Site, host: String, speech: Speech) -> Page {
    let title = speech.pick("Aide", "Help").to_owned();
    let frame = Frame::new(&site.settings, speech, About { title, path: "/aide", parameters: Vec::new() });
    let example = |(written, french, english)| Example {
        written,
        meaning: speech.pick(french, english),
        href: frame.links.search(written),
    };
    Page { examples: EXAMPLES.into_iter().map(example).collect(), host, frame }
}
