//! The characters of a PDF's pages with their places, in the order in which they are painted.
//! It does not know which of them stand on one line.

use hayro_interpret::font::{Glyph as Painted, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{self, Dict};
use hayro_interpret::hayro_syntax::page::Page as Source;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

use super::marked::Marks;

/// What a character stands for that its font has no letter for.
pub(super) const UNKNOWN: char = '\u{fffd}';
/// Fonts give their measures in thousandths of their size.
const UNITS: f64 = 1000.0;
/// Fonts of this weight and more are bold; 400 is regular, 700 bold.
const BOLD: u32 = 600;
/// Text that runs in directions this many degrees apart stands in different layers of a page.
const DIRECTIONS_APART: f64 = 10.0;

/// A page as its content paints it; lengths are points, from the upper left corner of what is visible.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Counted from 1.
    pub(super) number: u32,
    /// How wide it is.
    pub(super) width: f64,
    /// How high it is.
    pub(super) height: f64,
    /// Its characters in the order of painting.
    pub(super) glyphs: Vec<Glyph>,
    /// What they stand for, one after the other.
    pub(super) text: String,
    /// Which part of it images cover, more than 1 where they lie on one another.
    pub(super) images: f64,
}

/// A character, or a ligature of some.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// Where in the text of the page its characters begin.
    pub(super) from: usize,
    /// Where they end.
    pub(super) to: usize,
    /// Its left edge, along the direction of reading.
    pub(super) left: f64,
    /// Where the next one would stand if nothing moved it.
    pub(super) right: f64,
    /// Its baseline, downwards.
    pub(super) baseline: f64,
    /// Its size.
    pub(super) size: f64,
    /// Whether its font is bold.
    pub(super) bold: bool,
    /// Whether the file says that it is a page header, a page footer or the like.
    pub(super) running: bool,
    /// The direction it runs in, 0 for upright text.
    pub(super) layer: i16,
}

/// Reads one page, whose number is `number`; `cache` holds the fonts of its document.
pub(super) fn read<'a>(source: &'a Source<'a>, number: u32, cache: &InterpreterCache<'a>) -> Page {
    let (width, height) = source.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let transform = source.initial_transform(true);
    let whole = Rect::new(0.0, 0.0, width, height);
    let mut context = Context::new(transform.to_kurbo(), whole, cache, source.xref(), InterpreterSettings::default());
    let page = Page { number, width, height, ..Page::default() };
    let mut collector = Collector { page, marks: Marks::default() };
    interpret_page(source, &mut context, &mut collector);
    collector.page
}

struct Collector {
    page: Page,
    marks: Marks,
}

impl Collector {
    fn add(&mut self, glyph: &Painted<'_>, place: Affine, bold: bool) {
        let origin = place * Point::ZERO;
        let along = (place * Point::new(UNITS, 0.0)) - origin;
        let up = (place * Point::new(0.0, UNITS)) - origin;
        let size = up.hypot();
        let visible = self.is_visible(origin, size);
        if !visible || size <= 0.0 || !size.is_finite() || along.hypot() <= 0.0 {
            return;
        }
        let direction = along / along.hypot();
        let layer = layer(direction);
        let advance = advance(glyph) / UNITS * along.hypot();
        let (left, baseline) = if layer == 0 {
            (origin.x, origin.y)
        } else {
            (origin.to_vec2().dot(direction), origin.to_vec2().dot(Vec2::new(-direction.y, direction.x)))
        };
        let right = left + advance.max(0.0);
        if self.marks.hidden() {
            // What was read instead of it reaches as far as what is painted.
            let replaced = self.page.glyphs.last_mut().filter(|last| last.layer == layer);
            replaced.into_iter().for_each(|last| last.right = last.right.max(right));
            return;
        }
        let from = self.page.text.len();
        self.push_text(glyph);
        let to = self.page.text.len();
        let running = self.marks.running();
        self.page.glyphs.push(Glyph { from, to, left, right, baseline, size, bold, running, layer });
    }

    fn is_visible(&self, origin: Point, size: f64) -> bool {
        let page = Rect::new(0.0, 0.0, self.page.width, self.page.height).inflate(size, size);
        origin.is_finite() && page.contains(origin)
    }

    fn push_text(&mut self, glyph: &Painted<'_>) {
        if let Some(replacement) = self.marks.take_replacement() {
            self.page.text.push_str(&replacement);
            return;
        }
        match glyph.as_unicode() {
            Some(BfString::Char(c)) => self.page.text.push(c),
            Some(BfString::String(text)) => self.page.text.push_str(&text),
            None => self.page.text.push(UNKNOWN),
        }
    }
}

/// The direction of text in steps of [`DIRECTIONS_APART`], 0 for what runs from left to right.
fn layer(direction: Vec2) -> i16 {
    let steps = (direction.atan2().to_degrees() / DIRECTIONS_APART).round();
    // Within ±180 degrees: a few steps.
    steps as i16
}

fn advance(glyph: &Painted<'_>) -> f64 {
    let width = match glyph {
        Painted::Outline(glyph) => glyph.advance_width(),
        Painted::Type3(glyph) => glyph.advance_width(),
    };
    f64::from(width.unwrap_or_default())
}

fn is_bold(glyph: &Painted<'_>) -> bool {
    let Painted::Outline(glyph) = glyph else { return false };
    let Some(data) = glyph.font_data() else { return false };
    let named = data.postscript_name.is_some_and(|name| {
        let name = name.to_ascii_lowercase();
        ["bold", "black", "heavy"].iter().any(|weight| name.contains(weight))
    });
    named || data.weight.is_some_and(|weight| weight >= BOLD)
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let Some(first) = run.glyphs().first() else { return };
        let bold = is_bold(first);
        for glyph in run.glyphs() {
            self.add(glyph, props.transform * glyph.transform(), bold);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let page = Rect::new(0.0, 0.0, self.page.width, self.page.height);
        let seen = props.transform.transform_rect_bbox(size).intersect(page);
        self.page.images += seen.area() / page.area().max(1.0);
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|all| all.get::<object::String<'_>>(b"ActualText"));
        let kind = properties.and_then(|all| all.get::<object::Name<'_>>(b"Type"));
        let pagination = kind.is_some_and(|kind| &*kind == b"Pagination");
        self.marks.begin(tag == b"Artifact" && pagination, text.map(|text| super::properties::text(text.as_bytes())));
    }

    fn end_marked_content(&mut self) {
        self.marks.end();
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
