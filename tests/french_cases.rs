//! What must find what in French: each case is a document of its own, indexed and searched by the program.
//! How well families of words hold together is measured by `communiques french`.

mod program;

use anyhow::Context;
use program::{Program, shared};

struct Case {
    text: String,
    query: String,
    expect: String,
    why: String,
}

fn cases(table: &str) -> anyhow::Result<Vec<Case>> {
    let lines = table.lines().skip(1).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().with_context(|| format!("a cell is missing: {line}"));
            Ok(Case {
                text: decoded(cell()?)?,
                query: decoded(cell()?)?,
                expect: cell()?.to_owned(),
                why: cell()?.to_owned(),
            })
        })
        .collect()
}

/// `text` with each `\uXXXX` made the character that it names.
fn decoded(text: &str) -> anyhow::Result<String> {
    let mut parts = text.split("\\u");
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_at_checked(4).with_context(|| format!("four digits expected: {text}"))?;
        decoded.push(char::from_u32(u32::from_str_radix(digits, 16)?).context("no character")?);
        decoded.push_str(rest);
    }
    Ok(decoded)
}

/// The failure of a case, if it fails.
fn failure(program: &Program, number: usize, case: &Case) -> anyhow::Result<Option<String>> {
    let folder = format!("case-{number}");
    program.write(&format!("{folder}/text.md"), &case.text)?;
    let run = program.run(&["search", "--json", "--in", &folder, "--", &case.query])?;
    let expected = if case.expect == "match" { Some(0) } else { Some(1) };
    let Case { text, query, expect, why } = case;
    let failed = run.code != expected;
    Ok(failed.then(|| format!("{query} in {text}: {expect} ({why}), but {:?} {}{}", run.code, run.out, run.err)))
}

#[test]
fn each_case_holds() -> anyhow::Result<()> {
    let Some(table) = shared("french/cases.tsv")? else { return Ok(()) };
    let program = Program::new()?;
    let mut failures = Vec::new();
    for (number, case) in cases(&table)?.iter().enumerate() {
        failures.extend(failure(&program, number, case)?);
    }
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
    Ok(())
}

#[test]
fn families_hold_together_and_false_friends_stay_apart() -> anyhow::Result<()> {
    let (Some(families), Some(friends)) = (shared("french/families.txt")?, shared("french/false-friends.txt")?) else {
        return Ok(());
    };
    let program = Program::new()?;
    program.write("families.txt", &families)?;
    program.write("friends.txt", &friends)?;
    let run = program.run(&["french", "families.txt", "friends.txt"])?;
    let percent = |begin: &str| -> anyhow::Result<f64> {
        let line = run.out.lines().find_map(|line| line.strip_prefix(begin)).context(begin.to_owned())?;
        Ok(line.split_whitespace().next().unwrap_or_default().parse()?)
    };
    assert!(percent("families:")? >= 95.0, "{}", run.out);
    assert!(percent("families, typed without accents:")? >= 95.0, "{}", run.out);
    assert!(percent("false friends:")? <= 10.0, "{}", run.out);
    Ok(())
}
