//! Relations of the parts of an Office Open XML package: which part, or which address, an identifier stands for.
//! The kinds of relations have two sets of names, transitional and strict, which end alike.

use std::collections::HashMap;

use super::opened::Opened;
use crate::defect::Defect;
use crate::extract::xml::{Inside, Tag, Visitor};

/// What a part refers to.
#[derive(Debug, Default)]
pub(super) struct Relations {
    folder: String,
    targets: HashMap<String, Target>,
}

#[derive(Debug)]
struct Target {
    kind: String,
    address: String,
}

impl Relations {
    /// Reads what the part at `path` refers to, the empty path standing for the package itself.
    ///
    /// Empty where it refers to nothing. Fails as [`Opened::read`] does.
    pub(super) fn of(file: &mut Opened<'_>, path: &str) -> Result<Self, Defect> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let slash = if folder.is_empty() { "" } else { "/" };
        let mut relations = Self { folder: folder.to_owned(), targets: HashMap::new() };
        file.read(&format!("{folder}{slash}_rels/{name}.rels"), &mut relations)?;
        Ok(relations)
    }

    /// The path of the part that `id` stands for.
    pub(super) fn part(&self, id: &str) -> Option<String> {
        self.targets.get(id).map(|target| self.path(&target.address))
    }

    /// The path of the first part of that kind, in the order of the identifiers.
    pub(super) fn part_of_kind(&self, kind: &str) -> Option<String> {
        self.parts_of_kind(kind).into_iter().next().map(|(_, path)| path)
    }

    /// The identifiers and paths of all parts of that kind, in the order of the identifiers.
    pub(super) fn parts_of_kind(&self, kind: &str) -> Vec<(String, String)> {
        let of_kind = self.targets.iter().filter(|(_, target)| target.kind == kind);
        let mut found: Vec<_> = of_kind.map(|(id, target)| (id.clone(), self.path(&target.address))).collect();
        found.sort();
        found
    }

    /// The address that `id` stands for, as it is written.
    pub(super) fn address(&self, id: &str) -> Option<&str> {
        self.targets.get(id).map(|target| target.address.as_str())
    }

    /// The path from the package's root on.
    fn path(&self, address: &str) -> String {
        if let Some(absolute) = address.strip_prefix('/') {
            return absolute.to_owned();
        }
        let mut steps: Vec<&str> = self.folder.split('/').filter(|step| !step.is_empty()).collect();
        for step in address.split('/') {
            match step {
                ".." => drop(steps.pop()),
                "" | "." => {}
                step => steps.push(step),
            }
        }
        steps.join("/")
    }
}

impl Visitor for Relations {
    fn open(&mut self, tag: &Tag<'_>) -> Inside {
        if tag.name() == "Relationship"
            && let Some(id) = tag.attribute("Id")
        {
            let kind = tag.attribute("Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            self.targets.insert(id, Target { kind, address: tag.attribute("Target").unwrap_or_default() });
        }
        Inside::Read
    }

    fn text(&mut self, _text: &str) {}

    fn close(&mut self, _name: &str) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::package::tests::packed;

    #[test]
    fn targets_are_below_the_part_or_the_package() {
        let source = "<r><Relationship Id='a' Type='http://x/notes' Target='../un.xml'/>\
                      <Relationship Id='b' Type='http://y/styles' Target='/deux.xml'/></r>";
        let bytes = packed(&[("word/_rels/document.xml.rels", source)]);
        let mut file = Opened::new(&bytes, &Limits::default()).unwrap();
        let relations = Relations::of(&mut file, "word/document.xml").unwrap();
        assert_eq!(relations.part("a").as_deref(), Some("un.xml"));
        assert_eq!(relations.part_of_kind("styles").as_deref(), Some("deux.xml"));
        assert_eq!(relations.address("b"), Some("/deux.xml"));
    }
}
