//! The shape of answers, as the API publishes it.

use std::time::Duration;

use super::*;

#[test]
fn highlights_count_characters_and_marks_are_the_only_mark_up() {
    let text = "l'été <b>des données";
    let ranges = [(2, 7), (15, 23)];
    assert_eq!(in_characters(text, &ranges), [[2, 5], [13, 20]]);
    assert_eq!(html(text, &ranges), "l&#39;<mark>été</mark> &lt;b&gt;des <mark>données</mark>");
    let numbered = "l&#39;<mark id=\"m4\">été</mark> &lt;b&gt;des <mark id=\"m5\">données</mark>";
    assert_eq!(html_with_ids(text, &ranges, 4), numbered);
}

/// An answer of one document with one passage.
fn found() -> index::Answer {
    let excerpt = index::Excerpt {
        anchor: "p1".into(),
        heading: vec!["Titre".into()],
        line: 23,
        text: "données".into(),
        highlights: vec![(0, 8)],
        language: None,
    };
    let hit = index::Hit {
        id: "a".into(),
        title: "A".into(),
        title_highlights: Vec::new(),
        about: About::default(),
        score: 1.5,
        passages_found: 1,
        passages: vec![excerpt],
        also_at: Vec::new(),
        explanation: Vec::new(),
    };
    let year = index::ValueCount { value: "2021".into(), count: 1, is_chosen: false };
    index::Answer {
        query: "données".into(),
        understood: "données".into(),
        hints: Vec::new(),
        amendments: Vec::new(),
        did_you_mean: None,
        without_filters: None,
        total: 1,
        passages: 1,
        took: Duration::from_nanos(600_400),
        index: index::IndexInfo { version: "1.2".into(), documents: 5, built: "2026-11-20T18:00:00Z".into() },
        hits: vec![hit],
        facets: vec![FacetCounts { facet: Facet::Year, values: vec![year] }],
    }
}

#[test]
fn an_answer_has_the_published_shape() -> Result<(), serde_json::Error> {
    let expected = serde_json::json!({
        "query": "données", "understood": "données", "hints": [], "total": 1, "passages": 1, "took_ms": 0.6,
        "index": { "version": "1.2", "documents": 5, "built": "2026-11-20T18:00:00Z" },
        "hits": [ { "id": "a", "title": "A", "date": null, "date_precision": null, "publisher": null, "kind": null,
                    "plan": [], "url": null, "score": 1.5,
                    "passages": [ { "anchor": "p1", "heading": ["Titre"], "line": 23, "text": "données",
                                    "highlights": [[0, 7]], "html": "<mark>données</mark>" } ] } ],
        "facets": { "publisher": [], "kind": [], "plan": [], "year": [{ "value": "2021", "count": 1 }] }
    });
    assert_eq!(serde_json::to_value(answer(&found()))?, expected);
    Ok(())
}
