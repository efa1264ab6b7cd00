//! What every reply wears: headers of safety and of sharing, the request's id, and problems in words.

use warp::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use warp::reply::Response;

use crate::asked::Asked;
use crate::pages::failure;
use crate::problem::Problem;
use crate::settings::Origins;
use crate::site::Site;

/// Nothing runs, loads or embeds but what this service serves; pages bring their own style and one script.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                           font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
                           require-trusted-types-for 'script'; trusted-types 'none'";

/// Features of browsers that pages do without.
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
                           magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()";

/// Headers that scripts of other sites may read.
const EXPOSED: &str = "ETag, Link, Retry-After, X-Request-Id, X-Total-Count";

/// The header with the request's id.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// `response` as it is sent.
pub(crate) fn dress(site: &Site, asked: &Asked, origin: Option<&HeaderValue>, response: Response) -> Response {
    let problem = response.extensions().get::<Problem>().cloned();
    let mut response = match &problem {
        Some(problem) => in_words(site, asked, (problem, response)),
        None => response,
    };
    let headers = response.headers_mut();
    guard(headers);
    share(&site.settings.origins, origin, headers);
    if let Ok(id) = HeaderValue::from_str(&asked.id) {
        headers.insert(REQUEST_ID, id);
    }
    response
}

fn in_words(site: &Site, asked: &Asked, (problem, mut response): (&Problem, Response)) -> Response {
    let (body, media) = if asked.is_of_a_reader() {
        (failure::page(&site.settings, asked, problem), "text/html; charset=utf-8")
    } else {
        (serde_json::to_vec(&problem.details()).unwrap_or_default().into(), "application/problem+json")
    };
    *response.body_mut() = body.into();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = problem.retry_after() {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if *problem == Problem::Method {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

fn guard(headers: &mut HeaderMap) {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // A route that needs another policy has set it.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(PAGE_POLICY));
}

/// Lets scripts of other sites read the reply, whatever its status. No preflight is needed for what is read here.
fn share(origins: &Origins, origin: Option<&HeaderValue>, headers: &mut HeaderMap) {
    let allowed = match origins {
        Origins::Any => Some(HeaderValue::from_static("*")),
        Origins::These(these) => {
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
            origin.filter(|origin| these.iter().any(|one| origin.as_bytes() == one.as_bytes())).cloned()
        }
    };
    if let Some(allowed) = allowed {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
}
