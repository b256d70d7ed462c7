use std::str::FromStr;

use csv::{ByteRecord, StringRecord};
use jiff::civil::Date;

use super::colonne::Colonne;
use super::entete::Entete;
use super::signalement::{Raison, Signalement};
use crate::date_naissance::DateNaissance;

/// One row, asked column by column. What is wrong is gathered, so that one reading tells all of it.
pub struct Champs<'a> {
    entete: &'a Entete,
    textes: StringRecord,
    pub ligne: u64,
    pub erreurs: Vec<Signalement>,
    pub avertissements: Vec<Signalement>,
}

impl<'a> Champs<'a> {
    /// Refuses a row whose columns cannot be told apart or whose texts are not texts.
    pub fn lire(entete: &'a Entete, ligne: u64, octets: &ByteRecord) -> Result<Self, Vec<Signalement>> {
        let signaler = |place, valeur: &[u8], raison| {
            let valeur = String::from_utf8_lossy(valeur).into_owned();
            Signalement { ligne, colonne: entete.colonne(place), valeur, raison }
        };
        if octets.len() != entete.largeur() {
            let raison = Raison::NombreDeChamps { attendus: entete.largeur(), lus: octets.len() };
            return Err(vec![Signalement { ligne, colonne: None, valeur: String::new(), raison }]);
        }
        let mut erreurs = Vec::new();
        for (place, champ) in octets.iter().enumerate() {
            match std::str::from_utf8(champ) {
                Err(_) => erreurs.push(signaler(place, champ, Raison::PasUtf8)),
                Ok(texte) if texte.contains(char::is_control) => {
                    erreurs.push(signaler(place, champ, Raison::CaractereDeControle));
                }
                Ok(_) => {}
            }
        }
        match StringRecord::from_byte_record(octets.clone()) {
            Ok(textes) if erreurs.is_empty() => Ok(Self { entete, textes, ligne, erreurs, avertissements: Vec::new() }),
            _ => Err(erreurs),
        }
    }

    /// Empty where the file has no such column.
    pub fn texte(&self, colonne: Colonne) -> &str {
        self.entete.place(colonne).and_then(|place| self.textes.get(place)).unwrap_or("").trim()
    }

    pub fn copie(&self, colonne: Colonne) -> String {
        self.texte(colonne).to_owned()
    }

    pub fn obligatoire(&mut self, colonne: Colonne) -> String {
        if self.texte(colonne).is_empty() {
            self.refuser(colonne, Raison::Obligatoire);
        }
        self.copie(colonne)
    }

    /// A text with a type of its own; `None` when empty, or when it has the wrong shape, which refuses the row.
    pub fn lu<T: FromStr>(&mut self, colonne: Colonne, raison: Raison) -> Option<T> {
        let texte = self.texte(colonne);
        if texte.is_empty() {
            return None;
        }
        let lu = texte.parse().ok();
        if lu.is_none() {
            self.refuser(colonne, raison);
        }
        lu
    }

    /// A text that must have a shape if it is there.
    pub fn conforme(&mut self, colonne: Colonne, forme: fn(&str) -> bool, raison: Raison) -> String {
        let texte = self.copie(colonne);
        if !texte.is_empty() && !forme(&texte) {
            self.refuser(colonne, raison);
        }
        texte
    }

    /// `dd/MM/yyyy`, `00` for a day or a month that nobody knows; not after `aujourd_hui`.
    pub fn naissance(&mut self, colonne: Colonne, aujourd_hui: Date) -> Option<DateNaissance> {
        let texte = self.texte(colonne);
        if texte.is_empty() {
            return None;
        }
        let lue = naissance(texte);
        match lue {
            None => self.refuser(colonne, Raison::DateMalFormee),
            Some(lue) if lue.au_plus_tot() > aujourd_hui => self.refuser(colonne, Raison::DateFuture),
            Some(_) => {}
        }
        lue
    }

    pub fn refuser(&mut self, colonne: Colonne, raison: Raison) {
        let signalement = self.signalement(colonne, raison);
        self.erreurs.push(signalement);
    }

    pub fn avertir(&mut self, colonne: Colonne, raison: Raison) {
        let signalement = self.signalement(colonne, raison);
        self.avertissements.push(signalement);
    }

    fn signalement(&self, colonne: Colonne, raison: Raison) -> Signalement {
        Signalement { ligne: self.ligne, colonne: Some(colonne), valeur: self.copie(colonne), raison }
    }
}

fn naissance(texte: &str) -> Option<DateNaissance> {
    let octets = texte.as_bytes();
    let forme = octets.len() == 10
        && octets.iter().enumerate().all(|(place, octet)| match place {
            2 | 5 => *octet == b'/',
            _ => octet.is_ascii_digit(),
        });
    if !forme {
        return None;
    }
    DateNaissance::new(texte[6..].parse().ok()?, texte[3..5].parse().ok()?, texte[..2].parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_with_two_two_and_four_digits_and_exists() {
        assert_eq!(naissance("04/02/1988"), Some(jiff::civil::date(1988, 2, 4).into()));
        for texte in ["4/2/1988", "1988-02-04", "30/02/1988", "29/02/1900", "04/02/88", "0é/02/1988", "+4/02/1988"] {
            assert_eq!(naissance(texte), None, "{texte}");
        }
    }

    // requirement: COL-02
    #[test]
    fn a_file_may_know_the_month_or_the_year_alone() {
        assert_eq!(naissance("00/05/1971"), "1971-05-00".parse().ok());
        assert_eq!(naissance("00/00/1971"), "1971-00-00".parse().ok());
        assert_eq!(naissance("12/00/1971"), None);
        assert_eq!((naissance("00/00/0000"), naissance("01/01/0001")), (None, None), "placeholders");
    }
}
