//! Logins a second over time, and the faults behind them.

use std::fmt::Write as _;

use super::Passed;
use super::ledger::Ledger;

const WIDE: f64 = 1_200.0;
const HIGH: f64 = 240.0;

/// An SVG that stands alone. A band lasts from the fault to the full rate.
pub fn over_time(figure: &str, ledger: &Ledger, passed: &[Passed]) -> String {
    let logins = ledger.write(|entries| entries.logins.clone());
    let (Some(first), Some(last)) = (logins.iter().min(), logins.iter().max()) else { return String::new() };
    let span = last.duration_since(*first).as_secs_f64().max(1.0);
    let mut rates = vec![0_u32; span.ceil() as usize + 1];
    for login in &logins {
        rates[login.duration_since(*first).as_secs() as usize] += 1;
    }
    let most = f64::from(rates.iter().copied().max().unwrap_or(1).max(1));
    let across = |seconds: f64| 40.0 + seconds / span * (WIDE - 60.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDE}\" height=\"320\" font-family=\"sans-serif\" \
         font-size=\"12\"><rect width=\"{WIDE}\" height=\"320\" fill=\"#fff\"/><text x=\"16\" y=\"24\" \
         font-size=\"18\">load {figure}: logins a second (at most {most}), {} faults in {span:.0} s</text>",
        passed.len()
    );
    for one in passed {
        let (from, to) = (across(one.began), across(one.ended + one.recovery.as_secs_f64()));
        let _ = write!(
            svg,
            "<rect x=\"{from:.1}\" y=\"40\" width=\"{:.1}\" height=\"{HIGH}\" fill=\"#f3d9d5\"><title>{}</title></rect>",
            (to - from).max(1.0),
            one.name
        );
    }
    svg.push_str("<path fill=\"none\" stroke=\"#1f6f6b\" d=\"");
    for (second, rate) in rates.iter().enumerate() {
        let word = if second == 0 { 'M' } else { 'L' };
        let _ = write!(svg, "{word}{:.1} {:.1}", across(second as f64), 40.0 + HIGH - f64::from(*rate) / most * HIGH);
    }
    let _ = writeln!(
        svg,
        "\"/><text x=\"40\" y=\"300\">0 s</text><text x=\"{}\" y=\"300\">{span:.0} s</text></svg>",
        WIDE - 60.0
    );
    svg
}
