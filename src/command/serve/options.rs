//! The options of `serve`. Each setting has an option, a key in the file and a variable of the same name.

use std::path::PathBuf;

use clap::Args;
use search_server::settings::Layer;

use crate::limits::LimitArguments;

/// Serve the index over HTTP: pages for people, an API for programs; with paths, bring it up to date with them first
///
/// Every setting can also stand in the file that --config names, under its key (`--base-path` is `base_path`), or in an
/// environment variable (`COMMUNIQUES_BASE_PATH`). Options have the last word, then the environment.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Files and folders to index first
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Then follow what changes below the paths
    #[arg(long, requires = "paths")]
    pub(super) watch: bool,
    /// Leave out what this pattern names, as a line of a .gitignore at each path would; may be given many times
    #[arg(long, value_name = "PATTERN")]
    pub(super) exclude: Vec<String>,
    /// File with settings (TOML)
    #[arg(long, value_name = "FILE", env = "COMMUNIQUES_CONFIG")]
    pub(super) config: Option<PathBuf>,
    #[command(flatten)]
    pub(super) settings: Settings,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

/// What the server is told.
#[derive(Debug, Args)]
#[command(next_help_heading = "Settings")]
pub(super) struct Settings {
    /// Directory of the index [default: communiques/index in the user's data directory]
    #[arg(long, value_name = "DIR")]
    index: Option<PathBuf>,
    /// Where to listen [default: 127.0.0.1:8787]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// Path below which everything is served, such as /recherche
    #[arg(long, value_name = "PATH")]
    base_path: Option<String>,
    /// Scheme and host for absolute links, such as `https://communiques.exemple.gouv.fr`
    #[arg(long, value_name = "ADDRESS")]
    public_address: Option<String>,
    /// Name of the service, on every page [default: Communiqués]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Network or address of a proxy whose X-Forwarded-For is believed; may be given many times
    #[arg(long, value_name = "NETWORK")]
    proxies: Vec<String>,
    /// Site whose scripts may read answers; may be given many times [default: all]
    #[arg(long, value_name = "ORIGIN")]
    origins: Vec<String>,
    /// Site that may embed the frame of the search box; may be given many times
    #[arg(long, value_name = "ORIGIN")]
    embedders: Vec<String>,
    /// Connections open at the same time [default: 1024]
    #[arg(long, value_name = "N")]
    connections: Option<u32>,
    /// Of these, connections of one address that is no proxy and not exempt [default: 128]
    #[arg(long, value_name = "N")]
    connections_of_one: Option<u32>,
    /// Searches at the same time [default: one for each core]
    #[arg(long, value_name = "N")]
    threads: Option<u32>,
    /// Searches that may wait [default: 256]
    #[arg(long, value_name = "N")]
    queue: Option<u32>,
    /// Mebibytes of answers to keep; 0 for none [default: 32]
    #[arg(long, value_name = "N")]
    cache_mb: Option<u32>,
    /// Mebibytes for what searches have in common, such as where words are found [default: 48]
    #[arg(long, value_name = "N")]
    memory_mb: Option<u32>,
    /// Seconds for the head of a request to arrive [default: 10]
    #[arg(long, value_name = "SECONDS")]
    head_timeout: Option<u32>,
    /// Seconds for a request to be answered [default: 5]
    #[arg(long, value_name = "SECONDS")]
    request_timeout: Option<u32>,
    /// Seconds after which a connection without a request is closed [default: 60]
    #[arg(long, value_name = "SECONDS")]
    idle_timeout: Option<u32>,
    /// Seconds that running requests are waited for at the end [default: 10]
    #[arg(long, value_name = "SECONDS")]
    stop_timeout: Option<u32>,
    /// Requests a second that one address may make in the long run; 0 for no limit [default: 20]
    #[arg(long, value_name = "N")]
    rate_per_second: Option<u32>,
    /// Requests that it may make at once after a pause [default: 100]
    #[arg(long, value_name = "N")]
    rate_burst: Option<u32>,
    /// Network without that limit; may be given many times [default: this machine]
    #[arg(long, value_name = "NETWORK")]
    rate_exempt: Vec<String>,
    /// How requests are logged: json, text, quiet [default: json]
    #[arg(long, value_name = "FORMAT")]
    log: Option<String>,
    /// Log what was searched for
    #[arg(long)]
    log_queries: bool,
    /// Log who searched
    #[arg(long)]
    log_addresses: bool,
}

impl Settings {
    /// What the options say.
    pub(super) fn layer(&self) -> Layer {
        let mut layer = Layer::default();
        layer.set("index", self.index.as_ref().map(|path| path.to_string_lossy().into_owned()));
        let texts = [
            ("listen", &self.listen),
            ("base_path", &self.base_path),
            ("public_address", &self.public_address),
            ("name", &self.name),
            ("log", &self.log),
        ];
        texts.into_iter().for_each(|(key, value)| layer.set(key, value.clone()));
        let lists = [
            ("proxies", &self.proxies),
            ("origins", &self.origins),
            ("embedders", &self.embedders),
            ("rate_exempt", &self.rate_exempt),
        ];
        lists.into_iter().for_each(|(key, list)| layer.set(key, (!list.is_empty()).then(|| list.clone())));
        let numbers = [
            ("connections", self.connections),
            ("connections_of_one", self.connections_of_one),
            ("threads", self.threads),
            ("queue", self.queue),
            ("cache_mb", self.cache_mb),
            ("memory_mb", self.memory_mb),
            ("head_timeout", self.head_timeout),
            ("request_timeout", self.request_timeout),
            ("idle_timeout", self.idle_timeout),
            ("stop_timeout", self.stop_timeout),
            ("rate_per_second", self.rate_per_second),
            ("rate_burst", self.rate_burst),
        ];
        numbers.into_iter().for_each(|(key, number)| layer.set(key, number));
        let told = [("log_queries", self.log_queries), ("log_addresses", self.log_addresses)];
        told.into_iter().for_each(|(key, told)| layer.set(key, told.then_some(true)));
        layer
    }
}
