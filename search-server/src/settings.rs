//! What a server is told: checked values, gathered from a file, the environment and options, the last having the last word.
//! Options are read by the program; what is done with the values is the business of who needs them.

mod layer;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;

use layer::Keys;
pub use layer::{Layer, SettingsError};

/// How a server serves.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Directory of the index.
    pub index: PathBuf,
    /// Where it listens.
    pub listen: SocketAddr,
    /// What stands before every path, such as `/recherche-plans`; empty for nothing, never ending in `/`.
    pub base_path: String,
    /// Scheme and host under which the public reaches it, such as `https://communiques.exemple.gouv.fr`; empty where it
    /// is not known, and feeds then go by the `Host` of the request.
    pub public_address: String,
    /// The name of the service, which stands on every page.
    pub name: String,
    /// Who stands in front of it: from these alone a forwarded address is believed.
    pub proxies: Vec<IpNet>,
    /// Sites whose scripts may read answers.
    pub origins: Origins,
    /// Sites that may embed the frame of the box, such as `https://www.exemple.gouv.fr`; none means itself alone.
    pub embedders: Vec<String>,
    /// How much is taken on at the same time.
    pub bounds: Bounds,
    /// How often one address may ask.
    pub rate: Rate,
    /// What is logged.
    pub log: Log,
}

/// Sites whose scripts may read answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origins {
    /// All of them: what is served is public.
    Any,
    /// These alone, each as in an `Origin` header.
    These(Vec<String>),
}

/// How much is taken on at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// Connections open at the same time; to others 503 is said.
    pub connections: usize,
    /// Of these, connections of one address (of IPv6: of one network of 64 bits), unless it is a proxy or exempt.
    pub connections_of_one: usize,
    /// Searches that run at the same time.
    pub threads: usize,
    /// Searches that may wait for one of those; to others 503 is said.
    pub queue: usize,
    /// Bytes of answers that are kept for whoever asks the same; 0 for none.
    pub cache: u64,
    /// Bytes for what searches have in common; besides it, the index lies in the memory that the system has to spare.
    pub memory: u64,
    /// The head of a request has to arrive within this time.
    pub head_timeout: Duration,
    /// A request has to be answered within this time.
    pub request_timeout: Duration,
    /// A connection without a request is closed after this time.
    pub idle_timeout: Duration,
    /// Running requests are waited for so long at the end.
    pub stop_timeout: Duration,
}

/// How often one address (of IPv6: one network of 64 bits) may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// Requests a second in the long run; `None` for no limit.
    pub per_second: Option<NonZeroU32>,
    /// Requests at once after a pause.
    pub burst: NonZeroU32,
    /// Networks that may ask as often as they like.
    pub exempt: Vec<IpNet>,
}

/// What is logged of each request, besides its id, route, status and duration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// How a line looks.
    pub format: LogFormat,
    /// Whether the query's text is.
    pub queries: Logged,
    /// Whether the client's address is.
    pub addresses: Logged,
}

/// How a line of the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One JSON object.
    Json,
    /// For people.
    Text,
    /// Requests are not logged; what goes wrong is.
    Quiet,
}

/// Whether something personal is logged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Logged {
    /// It is not.
    #[default]
    No,
    /// It is.
    Yes,
}

/// Where it listens unless told.
pub const LISTEN: &str = "127.0.0.1:8787";

/// Bytes in a mebibyte.
const MEBIBYTE: u64 = 1024 * 1024;

impl Settings {
    /// What `layers` say, the first one having the last word.
    ///
    /// # Errors
    /// A value that means nothing, named by its key; no directory of an index.
    pub fn of(layers: impl IntoIterator<Item = Layer>) -> Result<Self, SettingsError> {
        let keys = layers.into_iter().reduce(Layer::or).unwrap_or_default().keys()?;
        let listen = keys.listen.as_deref().unwrap_or(LISTEN);
        let no_address = |_| SettingsError::value("listen", listen, "is no address with a port such as 127.0.0.1:8787");
        Ok(Self {
            listen: listen.parse().map_err(no_address)?,
            base_path: base_path(keys.base_path.as_deref().unwrap_or_default())?,
            public_address: address("public_address", keys.public_address.as_deref().unwrap_or_default())?,
            proxies: networks("proxies", keys.proxies.as_deref().unwrap_or_default())?,
            origins: origins(keys.origins.as_deref())?,
            embedders: addresses("embedders", keys.embedders.as_deref().unwrap_or_default())?,
            bounds: bounds(&keys)?,
            rate: rate(&keys)?,
            log: Log {
                format: keys.log.unwrap_or(LogFormat::Json),
                queries: logged(keys.log_queries),
                addresses: logged(keys.log_addresses),
            },
            name: keys.name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "Communiqués".to_owned()),
            index: keys.index.ok_or_else(|| SettingsError::value("index", "", "names no directory"))?,
        })
    }
}

fn bounds(keys: &Keys) -> Result<Bounds, SettingsError> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let seconds = |value: Option<u64>, default| Duration::from_secs(value.unwrap_or(default).max(1));
    let at_least_one = |key, value: Option<usize>, default: usize| match value {
        Some(0) => Err(SettingsError::value(key, "0", "has to be at least 1")),
        value => Ok(value.unwrap_or(default)),
    };
    Ok(Bounds {
        connections: at_least_one("connections", keys.connections, 1024)?,
        connections_of_one: at_least_one("connections_of_one", keys.connections_of_one, 128)?,
        threads: at_least_one("threads", keys.threads, cores)?,
        queue: at_least_one("queue", keys.queue, 256)?,
        memory: keys.memory_mb.unwrap_or(48).saturating_mul(MEBIBYTE),
        cache: keys.cache_mb.unwrap_or(32).saturating_mul(MEBIBYTE),
        head_timeout: seconds(keys.head_timeout, 10),
        request_timeout: seconds(keys.request_timeout, 5),
        idle_timeout: seconds(keys.idle_timeout, 60),
        stop_timeout: seconds(keys.stop_timeout, 10),
    })
}

fn rate(keys: &Keys) -> Result<Rate, SettingsError> {
    let exempt = keys.rate_exempt.clone().unwrap_or_else(|| ["127.0.0.0/8", "::1/128"].map(str::to_owned).to_vec());
    let burst = keys.rate_burst.unwrap_or(100);
    Ok(Rate {
        per_second: NonZeroU32::new(keys.rate_per_second.unwrap_or(20)),
        burst: NonZeroU32::new(burst).ok_or_else(|| SettingsError::value("rate_burst", "0", "has to be at least 1"))?,
        exempt: networks("rate_exempt", &exempt)?,
    })
}

fn logged(value: Option<bool>) -> Logged {
    if value == Some(true) { Logged::Yes } else { Logged::No }
}

fn base_path(value: &str) -> Result<String, SettingsError> {
    let path = value.trim_end_matches('/');
    let plain =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b));
    let sound = path.is_empty() || path.strip_prefix('/').is_some_and(|path| path.split('/').all(plain));
    let wrong = || SettingsError::value("base_path", value, "is no path such as /recherche");
    sound.then(|| path.to_owned()).ok_or_else(wrong)
}

/// An address with scheme and host alone, or nothing.
fn address(key: &'static str, value: &str) -> Result<String, SettingsError> {
    let address = value.trim_end_matches('/');
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let plain =
        |host: &str| !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b));
    let sound = address.is_empty() || host.is_some_and(plain);
    let wrong = || SettingsError::value(key, value, "is no address such as https://www.exemple.gouv.fr");
    sound.then(|| address.to_owned()).ok_or_else(wrong)
}

fn addresses(key: &'static str, values: &[String]) -> Result<Vec<String>, SettingsError> {
    values.iter().map(|value| address(key, value)).collect()
}

fn origins(values: Option<&[String]>) -> Result<Origins, SettingsError> {
    match values {
        None => Ok(Origins::Any),
        Some([any]) if any == "*" => Ok(Origins::Any),
        Some(values) => addresses("origins", values).map(Origins::These),
    }
}

fn networks(key: &'static str, values: &[String]) -> Result<Vec<IpNet>, SettingsError> {
    let network = |value: &String| {
        let one = || value.parse::<std::net::IpAddr>().map(IpNet::from);
        let wrong = |_| SettingsError::value(key, value, "is no network such as 10.0.0.0/8, and no address");
        value.parse::<IpNet>().or_else(|_| one()).map_err(wrong)
    };
    values.iter().map(network).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Settings, String> {
        let layer = Layer::from_toml(text).map_err(|error| error.to_string())?;
        Settings::of([layer, Layer::from_toml("index = 'i'").unwrap()]).map_err(|error| error.to_string())
    }

    #[test]
    fn the_first_layer_has_the_last_word() {
        let layer = |text: &str| Layer::from_toml(text).unwrap();
        let layers =
            [layer("listen = '0.0.0.0:1'"), layer("listen = '0.0.0.0:2'\nindex = 'i'\nname = 'Plans'\nthreads = 3")];
        let settings = Settings::of(layers).unwrap();
        assert_eq!(settings.listen.port(), 1);
        assert_eq!((settings.name.as_str(), settings.bounds.threads), ("Plans", 3));
    }

    #[test]
    fn mistakes_name_their_key() {
        let check = |text: &str, key: &str| {
            let error = of(text).unwrap_err();
            assert!(error.contains(key), "{error}");
        };
        check("listen = 'here'", "listen");
        check("lissten = 'x'", "lissten");
        check("threads = 0", "threads");
        check("base_path = 'x y'", "base_path");
        check("public_address = 'ftp://x'", "public_address");
        check("proxies = ['10.0.0.0/99']", "proxies");
        check("origins = ['x']", "origins");
        check("cache_mb = 'much'", "cache_mb");
    }

    #[test]
    fn addresses_and_networks_lose_what_says_nothing() {
        let settings =
            of("base_path = '/a/'\npublic_address = 'https://x.fr/'\nproxies = ['10.1.1.1', '::1']").unwrap();
        assert_eq!((settings.base_path.as_str(), settings.public_address.as_str()), ("/a", "https://x.fr"));
        assert_eq!(settings.proxies.len(), 2);
        assert_eq!(of("rate_per_second = 0").unwrap().rate.per_second, None);
    }
}
