//! Days as people write them, instants as machines compare them. People mean Europe/Paris, whatever the machine's zone.

use ambient::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What turns clocks twice a year: a day has 23, 24 or 25 hours.
fn zone() -> TimeZone {
    TimeZone::get("Europe/Paris").expect("the zones are compiled in")
}

/// 00:00 on that day; `None` past the end of the calendar.
pub fn debut(jour: Date) -> Option<Timestamp> {
    let minuit = jour.to_zoned(zone()).ok()?;
    Some(Timestamp::from_millis(minuit.timestamp().as_millisecond()))
}

/// The first instant after a last day that is included: 00:00 on the next one (SIT-10).
pub fn fin_incluse(dernier_jour: Date) -> Option<Timestamp> {
    debut(dernier_jour.tomorrow().ok()?)
}

/// Which day it is in Paris.
pub fn jour(instant: Timestamp) -> Date {
    let instant = jiff::Timestamp::from_millisecond(instant.millis()).unwrap_or_default();
    instant.to_zoned(zone()).date()
}

/// Its minute in Paris, as files are dated: `202611230415`.
pub fn minute(instant: Timestamp) -> String {
    let instant = jiff::Timestamp::from_millisecond(instant.millis()).unwrap_or_default();
    instant.to_zoned(zone()).strftime("%Y%m%d%H%M").to_string()
}

/// The last day on which something holds that no longer holds at `fin`.
pub fn dernier_jour(fin: Timestamp) -> Date {
    jour(Timestamp::from_millis(fin.millis() - 1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn instant(texte: &str) -> Timestamp {
        Timestamp::from_millis(texte.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn a_file_is_dated_by_the_minute_of_paris() {
        assert_eq!(minute(instant("2026-11-23T03:15:59Z")), "202611230415");
    }

    // requirement: SIT-10
    #[test]
    fn a_last_day_holds_until_midnight_in_paris_winter_and_summer() {
        assert_eq!(fin_incluse(date(2027, 1, 15)), Some(instant("2027-01-15T23:00:00Z")));
        assert_eq!(fin_incluse(date(2027, 7, 15)), Some(instant("2027-07-15T22:00:00Z")));
    }

    // requirement: O07
    #[test]
    fn the_days_on_which_clocks_turn_have_23_and_25_hours() {
        let heures = |jour| (fin_incluse(jour).unwrap().millis() - debut(jour).unwrap().millis()) / 3_600_000;
        assert_eq!(heures(date(2027, 3, 28)), 23);
        assert_eq!(heures(date(2027, 10, 31)), 25);
        assert_eq!(fin_incluse(date(2027, 3, 27)), Some(instant("2027-03-27T23:00:00Z")));
        assert_eq!(fin_incluse(date(2027, 3, 28)), Some(instant("2027-03-28T22:00:00Z")));
        assert_eq!(fin_incluse(date(2027, 10, 30)), Some(instant("2027-10-30T22:00:00Z")));
        assert_eq!(fin_incluse(date(2027, 10, 31)), Some(instant("2027-10-31T23:00:00Z")));
    }

    #[test]
    fn a_day_is_told_back() {
        for jour in [date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29), date(2027, 12, 31)] {
            assert_eq!(super::jour(debut(jour).unwrap()), jour);
            assert_eq!(dernier_jour(fin_incluse(jour).unwrap()), jour);
        }
    }

    #[test]
    fn the_end_of_the_calendar_has_no_day_after() {
        assert_eq!(fin_incluse(Date::MAX), None);
    }
}
