//! Instants as a person in France says them, in the time of Paris.

use ambient::Timestamp;
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::Langue;

const MOIS: &str = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre";
const MONTHS: &str = "January February March April May June July August September October November December";

/// « 6 h 04 », `6:04`.
pub fn minute(instant: Timestamp, langue: Langue) -> String {
    let paris = paris(instant);
    match langue {
        Langue::Fr => format!("{}\u{a0}h\u{a0}{:02}", paris.hour(), paris.minute()),
        Langue::En => format!("{}:{:02}", paris.hour(), paris.minute()),
    }
}

/// « 6 h 04 min 12 s », `6:04:12`.
pub fn seconde(instant: Timestamp, langue: Langue) -> String {
    let second = paris(instant).second();
    match langue {
        Langue::Fr => format!("{}\u{a0}min {second:02}\u{a0}s", minute(instant, langue)),
        Langue::En => format!("{}:{second:02}", minute(instant, langue)),
    }
}

/// « 23 novembre 2026 », `23 November 2026`.
pub fn jour(instant: Timestamp, langue: Langue) -> String {
    date(paris(instant).date(), langue)
}

/// The same of a day that is known without an hour.
pub fn date(date: Date, langue: Langue) -> String {
    let (mois, premier) = match langue {
        Langue::Fr => (MOIS, "1er"),
        Langue::En => (MONTHS, "1"),
    };
    let mois = mois.split(' ').nth(usize::from(date.month().unsigned_abs()) - 1).unwrap_or_default();
    let jour = if date.day() == 1 { premier.to_owned() } else { date.day().to_string() };
    format!("{jour}\u{a0}{mois} {}", date.year())
}

/// `2026-11-23T06:04:12+01:00`, for `datetime` and `data-until`.
pub fn iso(instant: Timestamp) -> String {
    paris(instant).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Paris, or universal time should the embedded table of zones lack it.
fn paris(instant: Timestamp) -> Zoned {
    let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    jiff::Timestamp::from_second(instant.seconds()).unwrap_or_default().to_zoned(zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_told_in_the_time_of_paris() {
        let instant = Timestamp::from_seconds(1_795_410_252); // 2026-11-23T05:04:12Z
        assert_eq!(seconde(instant, Langue::Fr), "6\u{a0}h\u{a0}04\u{a0}min 12\u{a0}s");
        assert_eq!(minute(instant, Langue::En), "6:04");
        assert_eq!(jour(instant, Langue::Fr), "23\u{a0}novembre 2026");
        assert_eq!(jour(Timestamp::from_seconds(1_798_761_600), Langue::Fr), "1er\u{a0}janvier 2027");
        assert_eq!(iso(instant), "2026-11-23T06:04:12+01:00");
    }
}
