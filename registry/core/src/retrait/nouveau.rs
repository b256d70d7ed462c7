use ambient::Timestamp;
use jiff::civil::Date;
use sante::IdentifiantNational;

use super::{Cause, Retrait};
use crate::identite::Objection;
use crate::paris;

/// A withdrawal as an agent fills it in: days of Paris, the last one included.
#[derive(Clone, Debug)]
pub struct NouveauRetrait {
    pub personne: IdentifiantNational,
    pub cause: Cause,
    /// From 00:00 on this day; one that is over takes effect at once, and is dated as it was.
    pub effet: Date,
    /// Of a suspension alone.
    pub dernier_jour: Option<Date>,
    /// The decision that was read, the number of the ticket.
    pub motif: String,
}

/// The end of whatever keeps somebody out of service.
#[derive(Clone, Debug)]
pub struct NouvelleReprise {
    pub personne: IdentifiantNational,
    /// From 00:00 on this day; at once where that is over.
    pub jour: Date,
    pub motif: String,
}

impl NouveauRetrait {
    /// Every objection at once.
    pub fn verifier(&self, aujourd_hui: Date) -> Result<Retrait, Vec<Objection>> {
        let objections: Vec<_> = [self.effet_objecte(aujourd_hui), self.terme_objecte(aujourd_hui)].into();
        let objections: Vec<_> = objections.into_iter().flatten().collect();
        match (paris::debut(self.effet), objections.is_empty()) {
            (Some(debut), true) => {
                Ok(Retrait { cause: self.cause, debut, fin: self.dernier_jour.and_then(paris::fin_incluse) })
            }
            _ => Err(objections),
        }
    }

    fn effet_objecte(&self, aujourd_hui: Date) -> Option<Objection> {
        if lointain(self.effet) {
            return Some(Objection::new("effet", "date_lointaine", "Vérifiez l'année de la date d'effet."));
        }
        let a_venir = self.cause == Cause::Deces && aujourd_hui < self.effet;
        let phrase = "Cette date est à venir. Écrivez le jour du décès.";
        a_venir.then(|| Objection::new("effet", "deces_a_venir", phrase))
    }

    fn terme_objecte(&self, aujourd_hui: Date) -> Option<Objection> {
        let dernier = self.dernier_jour?;
        let champ = "terme";
        Some(match () {
            () if self.cause != Cause::Suspension => {
                let phrase = "Seule une suspension a un dernier jour. Laissez ce champ vide.";
                Objection::new(champ, "retrait_sans_terme", phrase)
            }
            () if lointain(dernier) => Objection::new(champ, "date_lointaine", "Vérifiez l'année du dernier jour."),
            () if dernier < self.effet => {
                let phrase = "Ce jour précède la date d'effet. Choisissez un jour plus tardif.";
                Objection::new(champ, "dates_inversees", phrase)
            }
            () if dernier < aujourd_hui => {
                let phrase = "Cette suspension est déjà finie. Vérifiez le dernier jour.";
                Objection::new(champ, "periode_passee", phrase)
            }
            () => return None,
        })
    }
}

impl NouvelleReprise {
    /// Its first instant, never before `maintenant`.
    pub fn des(&self, maintenant: Timestamp) -> Result<Timestamp, Vec<Objection>> {
        let debut = paris::debut(self.jour).filter(|_| !lointain(self.jour));
        debut
            .map(|debut| debut.max(maintenant))
            .ok_or_else(|| vec![Objection::new("reprise", "date_lointaine", "Vérifiez l'année du jour de la reprise.")])
    }
}

fn lointain(jour: Date) -> bool {
    !(1900..=2200).contains(&jour.year())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn nouveau(cause: Cause, effet: Date, dernier_jour: Option<Date>) -> NouveauRetrait {
        let personne = "899900000011".parse().unwrap();
        NouveauRetrait { personne, cause, effet, dernier_jour, motif: "décision 42".to_owned() }
    }

    fn instant(texte: &str) -> Timestamp {
        Timestamp::from_millis(texte.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    // requirement: R05
    #[test]
    fn days_are_days_of_paris_when_clocks_turn_too() {
        let le = date(2027, 3, 1);
        let suspension = nouveau(Cause::Suspension, date(2027, 3, 28), Some(date(2027, 10, 31))).verifier(le).unwrap();
        assert_eq!(suspension.debut, instant("2027-03-27T23:00:00Z"));
        assert_eq!(suspension.fin, Some(instant("2027-10-31T23:00:00Z")));
        let radiation = nouveau(Cause::Radiation, date(2027, 7, 1), None).verifier(le).unwrap();
        assert_eq!((radiation.debut, radiation.fin), (instant("2027-06-30T22:00:00Z"), None));
    }

    #[test]
    fn what_cannot_be_is_objected_beside_its_field() {
        let le = date(2027, 3, 1);
        let objecte = |cause, effet, dernier| {
            let objections = nouveau(cause, effet, dernier).verifier(le).unwrap_err();
            objections.iter().map(|une| (une.champ, une.code)).collect::<Vec<_>>()
        };
        let (veille, lendemain) = (date(2027, 2, 28), date(2027, 3, 2));
        assert_eq!(objecte(Cause::Deces, lendemain, None), [("effet", "deces_a_venir")]);
        assert_eq!(objecte(Cause::Radiation, le, Some(lendemain)), [("terme", "retrait_sans_terme")]);
        assert_eq!(objecte(Cause::Suspension, lendemain, Some(le)), [("terme", "dates_inversees")]);
        assert_eq!(objecte(Cause::Suspension, veille, Some(veille)), [("terme", "periode_passee")]);
        let deux = [("effet", "date_lointaine"), ("terme", "date_lointaine")];
        assert_eq!(objecte(Cause::Suspension, date(27, 3, 1), Some(date(2727, 3, 1))), deux);
        assert!(nouveau(Cause::Deces, veille, None).verifier(le).is_ok());
    }
}
