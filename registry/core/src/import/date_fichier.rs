use ambient::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// Where the registry's days begin and end.
const FUSEAU: &str = "Europe/Paris";

/// The instant at which a file was made, from the `yyyyMMddHHmm` that its name ends with, Paris time:
/// `Extraction_ProSanteConnect_Personne_activite_202609010630.txt`.
pub fn date_du_nom(nom: &str) -> Option<Timestamp> {
    let racine = nom.rsplit(['/', '\\']).next()?.split('.').next()?;
    let chiffres = racine.rsplit('_').next()?;
    if chiffres.len() != 12 || !chiffres.bytes().all(|octet| octet.is_ascii_digit()) {
        return None;
    }
    instant(DateTime::strptime("%Y%m%d%H%M", chiffres).ok()?)
}

/// The first instant of a day in Paris.
pub fn debut_du_jour(jour: Date) -> Option<Timestamp> {
    instant(jour.to_datetime(jiff::civil::Time::midnight()))
}

/// The day that it is in Paris.
pub fn jour(instant: Timestamp) -> Date {
    let instant = jiff::Timestamp::from_millisecond(instant.millis()).unwrap_or(jiff::Timestamp::MAX);
    instant.to_zoned(TimeZone::get(FUSEAU).unwrap_or(TimeZone::UTC)).date()
}

fn instant(moment: DateTime) -> Option<Timestamp> {
    let moment = moment.to_zoned(TimeZone::get(FUSEAU).ok()?).ok()?;
    Some(Timestamp::from_millis(moment.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_a_file_is_in_its_name_in_paris_time() {
        let nom = "/tmp/Extraction_ProSanteConnect_Personne_activite_202609010630.txt";
        let summer = "2026-09-01T04:30:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
        assert_eq!(date_du_nom(nom), Some(Timestamp::from_millis(summer)));
        let winter = "2026-01-15T05:30:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
        assert_eq!(date_du_nom("Extraction_Pro_sante_connect_202601150630.txt"), Some(Timestamp::from_millis(winter)));
    }

    #[test]
    fn a_name_without_a_real_date_gives_none() {
        for nom in ["rass-sample.txt", "x_20260901.txt", "x_202613010630.txt", ""] {
            assert_eq!(date_du_nom(nom), None, "{nom}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_paris() {
        let attendu = "2026-06-30T22:00:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
        assert_eq!(debut_du_jour(jiff::civil::date(2026, 7, 1)), Some(Timestamp::from_millis(attendu)));
    }
}
