use crate::lot::{COLONNES, Case, Colonne, FichierRefuse};

/// Which column stands where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    places: Vec<Option<Colonne>>,
    /// As the file names them, in its order. Nothing of them is read or kept.
    pub ignorees: Vec<String>,
}

impl Plan {
    /// The first row. A name that nobody knows is told and left aside; a name that stands twice, or is missing where every
    /// line needs it, refuses the file: nobody can say which of two dates holds.
    pub fn lire(entete: &[Case]) -> Result<Self, FichierRefuse> {
        let mut plan = Self { places: Vec::new(), ignorees: Vec::new() };
        for case in entete.iter().take(COLONNES) {
            let place = match case {
                Case::Texte(texte) if !texte.trim().is_empty() => plan.reconnaitre(texte.trim())?,
                Case::Vide | Case::Texte(_) | Case::Nombre(_) => None,
                Case::Formule | Case::EnErreur | Case::TropLongue | Case::Fusionnee => {
                    return Err(FichierRefuse::Entete);
                }
            };
            plan.places.push(place);
        }
        let manquantes: Vec<Colonne> = Colonne::TOUTES
            .into_iter()
            .filter(|colonne| colonne.obligatoire() && !plan.places.contains(&Some(*colonne)))
            .collect();
        if manquantes.is_empty() { Ok(plan) } else { Err(FichierRefuse::ColonnesManquantes(manquantes)) }
    }

    fn reconnaitre(&mut self, texte: &str) -> Result<Option<Colonne>, FichierRefuse> {
        let Some(colonne) = Colonne::lue(texte) else {
            self.ignorees.push(texte.chars().filter(|signe| !signe.is_control()).take(60).collect());
            return Ok(None);
        };
        match self.places.iter().position(|place| *place == Some(colonne)) {
            Some(une) => Err(FichierRefuse::ColonneDouble(colonne, rang(une), rang(self.places.len()))),
            None => Ok(Some(colonne)),
        }
    }

    /// The cell of a column in one row.
    pub fn case<'a>(&self, cases: &'a [Case], colonne: Colonne) -> &'a Case {
        let place = self.places.iter().position(|place| *place == Some(colonne));
        place.and_then(|place| cases.get(place)).unwrap_or(&Case::Vide)
    }

    /// Whether a row holds something to the right of the last name.
    pub fn deborde(&self, cases: &[Case]) -> bool {
        cases.iter().skip(self.places.len()).any(|case| !case.vide())
    }
}

/// As the spreadsheet counts.
fn rang(place: usize) -> u32 {
    u32::try_from(place + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entete(noms: &str) -> Vec<Case> {
        noms.split(';').map(|nom| Case::Texte(nom.to_owned())).collect()
    }

    #[test]
    fn columns_stand_in_any_order_and_unknown_ones_are_told() {
        let plan = Plan::lire(&entete("Rôle;NIR;finess;Profession;;date de début")).unwrap();
        assert_eq!(plan.ignorees, ["NIR"]);
        let cases = entete("GENR11;1900101;690990114;313;;01/12/2026");
        assert_eq!(plan.case(&cases, Colonne::Finess), &Case::Texte("690990114".to_owned()));
        assert_eq!(plan.case(&cases, Colonne::Courriel), &Case::Vide);
        assert!(!plan.deborde(&cases) && plan.deborde(&entete("a;b;c;d;e;f;g")));
    }

    #[test]
    fn a_name_that_stands_twice_refuses_the_file_and_both_places_are_told() {
        let refus = Plan::lire(&entete("finess;role;profession;Date début;FINESS EG")).unwrap_err();
        assert_eq!(refus, FichierRefuse::ColonneDouble(Colonne::Finess, 1, 5));
        assert!(refus.phrase().contains("1 et 5") && refus.phrase().contains("« finess »"));
    }

    #[test]
    fn every_missing_column_is_told_at_once() {
        let refus = Plan::lire(&entete("finess;nom_naissance;date_debut")).unwrap_err();
        assert_eq!(refus, FichierRefuse::ColonnesManquantes(vec![Colonne::Profession, Colonne::Role]));
        assert_eq!(Plan::lire(&[Case::Formule]).unwrap_err(), FichierRefuse::Entete);
    }
}
