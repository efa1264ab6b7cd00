//! Tests that a browser runs: node is told where the server is, and what it says is what the test says.
//! What is expected of pages stands in `tests/browser`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The names under which browsers are installed.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// Runs the suites of a folder of `tests/browser` with these environment variables. Where this machine has no node, npm or
/// chromium, that is said on stderr, and is a failure only where all tests have to run.
pub(crate) fn run(name: &str, variables: &[(&str, &str)]) -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    if !["node", "npm"].into_iter().all(is_installed) || !BROWSERS.into_iter().any(is_installed) {
        anyhow::ensure!(std::env::var_os("CI").is_none(), "install node, npm and chromium");
        writeln!(std::io::stderr(), "skipped: the browser tests of {name} need node, npm and chromium")?;
        return Ok(());
    }
    if !folder.join("node_modules").exists() {
        let installed = Command::new("npm").arg("ci").current_dir(&folder).stdout(Stdio::null()).status()?;
        anyhow::ensure!(installed.success(), "npm ci failed in {}", folder.display());
    }
    let output = Command::new("node")
        .args(["--test", "--test-timeout=300000"])
        .args(suites(&folder.join(name))?)
        .envs(variables.iter().copied())
        .current_dir(&folder)
        .output()?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    Ok(())
}

fn suites(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let paths = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut suites = paths.collect::<anyhow::Result<Vec<_>>>()?;
    suites.retain(|path| path.to_string_lossy().ends_with(".test.js"));
    suites.sort();
    Ok(suites)
}

fn is_installed(program: &str) -> bool {
    let version = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    version.is_ok_and(|status| status.success())
}
