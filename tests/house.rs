//! The house rules that a machine can check: which way data flows, how files begin and how long they are.
//! What the rules are for stands in ARCHITECTURE.md.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// The folders with code, in the order in which data flows.
const CODE: [&str; 4] = ["index/src", "indexer/src", "search-server/src", "src"];

/// No file of the program is longer, in lines.
const LONGEST_FILE: usize = 300;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            rust_files(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(())
}

fn code() -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    CODE.iter().try_for_each(|folder| rust_files(&root().join(folder), &mut found))?;
    Ok(found)
}

#[test]
fn every_file_says_what_it_is() -> anyhow::Result<()> {
    let mut files = code()?;
    rust_files(&root().join("tests"), &mut files)?;
    for file in files {
        let first = fs::read_to_string(&file)?.lines().next().unwrap_or_default().to_owned();
        assert!(first.starts_with("//! "), "{}: {first:?}", file.display());
    }
    Ok(())
}

#[test]
fn no_file_is_too_long() -> anyhow::Result<()> {
    for file in code()? {
        let lines = fs::read_to_string(&file)?.lines().count();
        assert!(lines < LONGEST_FILE, "{}: {lines} lines", file.display());
    }
    Ok(())
}

/// The modules that a crate's root lists, in its order; those of tests are left out.
fn modules(text: &str) -> Vec<&str> {
    let mut modules = Vec::new();
    let mut before = "";
    for line in text.lines() {
        let declared = line.trim_start_matches("pub(crate) ").trim_start_matches("pub ").strip_prefix("mod ");
        let declared = declared.and_then(|rest| rest.strip_suffix(';')).filter(|_| before != "#[cfg(test)]");
        modules.extend(declared);
        before = line;
    }
    modules
}

/// The first names of the paths from the crate's root in `text`, its tests left out.
fn used(text: &str) -> Vec<&str> {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = code.flat_map(|line| line.split("crate::").skip(1));
    let name = |path: &'_ str| path.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(path.len());
    paths
        .flat_map(|path| match path.strip_prefix('{') {
            Some(list) => list.split([',', '}']).map(str::trim).map(|path| &path[..name(path)]).collect(),
            None => vec![&path[..name(path)]],
        })
        .collect()
}

/// Checks that each module of the crate in `folder` uses only those above it in the crate's root file.
fn check_order(folder: &str, root_file: &str) -> anyhow::Result<()> {
    let folder = root().join(folder);
    let text = fs::read_to_string(folder.join(root_file))?;
    let modules = modules(&text);
    for (place, module) in modules.iter().enumerate() {
        let mut files = vec![folder.join(format!("{module}.rs"))];
        if folder.join(module).is_dir() {
            rust_files(&folder.join(module), &mut files)?;
        }
        for file in files {
            let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            let below = modules.get(place + 1..).unwrap_or_default();
            let wrong: Vec<_> = used(&text).into_iter().filter(|name| below.contains(name)).collect();
            assert!(wrong.is_empty(), "{} uses {wrong:?}, which stand below {module}", file.display());
        }
    }
    Ok(())
}

#[test]
fn modules_use_only_those_above_them() -> anyhow::Result<()> {
    check_order("index/src", "lib.rs")?;
    check_order("indexer/src", "lib.rs")?;
    check_order("search-server/src", "lib.rs")?;
    check_order("src", "main.rs")
}

#[test]
fn the_engine_knows_no_format_no_server_and_no_command_line() -> anyhow::Result<()> {
    let manifest = fs::read_to_string(root().join("index/Cargo.toml"))?;
    for stranger in ["indexer", "search-server", "clap", "warp", "pulldown-cmark", "serde-saphyr", "quick-xml"] {
        let depends = manifest.lines().any(|line| line.starts_with(&format!("{stranger}.")));
        assert!(!depends, "index depends on {stranger}");
    }
    Ok(())
}
