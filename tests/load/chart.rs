//! A bar a figure, as a share of its limit; and what went on over time.

pub mod time;

use std::fmt::Write as _;

pub struct Bar {
    pub label: &'static str,
    pub value: f64,
    pub limit: f64,
    /// On the right side of it.
    pub holds: bool,
}

impl Bar {
    /// A figure that is to stay under its limit.
    pub fn under(label: &'static str, value: f64, limit: f64) -> Self {
        Self { label, value, limit, holds: value <= limit }
    }

    /// One that is to reach it.
    pub fn over(label: &'static str, value: f64, limit: f64) -> Self {
        Self { label, value, limit, holds: value >= limit }
    }
}

/// An SVG that stands alone: the line is the limit.
pub fn bars(title: &str, bars: &[Bar]) -> String {
    let height = 60 + bars.len() * 40;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"{height}\" font-family=\"sans-serif\" \
         font-size=\"14\"><rect width=\"640\" height=\"{height}\" fill=\"#fff\"/><text x=\"16\" y=\"28\" \
         font-size=\"18\">{title}</text><path d=\"M480 44V{}\" stroke=\"#a33\"/>",
        height - 12
    );
    for (row, bar) in bars.iter().enumerate() {
        let top = 50 + row * 40;
        let width = (bar.value / bar.limit * 320.0).min(460.0);
        let colour = if bar.holds { "#1f6f6b" } else { "#b23a2e" };
        let _ = write!(
            svg,
            "<text x=\"16\" y=\"{}\">{}</text><rect x=\"160\" y=\"{top}\" width=\"{width:.0}\" height=\"22\" \
             fill=\"{colour}\"/><text x=\"490\" y=\"{}\">{} (limit {})</text>",
            top + 16,
            bar.label,
            top + 16,
            bar.value,
            bar.limit
        );
    }
    svg.push_str("</svg>\n");
    svg
}
