//! Instants as a person reads them, in Europe/Paris.

use ambient::Timestamp;
use jiff::Zoned;
use jiff::tz::TimeZone;

const JOURS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
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
const MINUTE: i64 = 60_000;

/// `mercredi 25 novembre, 6 h 05`: never before the instant itself, so whoever waits for it waits long enough.
pub fn instant(instant: Timestamp) -> String {
    let minutes = instant.millis().div_euclid(MINUTE) + i64::from(instant.millis().rem_euclid(MINUTE) > 0);
    let la = paris(Timestamp::from_millis(minutes * MINUTE));
    let jour = JOURS[usize::from(la.weekday().to_monday_zero_offset().unsigned_abs()) % 7];
    let minutes = if la.minute() == 0 { String::new() } else { format!("\u{a0}{:02}", la.minute()) };
    format!("{jour} {} {}, {}\u{a0}h{minutes}", quantieme(&la), mois(&la), la.hour())
}

/// `23 novembre 2026`.
pub fn jour(instant: Timestamp) -> String {
    let la = paris(instant);
    format!("{} {} {}", quantieme(&la), mois(&la), la.year())
}

fn paris(instant: Timestamp) -> Zoned {
    let zone = TimeZone::get("Europe/Paris").expect("the zones are compiled in");
    jiff::Timestamp::from_millisecond(instant.millis()).unwrap_or_default().to_zoned(zone)
}

fn quantieme(la: &Zoned) -> String {
    if la.day() == 1 { "1er".to_owned() } else { la.day().to_string() }
}

fn mois(la: &Zoned) -> &'static str {
    MOIS[usize::from(la.month().unsigned_abs() - 1) % 12]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lu(texte: &str) -> Timestamp {
        Timestamp::from_millis(texte.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn an_instant_is_told_in_paris_and_never_too_early() {
        assert_eq!(instant(lu("2026-11-25T05:00:00Z")), "mercredi 25 novembre, 6\u{a0}h");
        assert_eq!(instant(lu("2026-11-25T05:04:00.001Z")), "mercredi 25 novembre, 6\u{a0}h\u{a0}05");
        assert_eq!(instant(lu("2027-07-31T21:59:59.500Z")), "dimanche 1er août, 0\u{a0}h");
    }

    #[test]
    fn a_day_has_its_year() {
        assert_eq!(jour(lu("2026-12-31T23:30:00Z")), "1er janvier 2027");
    }
}
