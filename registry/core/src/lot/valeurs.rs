//! Codes as people write them: the code itself, or the label of the list. What is not recognised stays as it was typed, for the
//! check of the field to tell.

use jiff::civil::Date;

use crate::demande::PieceIdentite;
use crate::lot::{Colonne, Ecart};
use crate::nomenclature::{Commune, FRANCE, Referentiel};
use crate::pli::plier;

/// A value, and the sentence that tells what was mended of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lue {
    pub valeur: String,
    pub remarque: Option<String>,
}

impl Lue {
    fn telle(valeur: impl Into<String>) -> Self {
        Self { valeur: valeur.into(), remarque: None }
    }

    fn retablie(colonne: Colonne, valeur: String) -> Self {
        let nom = colonne.nom();
        let remarque = format!("Colonne « {nom} » : le tableur avait retiré un signe ou un zéro. Lu « {valeur} ».");
        Self { valeur, remarque: Some(remarque) }
    }
}

pub fn civilite(texte: &str) -> String {
    match plier(texte).as_str() {
        "M" | "MONSIEUR" | "MR" => "M".to_owned(),
        "MME" | "MADAME" => "MME".to_owned(),
        _ => texte.to_owned(),
    }
}

pub fn piece(texte: &str) -> Option<PieceIdentite> {
    let plie = plier(texte);
    match plie.split(' ').next()? {
        "CARTE" | "CNI" => Some(PieceIdentite::CarteNationale),
        "PASSEPORT" => Some(PieceIdentite::Passeport),
        "SEJOUR" | "TITRE" => Some(PieceIdentite::TitreDeSejour),
        _ => None,
    }
}

/// Nine digits of a mobile, or eleven that begin with 33, have lost what stood in front of them.
pub fn telephone(texte: &str) -> Lue {
    let chiffres = texte.bytes().all(|octet| octet.is_ascii_digit());
    match texte.len() {
        9 if chiffres && texte.starts_with(['6', '7']) => Lue::retablie(Colonne::Telephone, format!("0{texte}")),
        11 if chiffres && texte.starts_with("33") => Lue::retablie(Colonne::Telephone, format!("+{texte}")),
        _ => Lue::telle(texte),
    }
}

/// Eight digits have lost the zero of the first nine departments.
pub fn finess(texte: &str) -> Lue {
    let serre: String = texte.chars().filter(|signe| !signe.is_whitespace()).collect::<String>().to_uppercase();
    if serre.len() == 8 && serre.bytes().all(|octet| octet.is_ascii_digit()) {
        return Lue::retablie(Colonne::Finess, format!("0{serre}"));
    }
    Lue::telle(serre)
}

/// Without a country, a commune says that it is France. `alors`: the first and the last day that the birth may be of.
pub fn pays(referentiel: &Referentiel, texte: &str, commune: &str, alors: [Date; 2]) -> String {
    if texte.is_empty() {
        return if commune.is_empty() { String::new() } else { FRANCE.to_owned() };
    }
    let cherche = plier(texte);
    let mut connus = alors.into_iter().flat_map(|le| referentiel.liste_pays(le));
    let nomme = connus.find(|pays| plier(&pays.libelle) == cherche);
    nomme.map_or_else(|| texte.to_owned(), |pays| pays.code.clone())
}

/// A code, or the name of a commune that no other bore on the day of birth (COL-06, COL-17).
pub fn commune(referentiel: &Referentiel, texte: &str, naissance: Option<Date>) -> Result<Lue, Ecart> {
    let chiffres = texte.bytes().all(|octet| octet.is_ascii_digit());
    if chiffres && texte.len() == 4 {
        return Ok(Lue::retablie(Colonne::CommuneNaissance, format!("0{texte}")));
    }
    if texte.is_empty() || texte.bytes().any(|octet| octet.is_ascii_digit()) {
        return Ok(Lue::telle(texte));
    }
    match referentiel.communes_nommees(texte, naissance).as_slice() {
        [seule] => Ok(Lue::telle(seule.code.as_str())),
        [] => {
            let phrase = format!("Aucune commune ne s’appelle « {texte} ». Écrivez son code INSEE.");
            Err(Ecart::sur(Colonne::CommuneNaissance, "commune_inconnue", phrase).nommant("cherche", texte))
        }
        portent => Err(homonymes(texte, portent)),
    }
}

fn homonymes(texte: &str, portent: &[&Commune]) -> Ecart {
    let nombre = portent.len();
    let premieres: Vec<String> = portent.iter().take(6).map(|commune| commune.situee()).collect();
    let suite = if nombre > 6 { "…" } else { "" };
    let premieres = format!("{}{suite}", premieres.join(" ; "));
    let phrase = format!("{nombre} communes s’appellent « {texte} » : {premieres}. Écrivez le code INSEE de la bonne.");
    let ecart = Ecart::sur(Colonne::CommuneNaissance, "commune_homonyme", phrase);
    ecart.nommant("nombre", nombre).nommant("nom", texte).nommant("communes", premieres)
}

/// `313`, `313 Aide-soignant`, `Aide-soignant`.
pub fn profession(referentiel: &Referentiel, texte: &str, le: Date) -> String {
    let code: String = texte.chars().take_while(char::is_ascii_digit).collect();
    if !code.is_empty() {
        return code;
    }
    let cherche = plier(texte);
    let proposees = referentiel.professions_proposees(None, le);
    let nommee = proposees.into_iter().find(|profession| plier(&profession.libelle) == cherche);
    nommee.map_or_else(|| texte.to_owned(), |profession| profession.code.clone())
}

/// `GENR11`, `GENR11 …`, or one of the two labels.
pub fn role(referentiel: &Referentiel, texte: &str, le: Date) -> String {
    let mot = texte.split([' ', ':', '-']).next().unwrap_or_default().to_uppercase();
    if mot.starts_with("GENR") {
        return mot;
    }
    let cherche = plier(texte);
    let proposes = referentiel.roles_proposes(None, le);
    let nomme = proposes
        .into_iter()
        .find(|role| !cherche.is_empty() && (plier(&role.libelle) == cherche || plier(&role.libelle_court) == cherche));
    nomme.map_or_else(|| texte.to_owned(), |role| role.code.clone())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const LE: Date = date(2026, 11, 22);

    #[test]
    fn a_code_or_its_label_is_taken() {
        let referentiel = Referentiel::embarque();
        for texte in ["313", "313 Aide-soignant", "aide soignant", "AIDE-SOIGNANT"] {
            assert_eq!(profession(&referentiel, texte, LE), "313", "{texte}");
        }
        let libelle = referentiel.role("GENR11").unwrap().libelle.clone();
        for texte in ["GENR11", "genr11", "GENR11 - soin", libelle.as_str()] {
            assert_eq!(role(&referentiel, texte, LE), "GENR11", "{texte}");
        }
        assert_eq!(
            (profession(&referentiel, "Jardinier", LE), role(&referentiel, "", LE)),
            ("Jardinier".into(), "".into())
        );
        assert_eq!(["M.", "Monsieur", "Mme", "MADAME", "X"].map(civilite), ["M", "M", "MME", "MME", "X"]);
        assert_eq!(piece("Titre de séjour"), Some(PieceIdentite::TitreDeSejour));
        assert_eq!((piece("CNI"), piece("permis"), piece("")), (Some(PieceIdentite::CarteNationale), None, None));
    }

    #[test]
    fn a_zero_that_the_spreadsheet_took_is_put_back_and_told() {
        let referentiel = Referentiel::embarque();
        let lue = commune(&referentiel, "1053", None).unwrap();
        assert!(lue.valeur == "01053" && lue.remarque.unwrap().contains("« commune_naissance »"));
        assert_eq!(telephone("639980001").valeur, "0639980001");
        assert_eq!(telephone("33639980001").valeur, "+33639980001");
        assert_eq!(finess("10990114").valeur, "010990114");
        for telle in [telephone("0639980001"), telephone("39980001"), finess("690 990 114")] {
            assert_eq!(telle.remarque, None);
        }
    }

    // requirement: COL-06 COL-17
    #[test]
    fn a_commune_is_named_by_its_code_or_by_a_name_that_no_other_bore_then() {
        let referentiel = Referentiel::embarque();
        let en = |annee| Some(date(annee, 3, 14));
        assert_eq!(commune(&referentiel, "Bastia", en(1990)).unwrap().valeur, "2B033");
        assert_eq!(commune(&referentiel, "Bastia", en(1970)).unwrap().valeur, "20033");
        assert_eq!(commune(&referentiel, "2b033", en(1990)).unwrap().valeur, "2b033");
        let ecart = commune(&referentiel, "Saint-Denis", en(1990)).unwrap_err();
        assert!(ecart.code == "commune_homonyme", "{ecart:?}");
        assert!(ecart.phrase.contains("Saint-Denis (93066), Seine-Saint-Denis"), "{}", ecart.phrase);
        assert!(!ecart.phrase.contains("75066"), "{}", ecart.phrase);
        assert_eq!(commune(&referentiel, "Nullepart", None).unwrap_err().code, "commune_inconnue");
    }

    #[test]
    fn a_country_is_named_by_its_code_or_its_name_and_france_by_a_commune() {
        let referentiel = Referentiel::embarque();
        assert_eq!(pays(&referentiel, "France", "", [LE, LE]), FRANCE);
        assert_eq!(pays(&referentiel, "", "2B033", [LE, LE]), FRANCE);
        assert_eq!(pays(&referentiel, "", "", [LE, LE]), "");
        assert_eq!(pays(&referentiel, "99350", "", [LE, LE]), "99350");
        let annee = [date(2016, 1, 1), date(2016, 12, 31)];
        assert_eq!(pays(&referentiel, "Tchécoslovaquie", "", annee), "99115");
    }
}
