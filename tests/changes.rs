//! Two hundred random changes of a folder: an index that is brought up to date answers as one that is made afresh.
//! What one change does to the report is told by other tests.

mod dice;
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use dice::Dice;
use index::{Answer, Collection, Copies, Explain, Mode, Request, Sort};
use indexer::{Config, Report, Silent};
use tempfile::TempDir;

/// Changes of one test.
const CHANGES: usize = 200;

/// No more changes than this come between two runs.
const MOST_AT_ONCE: usize = 10;

/// Files that the folder begins with.
const FILES: usize = 30;

/// Words that every archive has.
const COMMON: [&str; 24] = [
    "données",
    "ouvertes",
    "plan",
    "action",
    "transparence",
    "ministère",
    "publics",
    "publiques",
    "citoyens",
    "culture",
    "engagement",
    "élaboration",
    "rapport",
    "consultation",
    "gouvernement",
    "ouvert",
    "numérique",
    "santé",
    "budget",
    "justice",
    "réforme",
    "simplification",
    "partenariat",
    "calendrier",
];

/// Words that come and go with single documents: when the last one goes, they must be unknown again.
const RARE: [&str; 16] = [
    "hackathon",
    "dématérialisation",
    "anticorruption",
    "cybersécurité",
    "open data",
    "transfrontalier",
    "biodiversité",
    "souveraineté",
    "interopérabilité",
    "expérimentation",
    "archivage",
    "archives",
    "minerais",
    "licenciement",
    "cadastre",
    "cadastral",
];

/// What spells out an acronym, or links to a host.
const SPECIAL: [&str; 5] = [
    "le Partenariat pour un gouvernement ouvert (PGO)",
    "la Haute Autorité pour la transparence de la vie publique (HATVP)",
    "le PGO et la HATVP",
    "voir [le portail](https://www.data.gouv.fr/fr/)",
    "« mise en place du plan d’action »",
];

/// Asked after each run. Some are misspelt, some begin rare words, some ask for what is described.
const QUERIES: [&str; 40] = [
    "données ouvertes",
    "plan d'action transparence",
    "hackathon",
    "hackaton",
    "hackath*",
    "dematerialisation",
    "dématérialiser",
    "anticoruption",
    "cybersecurité budget",
    "\"open data\"",
    "transfrontaliers",
    "biodiversité~",
    "souverainté",
    "interoperabilite",
    "experimentation citoyens",
    "archivage",
    "archiv*",
    "minerais",
    "licenciment",
    "cadastre",
    "cadastral",
    "cadas*",
    "PGO",
    "\"partenariat pour un gouvernement ouvert\"",
    "gouvernement ouvert",
    "HATVP",
    "data.gouv.fr",
    "\"mise en place du plan\"",
    "données PROCHE/5 publiques",
    "\"données publiques\"~6",
    "titre:plan",
    "date:2016..2018",
    "année:2017 rapport",
    "ministère:culture",
    "étiquette:PGO",
    "type:rapport",
    "plan:2018-2020",
    "source:b/",
    "données -budget",
    "(cadastre OU minerais) ET plan",
];

/// A folder that changes, an index that follows, and how often it was changed.
struct Archive {
    home: TempDir,
    dice: Dice,
    /// Words that were written once each, in the order of their writing.
    unique: Vec<String>,
}

impl Archive {
    fn new(seed: u64) -> anyhow::Result<Self> {
        let mut archive = Self { home: TempDir::new()?, dice: Dice(seed), unique: Vec::new() };
        fs::create_dir_all(archive.root())?;
        for _ in 0..FILES {
            archive.create()?;
        }
        Ok(archive)
    }

    fn root(&self) -> PathBuf {
        self.home.path().join("sources")
    }

    fn files(&self) -> anyhow::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        let mut folders = vec![self.root()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() { folders.push(path) } else { files.push(path) }
            }
        }
        files.sort();
        Ok(files)
    }

    fn any_file(&mut self) -> anyhow::Result<Option<PathBuf>> {
        let files = self.files()?;
        Ok(self.dice.one_of(&files).cloned())
    }

    /// A path where something may already be.
    fn any_path(&mut self, ending: &str) -> anyhow::Result<PathBuf> {
        let folder = self.root().join(self.dice.one_of(&["", "a", "b", "b/c", "d é"]).copied().unwrap_or_default());
        fs::create_dir_all(&folder)?;
        Ok(folder.join(format!("{}.{ending}", self.dice.below(40))))
    }

    /// A word that stands nowhere else.
    fn unique(&mut self) -> String {
        let parts = ["ba", "cor", "di", "fran", "gé", "lu", "mo", "né", "po", "ri", "su", "tro", "va", "zé"];
        let begin: String = (0..4).filter_map(|_| self.dice.one_of(&parts)).copied().collect();
        let ending = self.dice.one_of(&["tion", "ment", "té", "s", "age"]).copied().unwrap_or_default();
        let word = begin + ending;
        self.unique.push(word.clone());
        word
    }

    /// Queries for words that were written last or long ago: as they are, begun, and misspelt.
    fn queries(&mut self) -> Vec<String> {
        let mut queries: Vec<String> = QUERIES.iter().map(|&query| query.to_owned()).collect();
        for _ in 0..12 {
            let Some(word) = self.dice.one_of(&self.unique).cloned() else { continue };
            let without_fourth: String = word.chars().enumerate().filter(|&(at, _)| at != 3).map(|(_, c)| c).collect();
            let begin: String = word.chars().take(5).collect();
            queries.extend([
                word,
                without_fourth,
                format!("plan {begin}"),
                format!("{begin}*"),
                format!("\"{begin}\""),
            ]);
        }
        queries
    }

    fn sentence(&mut self) -> String {
        let mut words: Vec<&str> =
            (0..4 + self.dice.below(12)).filter_map(|_| self.dice.one_of(&COMMON)).copied().collect();
        if self.dice.below(4) == 0 {
            words.extend(self.dice.one_of(&RARE));
        }
        if self.dice.below(6) == 0 {
            words.extend(self.dice.one_of(&SPECIAL));
        }
        let unique = if self.dice.below(5) == 0 { self.unique() } else { String::new() };
        words.join(" ") + " " + &unique + ".\n"
    }

    fn text(&mut self) -> String {
        (0..=self.dice.below(30)).map(|_| self.sentence() + "\n").collect()
    }

    fn markdown(&mut self) -> String {
        let mut text = String::from("---\n");
        let lines = [
            format!("title: Plan {}\n", self.sentence().trim_end_matches(".\n")),
            format!("date: 20{}-0{}-11\n", 15 + self.dice.below(5), 1 + self.dice.below(9)),
            "publisher: Ministère de la Culture\n".to_owned(),
            "tags: [PGO, étude]\n".to_owned(),
            "kind: rapport\n".to_owned(),
        ];
        text.extend(lines.into_iter().filter(|_| self.dice.below(2) == 0));
        format!("{text}---\n\n## Bilan du plan 2018-2020\n\n{}", self.text())
    }

    fn line(&mut self) -> String {
        // Some have the id of a file, or of another line.
        let folder = self.dice.one_of(&["", "b/", "ligne-"]).copied().unwrap_or_default();
        let ending = self.dice.one_of(&["", "", "", ".txt"]).copied().unwrap_or_default();
        let id = format!("{folder}{}{ending}", self.dice.below(40));
        let (title, text) = (self.sentence().trim_end().to_owned(), self.sentence().trim_end().to_owned());
        serde_json::json!({ "id": id, "title": title, "text": text, "date": "2017" }).to_string() + "\n"
    }

    fn content(&mut self, path: &Path) -> String {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("md") => self.markdown(),
            Some("jsonl") => (0..self.dice.below(12)).map(|_| self.line()).collect::<String>() + "no JSON\n",
            _ => self.text(),
        }
    }

    fn create(&mut self) -> anyhow::Result<()> {
        // Some differ from others in their ending alone.
        let ending = self.dice.one_of(&["md", "md", "txt", "text", "jsonl"]).copied().unwrap_or("md");
        let path = self.any_path(ending)?;
        self.write(&path)
    }

    fn write(&mut self, path: &Path) -> anyhow::Result<()> {
        let content = self.content(path);
        Ok(fs::write(path, content)?)
    }

    /// Makes one change; the folder may be without what it needs.
    fn change(&mut self) -> anyhow::Result<()> {
        let kind = self.dice.below(10);
        let Some(path) = self.any_file()? else { return self.create() };
        match kind {
            0 | 1 => self.create()?,
            2 => self.write(&path)?,
            3 | 4 => fs::remove_file(&path)?,
            5 => self.rename(&path)?,
            6 => self.touch(&path)?,
            7 => self.duplicate(&path)?,
            8 => self.grow_or_shrink(&path)?,
            _ => self.swap(&path)?,
        }
        Ok(())
    }

    fn rename(&mut self, path: &Path) -> anyhow::Result<()> {
        let to = self.any_path(&ending(path))?;
        Ok(fs::rename(path, to)?)
    }

    fn touch(&mut self, path: &Path) -> anyhow::Result<()> {
        let seconds = 1_400_000_000 + self.dice.below(100_000_000) as u64;
        Ok(fs::File::options()
            .append(true)
            .open(path)?
            .set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))?)
    }

    fn duplicate(&mut self, path: &Path) -> anyhow::Result<()> {
        let to = self.any_path(&ending(path))?;
        if to != path {
            fs::copy(path, to)?;
        }
        Ok(())
    }

    fn grow_or_shrink(&mut self, path: &Path) -> anyhow::Result<()> {
        let text = fs::read_to_string(path)?;
        let lines = text.lines().count();
        let kept: String = text.split_inclusive('\n').take(self.dice.below(lines * 2)).collect();
        let added = match ending(path).as_str() {
            "jsonl" if kept.len() == text.len() => self.line(),
            _ if kept.len() == text.len() => self.sentence(),
            _ => String::new(),
        };
        Ok(fs::write(path, kept + &added)?)
    }

    /// Another text of the same length and time, as editors and copies leave them.
    fn swap(&mut self, path: &Path) -> anyhow::Result<()> {
        let text = fs::read_to_string(path)?;
        Ok(fs::write(path, text.replace("plan", "pain").replace("budget", "cadres"))?)
    }

    fn index(&self, name: &str, mode: Mode) -> anyhow::Result<(Report, Collection)> {
        let index = self.home.path().join(name);
        let report = indexer::run(&Config { mode, jobs: 2, ..Config::new(vec![self.root()], index.clone()) }, &Silent)?;
        Ok((report, Collection::open(&index)?))
    }
}

fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().into_owned()
}

fn ask(collection: &Collection, query: &str, (sort, copies): (Sort, Copies)) -> anyhow::Result<Answer> {
    let request = Request {
        query: query.to_owned(),
        limit: 50,
        sort,
        passages: 3,
        explain: Explain::Yes,
        copies,
        ..Request::default()
    };
    let mut answer = index::search(collection, &request)?;
    answer.took = Duration::ZERO;
    answer.index.version.clear();
    answer.index.built.clear();
    Ok(answer)
}

/// Checks that both answer each query alike, in an order and a grouping that change from one round to the next.
fn check_alike(updated: &Collection, afresh: &Collection, queries: &[String], round: usize) -> anyhow::Result<()> {
    let figures = |c: &Collection| (c.documents, c.passages, c.words);
    assert_eq!(figures(updated), figures(afresh));
    let ways = [(Sort::Relevance, Copies::Once), (Sort::Relevance, Copies::Each), (Sort::Newest, Copies::Once)];
    for (query, way) in queries.iter().zip(ways.into_iter().cycle().skip(round % ways.len())) {
        let (updated, afresh) = (ask(updated, query, way)?, ask(afresh, query, way)?);
        assert_eq!(updated, afresh, "{query}");
    }
    Ok(())
}

/// Plays the changes of one seed.
fn play(seed: u64) -> anyhow::Result<()> {
    let mut archive = Archive::new(seed)?;
    archive.index("updated", Mode::Update)?;
    let mut changes = 0;
    while changes < CHANGES {
        for _ in 0..=archive.dice.below(MOST_AT_ONCE) {
            archive.change()?;
            changes += 1;
        }
        let (report, updated) = archive.index("updated", Mode::Update)?;
        let (report_afresh, afresh) = archive.index("afresh", Mode::Full)?;
        assert_eq!(report.defects, report_afresh.defects);
        check_alike(&updated, &afresh, &archive.queries(), changes)?;
    }
    Ok(())
}

#[test]
fn two_hundred_changes_leave_the_index_that_is_made_afresh() -> anyhow::Result<()> {
    play(3)
}

#[test]
fn other_changes_do_too() -> anyhow::Result<()> {
    play(18)
}
