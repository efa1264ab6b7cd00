//! What may go wrong with a request, as one type: its status, its words, and what a client may do next.
//! Whether it is shown as a page or as `application/problem+json` is the business of `dress`.

use serde::Serialize;
use warp::http::StatusCode;

use crate::parameters::ParameterError;
use crate::speech::Speech;

/// Why a request has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// A parameter is unknown or cannot be read.
    Parameter(ParameterError),
    /// Nothing lies at this path.
    NoSuchPath,
    /// No document has this id.
    NoSuchDocument(String),
    /// Only `GET` and `HEAD` are answered.
    Method,
    /// The request line is longer than is read.
    LongAddress,
    /// The head of the request is no such head.
    MalformedHead,
    /// The head has more headers, or longer ones, than are read.
    LargeHead,
    /// The host that is asked is missing, is named twice, or is no name of a host.
    MalformedHost,
    /// This address asks too often; it may again after so many seconds.
    TooOften { seconds: u64 },
    /// Too many requests wait already.
    Overloaded,
    /// The answer took longer than is affordable.
    TookTooLong,
    /// The index cannot be read.
    NotReady,
    /// A mistake of ours.
    Internal,
}

/// As RFC 9457 has it.
#[derive(Debug, Serialize)]
pub(crate) struct ProblemDetails {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
}

/// Seconds after which it may be tried again where there is too much to do.
const RETRY_AFTER: u64 = 1;

impl Problem {
    /// The status that tells it.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Parameter(_) | Self::MalformedHead | Self::MalformedHost => StatusCode::BAD_REQUEST,
            Self::NoSuchPath | Self::NoSuchDocument(_) => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::LongAddress => StatusCode::URI_TOO_LONG,
            Self::LargeHead => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Overloaded | Self::TookTooLong | Self::NotReady => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Seconds after which the same request may be answered; `None` where trying again is no use.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooOften { seconds } => Some(*seconds),
            Self::Overloaded | Self::TookTooLong | Self::NotReady => Some(RETRY_AFTER),
            _ => None,
        }
    }

    /// What happened, in a few words that are the same for all problems of the kind.
    pub(crate) fn title(&self, speech: Speech) -> &'static str {
        let (french, english) = match self {
            Self::Parameter(_) => ("Paramètre illisible", "Unreadable parameter"),
            Self::NoSuchPath => ("Page introuvable", "Page not found"),
            Self::NoSuchDocument(_) => ("Document introuvable", "Document not found"),
            Self::Method => ("Méthode refusée", "Method not allowed"),
            Self::LongAddress => ("Adresse trop longue", "Address too long"),
            Self::MalformedHead | Self::MalformedHost => ("Requête mal formée", "Malformed request"),
            Self::LargeHead => ("En-têtes trop longs", "Headers too large"),
            Self::TooOften { .. } => ("Trop de demandes", "Too many requests"),
            Self::Overloaded => ("Service surchargé", "Service overloaded"),
            Self::TookTooLong => ("Recherche trop longue", "Search took too long"),
            Self::NotReady => ("Service indisponible", "Service unavailable"),
            Self::Internal => ("Erreur interne", "Internal error"),
        };
        speech.pick(french, english)
    }

    /// What is wrong with this very request, and what to do, in a sentence or two.
    pub(crate) fn detail(&self, speech: Speech) -> String {
        let (french, english) = match self {
            Self::Parameter(error) => return error.said(speech),
            Self::NoSuchDocument(id) => {
                let french = format!("Aucun document n'a l'identifiant « {id} » : il a pu être renommé ou retiré.");
                let english = format!("No document has the id “{id}”: it may have been renamed or removed.");
                return speech.pick(french, english);
            }
            Self::TooOften { seconds } => {
                let french = format!("Trop de demandes viennent de votre adresse : réessayez dans {seconds} s.");
                let english = format!("Too many requests come from your address: try again in {seconds} s.");
                return speech.pick(french, english);
            }
            other => other.fixed_detail(),
        };
        speech.pick(french, english).to_owned()
    }

    /// What is said of all requests with this problem alike, in French and in English.
    fn fixed_detail(&self) -> (&'static str, &'static str) {
        match self {
            // Those that tell more have said it.
            Self::Parameter(_) | Self::NoSuchDocument(_) | Self::TooOften { .. } => ("", ""),
            Self::NoSuchPath => ("Rien ne se trouve à cette adresse.", "Nothing is found at this address."),
            Self::Method => ("Seules les méthodes GET et HEAD sont servies.", "Only GET and HEAD are served."),
            Self::LongAddress => ("L'adresse demandée est trop longue.", "The address asked for is too long."),
            Self::MalformedHead => (
                "La ligne de requête ou un en-tête n'est pas conforme à HTTP/1.1.",
                "The request line or a header is not what HTTP/1.1 allows.",
            ),
            Self::LargeHead => (
                "Les en-têtes sont trop longs ou trop nombreux : 64 Kio et 100 en-têtes sont lus.",
                "The headers are too large or too many: 64 KiB and 100 headers are read.",
            ),
            Self::MalformedHost => (
                "L'en-tête Host doit donner une fois un nom d'hôte, avec ou sans port.",
                "The header Host has to give the name of a host once, with or without a port.",
            ),
            Self::Overloaded => (
                "Trop de demandes attendent déjà : réessayez dans un instant.",
                "Too many requests are waiting already: try again in a moment.",
            ),
            Self::TookTooLong => (
                "La réponse demande trop de temps : réessayez, ou précisez la recherche.",
                "The answer takes too much time: try again, or narrow the search.",
            ),
            Self::NotReady => ("L'index ne peut pas être lu pour l'instant.", "The index cannot be read right now."),
            Self::Internal => (
                "Une erreur est survenue chez nous ; elle est inscrite au journal.",
                "Something went wrong on our side; it is in the log.",
            ),
        }
    }

    /// As `application/problem+json` shows it.
    pub(crate) fn details(&self) -> ProblemDetails {
        let parameter = match self {
            Self::Parameter(error) => Some(error.parameter.clone()),
            _ => None,
        };
        ProblemDetails {
            kind: "about:blank",
            title: self.title(Speech::French),
            status: self.status().as_u16(),
            detail: self.detail(Speech::French),
            parameter,
        }
    }
}

impl From<ParameterError> for Problem {
    fn from(error: ParameterError) -> Self {
        Self::Parameter(error)
    }
}
