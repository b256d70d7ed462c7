//! Days and instants as people read them, in mainland France.

const MOIS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// `2026-11-20` → « 20 novembre 2026 »; a text that is no day stays as it is.
pub fn jour(texte: &str) -> String {
    texte.parse().map_or_else(|_| texte.to_owned(), en_mots)
}

/// « 23 novembre 2026 à 6 h 05 »
pub fn instant(secondes: i64) -> String {
    let ici = jiff::Timestamp::from_second(secondes).and_then(|quand| quand.in_tz("Europe/Paris"));
    ici.map_or_else(
        |_| String::new(),
        |ici| format!("{} à {}\u{a0}h\u{a0}{:02}", en_mots(ici.date()), ici.hour(), ici.minute()),
    )
}

/// The day of that instant, `YYYY-MM-DD`.
pub fn date(secondes: i64) -> String {
    let ici = jiff::Timestamp::from_second(secondes).and_then(|quand| quand.in_tz("Europe/Paris"));
    ici.map_or_else(|_| String::new(), |ici| ici.date().to_string())
}

fn en_mots(date: jiff::civil::Date) -> String {
    let jour = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    let mois = usize::try_from(date.month() - 1).ok().and_then(|rang| MOIS.get(rang)).copied().unwrap_or_default();
    format!("{jour} {mois} {}", date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_instants_are_read_in_french() {
        assert_eq!(jour("2026-11-20"), "20 novembre 2026");
        assert_eq!(jour("2026-10-01"), "1er octobre 2026");
        assert_eq!(jour("hier"), "hier");
        assert_eq!(date(1_795_389_000), "2026-11-23", "past midnight there, not yet in UTC");
        assert_eq!(instant(1_795_410_300), "23 novembre 2026 à 6\u{a0}h\u{a0}05");
    }
}
