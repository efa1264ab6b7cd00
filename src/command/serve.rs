//! `communiques serve`: brings the index up to date with the paths given, then serves it until a signal ends it.
//! Settings come from a file, the environment and options; how it serves is the server's business.

mod follow;
mod options;

use std::io::Write;
use std::sync::Once;

use anyhow::Context;
use indexer::Config;
use sd_notify::NotifyState;
use search_server::settings::{Layer, Settings};
use search_server::{Server, listen};

use crate::command::index::{tell_defects, threads, with_bar, worker};
use crate::output::{Outcome, counted, results, tell};
use crate::place;
use crate::signal;

pub(crate) use options::Arguments;

/// Serves until Ctrl-C or SIGTERM.
///
/// # Errors
/// Settings that mean nothing, a path that cannot be indexed, an index that cannot be read, a port that is taken.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let settings = settings(arguments)?;
    // Told before the paths are read, which may take long; clients find the port open once they can be answered.
    drop(listen(settings.listen)?);
    let config = config(arguments, &settings)?;
    if let Some(config) = &config {
        bring_up_to_date(config)?;
    }
    let server = Server::open(settings.clone(), listen(settings.listen)?)?;
    signal::hear()?;
    let mut out = results();
    writeln!(out, "{}", server.introduction())?;
    out.flush()?;
    tell_system(NotifyState::Ready);
    let told = Once::new();
    // Told when the signal comes, not when the last request is answered: until then nothing new is to be expected of it.
    let is_stopped = || {
        let is_stopped = signal::is_stopped();
        if is_stopped {
            told.call_once(|| tell_system(NotifyState::Stopping));
        }
        is_stopped
    };
    std::thread::scope(|scope| {
        let followed = config.filter(|_| arguments.watch).map(|config| scope.spawn(move || follow::follow(&config)));
        let served = server.run(&is_stopped);
        signal::stop();
        followed.into_iter().for_each(|thread| drop(thread.join()));
        served
    })?;
    Ok(Outcome::Found)
}

/// Tells systemd, where that started the server and waits to be told.
fn tell_system(state: NotifyState) {
    // Nobody who waits is nobody to tell.
    let _not_told = sd_notify::notify(&[state]);
}

/// What the file, the environment and the options say, the last having the last word.
fn settings(arguments: &Arguments) -> anyhow::Result<Settings> {
    let variables =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let mut layers = vec![arguments.settings.layer(), Layer::from_environment(variables)?];
    if let Some(path) = &arguments.config {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        layers.push(Layer::from_toml(&text).with_context(|| path.display().to_string())?);
    }
    if let Ok(dir) = place::default_dir() {
        let mut default = Layer::default();
        default.set("index", Some(dir.to_string_lossy().into_owned()));
        layers.push(default);
    }
    Ok(Settings::of(layers)?)
}

/// How the paths are indexed; `None` where there are none.
fn config(arguments: &Arguments, settings: &Settings) -> anyhow::Result<Option<Config>> {
    if arguments.paths.is_empty() {
        return Ok(None);
    }
    let config = Config {
        jobs: threads(None),
        worker: worker(),
        ..Config::new(arguments.paths.clone(), settings.index.clone())
    };
    Ok(Some(Config { exclude: arguments.exclude.clone(), limits: arguments.limits.limits(), ..config }))
}

fn bring_up_to_date(config: &Config) -> anyhow::Result<()> {
    let report = with_bar(config)?;
    tell_defects(&report.defects);
    let (indexed, documents) = (counted(report.indexed, "source"), counted(report.documents, "document"));
    tell(format_args!("{indexed} indexed, {documents}, in {:.1} s", report.seconds));
    Ok(())
}
