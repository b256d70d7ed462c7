//! What went on over time: panels one below the other, with the same seconds.

use std::fmt::Write as _;

const WIDE: f64 = 1_200.0;
const HIGH: f64 = 180.0;
const LEFT: f64 = 60.0;
const TOP: f64 = 48.0;
/// Of a panel, with its title and the room below it.
const ROW: f64 = HIGH + 48.0;

pub struct Panel {
    pub title: String,
    pub lines: Vec<Line>,
}

pub struct Line {
    pub label: String,
    pub colour: &'static str,
    /// Seconds and values.
    pub points: Vec<(f64, f64)>,
}

/// Something that lasted.
pub struct Band {
    pub label: String,
    pub from: f64,
    pub to: f64,
}

/// An SVG that stands alone. Each panel has its own scale, from zero to the most that it shows.
pub fn panels(title: &str, panels: &[Panel], bands: &[Band]) -> String {
    let points = panels.iter().flat_map(|panel| &panel.lines).flat_map(|line| &line.points);
    let span = points.map(|(second, _)| *second).fold(1.0, f64::max);
    let high = TOP + ROW * panels.len() as f64;
    let across = |second: f64| LEFT + second / span * (WIDE - LEFT - 20.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDE}\" height=\"{high}\" font-family=\"sans-serif\" \
         font-size=\"12\"><rect width=\"{WIDE}\" height=\"{high}\" fill=\"#fff\"/><text x=\"16\" y=\"24\" \
         font-size=\"18\">{title}</text>"
    );
    for (row, panel) in panels.iter().enumerate() {
        let top = TOP + ROW * row as f64 + 16.0;
        for band in bands {
            let (from, to) = (across(band.from), across(band.to));
            let _ = write!(
                svg,
                "<rect x=\"{from:.1}\" y=\"{top}\" width=\"{:.1}\" height=\"{HIGH}\" fill=\"#f3d9d5\"><title>{}</title></rect>",
                (to - from).max(1.0),
                band.label
            );
        }
        draw(&mut svg, panel, (top, span), across);
    }
    svg.push_str("</svg>\n");
    svg
}

fn draw(svg: &mut String, panel: &Panel, (top, span): (f64, f64), across: impl Fn(f64) -> f64) {
    let values = panel.lines.iter().flat_map(|line| &line.points).map(|(_, value)| *value);
    let most = values.fold(0.0, f64::max);
    let up = |value: f64| top + HIGH - if most > 0.0 { value / most * HIGH } else { 0.0 };
    let bottom = top + HIGH;
    let _ = write!(
        svg,
        "<text x=\"{LEFT}\" y=\"{}\" font-size=\"14\">{}</text><path fill=\"none\" stroke=\"#888\" d=\"M{LEFT} {top}V{bottom}H{}\"/>\
         <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{most:.1}</text><text x=\"{}\" y=\"{bottom}\" text-anchor=\"end\">0</text>\
         <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{span:.0} s</text>",
        top - 6.0,
        panel.title,
        WIDE - 20.0,
        LEFT - 6.0,
        top + 10.0,
        LEFT - 6.0,
        WIDE - 20.0,
        bottom + 16.0
    );
    for (place, line) in panel.lines.iter().enumerate() {
        let _ = write!(svg, "<path fill=\"none\" stroke=\"{}\" d=\"", line.colour);
        for (number, (second, value)) in line.points.iter().enumerate() {
            let word = if number == 0 { 'M' } else { 'L' };
            let _ = write!(svg, "{word}{:.1} {:.1}", across(*second), up(*value));
        }
        let (right, low) = (LEFT + 160.0 * place as f64, bottom + 16.0);
        let _ = write!(svg, "\"/><text x=\"{right}\" y=\"{low}\" fill=\"{}\">{}</text>", line.colour, line.label);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_of_a_panel_stands_at_its_top_and_nothing_at_its_bottom() {
        let line = Line { label: "a".to_owned(), colour: "#000", points: vec![(0.0, 0.0), (10.0, 4.0)] };
        let svg = panels("t", &[Panel { title: "p".to_owned(), lines: vec![line] }], &[]);
        assert!(svg.contains("M60.0 244.0L1180.0 64.0"), "{svg}");
    }
}
