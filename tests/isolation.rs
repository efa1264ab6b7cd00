//! Files made to take a run down: they end as defects, in child processes, and leave nothing behind.
//! What sound PDFs give is tested elsewhere.

mod program;

use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use indexer::{Defect, Format, Limits, Workers};
use program::Program;

/// A PDF of one page with these objects; the first of them is the page's content. Its table of objects is left out: it
/// is looked for.
fn pdf(objects: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
        2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
        3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources \
        <</XObject<</A 5 0 R>>/Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>> endobj\n"
        .to_vec();
    for (number, (keys, stream)) in (4..).zip(objects) {
        let head = format!("{number} 0 obj <<{keys}/Length {}>> stream\n", stream.len());
        file.extend([head.as_bytes(), stream, b"\nendstream endobj\n"].concat());
    }
    file.extend(b"trailer <</Root 1 0 R>>\n%%EOF\n");
    file
}

/// A page of one line.
fn sound(text: &str) -> Vec<u8> {
    pdf(&[("", format!("BT /F 12 Tf 72 700 Td ({text}) Tj ET").as_bytes())])
}

/// Forms that paint one another a thousand times, some levels deep: billions of letters.
fn endless() -> Vec<u8> {
    let again = b"/A Do\n".repeat(1000);
    let level = |next: u32| {
        format!(
            "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</A {next} 0 R>>/Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
        )
    };
    let levels = [level(6), level(7), level(8), level(9)];
    let mut objects: Vec<(&str, &[u8])> = vec![("", &again)];
    objects.extend(levels.iter().map(|keys| (keys.as_str(), again.as_slice())));
    objects.push(("/Type/XObject/Subtype/Form/BBox[0 0 595 842]", b"BT /F 12 Tf (sans fin) Tj ET"));
    pdf(&objects)
}

/// Run lengths: two bytes stand for 128, so eight megabytes for half a gigabyte of spaces.
fn swelling() -> Vec<u8> {
    pdf(&[("/Filter/RunLengthDecode", &[129, b' '].repeat(4 << 20))])
}

/// Arrays in arrays, without an end.
fn deep() -> Vec<u8> {
    let mut file = sound("fond");
    let brackets = [b"10 0 obj ".to_vec(), b"[".repeat(2_000_000), b"endobj\n".to_vec()].concat();
    let at = file.len() - "trailer <</Root 1 0 R>>\n%%EOF\n".len();
    file.splice(at..at, brackets);
    file
}

fn workers(limits: Limits) -> Workers {
    Workers::new(Some(env!("CARGO_BIN_EXE_communiques").into()), limits)
}

fn told(read: Result<indexer::Reading, Defect>) -> String {
    read.map_or_else(|defect| defect.message, |reading| format!("{} defects", reading.defects.len()))
}

#[test]
fn a_file_without_end_is_stopped_and_the_next_one_is_read() -> anyhow::Result<()> {
    let workers = workers(Limits { time: Duration::from_secs(1), ..Limits::default() });
    let message = told(workers.read(Format::Pdf, "sans-fin", &endless()));
    assert!(message.starts_with("takes longer than 1 s to read"), "{message}");
    let reading = workers.read(Format::Pdf, "suite", &sound("La suite est lue."))?;
    let text = reading.document.sections.first().and_then(|section| section.paragraphs.first());
    assert_eq!(text.or(reading.document.title.as_ref()).context("there is text")?.text, "La suite est lue.");
    Ok(())
}

#[test]
fn a_file_that_swells_is_stopped_by_its_bound_of_memory() {
    let workers = workers(Limits { memory_bytes: 300 << 20, ..Limits::default() });
    let message = told(workers.read(Format::Pdf, "enfle", &swelling()));
    assert!(message.starts_with("needs more than 300 MB of memory"), "{message}");
}

#[test]
fn deep_nesting_takes_nothing_down() {
    let workers = workers(Limits::default());
    let message = told(workers.read(Format::Pdf, "profond", &deep()));
    assert!(message.contains("makes its reader fail") || message.contains("defects"), "{message}");
    assert_eq!(told(workers.read(Format::Pdf, "suite", &sound("La suite est lue."))), "0 defects");
}

#[test]
fn a_run_names_the_bad_files_indexes_the_good_and_leaves_nothing() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/bon.md", "Un texte.\n")?;
    std::fs::write(program.path("plans/plan.pdf"), sound("Les plans sont publics."))?;
    std::fs::write(program.path("plans/profond.pdf"), deep())?;
    std::fs::write(program.path("plans/faux.pdf"), b"%PDF-1.7 et rien")?;
    std::fs::create_dir(program.path("temporaire"))?;
    let mut command = program.command(&["index", "plans"]);
    command.env("TMPDIR", program.path("temporaire"));
    let output = command.output()?;
    let err = String::from_utf8(output.stderr)?;
    assert_eq!(output.status.code(), Some(0), "{err}");
    assert!(err.contains("faux.pdf: is damaged, or no PDF"), "{err}");
    assert_eq!(std::fs::read_dir(program.path("temporaire"))?.count(), 0);
    assert_eq!(working_in(&program.path("")), 0, "a child process is left");
    let found = program.run(&["search", "publics", "-l"])?;
    assert!(found.out.contains("plan"), "{found:?}");
    Ok(())
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_is_killed_leaves_no_process() -> anyhow::Result<()> {
    let program = Program::new()?;
    std::fs::create_dir(program.path("plans"))?;
    std::fs::write(program.path("plans/sans-fin.pdf"), endless())?;
    let mut run = program.command(&["index", "plans"]).spawn()?;
    let waits = |expected: usize| {
        (0..500).any(|_| {
            std::thread::sleep(Duration::from_millis(20));
            working_in(&program.path("")) == expected
        })
    };
    assert!(waits(2), "the run has started a process");
    run.kill()?;
    run.wait()?;
    assert!(waits(0), "the process has ended with the run");
    Ok(())
}

/// How many processes work in `folder`, where the system tells.
fn working_in(folder: &Path) -> usize {
    let Ok(processes) = std::fs::read_dir("/proc") else { return 0 };
    let places = processes.flatten().filter_map(|process| std::fs::read_link(process.path().join("cwd")).ok());
    places.filter(|place| Some(place.as_path()) == folder.canonicalize().ok().as_deref()).count()
}
