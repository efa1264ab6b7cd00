//! Text whose only mark-up may be a few tags of HTML, as exports hold it: its paragraphs, without the tags.
//! Line feeds part paragraphs; nothing is read as Markdown.

use index::Paragraph;

use super::html;
use super::masked::{Masked, Veil};
use crate::line::Line;

/// The paragraphs of a text, their lines counted from 1.
pub(crate) fn paragraphs(source: &str) -> Vec<Paragraph> {
    let ranges = html::ranges(source);
    let mut masked = Masked::new(source);
    html::mask(&mut masked, source, &ranges);
    let mut links = std::mem::take(&mut masked.links).into_iter().peekable();
    let mut found = Vec::new();
    let mut line = Line::default();
    let mut number = 1;
    for (place, c) in source.char_indices() {
        while let Some((_, host)) = links.next_if(|(start, _)| *start <= place) {
            line.paragraph.links.push(host);
        }
        match masked.veil(place) {
            _ if c == '\n' => {
                end(&mut line, &mut found);
                number += 1;
            }
            None => line.push(c, number),
            Some(Veil::Nothing) => {}
            Some(Veil::Space) => line.push(' ', number),
            Some(Veil::Break) => end(&mut line, &mut found),
        }
    }
    end(&mut line, &mut found);
    found
}

fn end(line: &mut Line, found: &mut Vec<Paragraph>) {
    let Line { mut paragraph, .. } = std::mem::take(line).trimmed();
    if !paragraph.text.is_empty() {
        paragraph.links.sort_unstable();
        paragraph.links.dedup();
        found.push(paragraph);
    }
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    fn check(source: &str, expected: &[(&str, u32)]) {
        let found = paragraphs(source);
        let found: Vec<_> = found.iter().map(|found| (found.text.as_str(), found.lines[0].line)).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn tags_are_no_text_and_blocks_are_paragraphs() {
        check("le 2<sup>e</sup> plan", &[("le 2e plan", 1)]);
        check(
            "<p>Un <b>plan</b>.</p><P class=\"x\">L'<i>État</i><br/>agit.</P>",
            &[("Un plan.", 1), ("L'État agit.", 1)],
        );
        check(
            "Un\n\n<span style='a>b'>deux</span><!-- non -->\n<script>x</script>trois",
            &[("Un", 1), ("deux", 3), ("trois", 4)],
        );
    }

    #[test]
    fn links_give_their_hosts() {
        let found = paragraphs("Un.\nVoir <a href=\"https://www.a.fr/b\">ici</a>.");
        assert_eq!((found[1].text.as_str(), &found[1].links[..]), ("Voir ici.", &["www.a.fr".to_owned()][..]));
    }

    #[test]
    fn what_only_looks_like_a_tag_is_text() {
        for text in
            ["si a < b et c > d", "a <b et c> d", "x<y>z", "<!-- jamais fermé", "<p", "Dupont <a.dupont@b.fr>", "<3"]
        {
            check(text, &[(text, 1)]);
        }
    }

    #[test]
    fn many_openings_take_no_time_without_bound() {
        for opening in ["<", "<!--", "<a ", "<x ", "<a =\"", "</"] {
            let text = opening.repeat(200_000) + ">";
            assert!(paragraphs(&text).len() <= 1, "{opening}");
        }
    }
}
