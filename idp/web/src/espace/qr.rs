use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// The quiet zone that the norm wants, in modules.
const MARGE: usize = 4;

/// A QR code as one path of an SVG drawing: `(side, path)`, in modules. `None`: too long for any.
pub fn dessiner(texte: &str) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(texte, EcLevel::M).ok()?;
    let cote = code.width();
    let mut trace = String::new();
    for (place, couleur) in code.to_colors().into_iter().enumerate() {
        if couleur == Color::Dark {
            let (x, y) = (place % cote + MARGE, place / cote + MARGE);
            write!(trace, "M{x} {y}h1v1h-1z").ok()?;
        }
    }
    Some((cote + 2 * MARGE, trace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_its_quiet_zone() {
        let (cote, trace) = dessiner("https://wallet.example/e-cps/activer#abc.def").unwrap();
        assert!((cote - 2 * MARGE - 17).is_multiple_of(4), "{cote}");
        for (x, y) in [(MARGE, MARGE), (cote - MARGE - 1, MARGE), (MARGE, cote - MARGE - 1)] {
            assert!(trace.contains(&format!("M{x} {y}h1v1h-1z")), "{x} {y}");
        }
        assert!(!trace.contains("M3 ") && dessiner(&"x".repeat(5_000)).is_none());
    }
}
