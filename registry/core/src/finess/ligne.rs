//! One row of an extract, read strictly.

use csv::StringRecord;
use sante::{Finess, Siren, Siret};

use super::titres::{CATEGORIE, ENTITE, ETABLISSEMENT, NOM, STATUT, Sorte, Titres};
use super::{Faits, Faute, RaisonFaute};
use crate::structure::{CleStructure, GenreStructure, Structure};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneFiness {
    pub numero: u64,
    pub structure: Structure,
    pub entite: Finess,
    pub faits: Faits,
    /// TRE_R02, where the file says it: the open files do not.
    pub secteur: String,
}

struct Lecteur<'a> {
    titres: &'a Titres,
    ligne: &'a StringRecord,
    numero: u64,
}

impl LigneFiness {
    pub fn lire(titres: &Titres, ligne: &StringRecord, numero: u64) -> Result<Self, Faute> {
        let lecteur = Lecteur { titres, ligne, numero };
        if ligne.len() < titres.largeur() {
            return Err(lecteur.faute(ENTITE, RaisonFaute::Tronquee));
        }
        if ligne.iter().any(|champ| champ.contains(char::is_control)) {
            return Err(Faute { valeur: String::new(), ..lecteur.faute(ENTITE, RaisonFaute::Controle) });
        }
        let entite = lecteur.finess(ENTITE)?;
        let (finess, genre) = match titres.sorte {
            Sorte::EntitesJuridiques => (entite.clone(), GenreStructure::EntiteJuridique),
            Sorte::Etablissements => (lecteur.finess(ETABLISSEMENT)?, GenreStructure::EntiteGeographique),
        };
        if genre == GenreStructure::EntiteGeographique && finess == entite {
            return Err(lecteur.faute(ETABLISSEMENT, RaisonFaute::SonEntite));
        }
        let structure =
            Structure { cle: CleStructure::finess(&finess), genre, details: lecteur.details(&finess, &entite)? };
        let secteur = lecteur.lire("secteur").to_owned();
        Ok(Self { numero, structure, entite, faits: lecteur.faits()?, secteur })
    }

    /// The same structure, with what this row says of it over what is known: an extract is silent on much.
    pub fn sur(&self, connue: &Structure) -> Structure {
        let (dite, mut details) = (&self.structure.details, connue.details.clone());
        for (champ, valeur) in [
            (&mut details.finess, &dite.finess),
            (&mut details.finess_ej, &dite.finess_ej),
            (&mut details.raison_sociale, &dite.raison_sociale),
            (&mut details.siren, &dite.siren),
            (&mut details.siret, &dite.siret),
            (&mut details.complement_destinataire, &dite.complement_destinataire),
            (&mut details.numero_voie, &dite.numero_voie),
            (&mut details.code_type_voie, &dite.code_type_voie),
            (&mut details.libelle_voie, &dite.libelle_voie),
            (&mut details.mention_distribution, &dite.mention_distribution),
            (&mut details.bureau_cedex, &dite.bureau_cedex),
            (&mut details.code_postal, &dite.code_postal),
            (&mut details.code_commune, &dite.code_commune),
            (&mut details.telephone, &dite.telephone),
            (&mut details.telecopie, &dite.telecopie),
        ] {
            if !valeur.is_empty() {
                champ.clone_from(valeur);
            }
        }
        Structure { cle: self.structure.cle.clone(), genre: self.structure.genre, details }
    }
}

impl<'a> Lecteur<'a> {
    fn lire(&self, titre: &str) -> &'a str {
        self.titres.valeur(self.ligne, titre)
    }

    fn faute(&self, titre: &'static str, raison: RaisonFaute) -> Faute {
        Faute { ligne: self.numero, titre, valeur: self.lire(titre).to_owned(), raison }
    }

    /// A key that letters make unknowable is let through (facts/registry.md §6.2).
    fn finess(&self, titre: &'static str) -> Result<Finess, Faute> {
        let lu: Finess = self.lire(titre).parse().map_err(|_| self.faute(titre, RaisonFaute::Numero))?;
        if lu.key_holds() == Some(false) { Err(self.faute(titre, RaisonFaute::Cle)) } else { Ok(lu) }
    }

    fn nomme(&self, titre: &'static str, valide: impl Fn(&str) -> bool, raison: RaisonFaute) -> Result<String, Faute> {
        let valeur = self.lire(titre);
        if valide(valeur) { Ok(valeur.to_owned()) } else { Err(self.faute(titre, raison)) }
    }

    fn faits(&self) -> Result<Faits, Faute> {
        let code = |texte: &str| (1..=4).contains(&texte.len()) && texte.bytes().all(|un| un.is_ascii_alphanumeric());
        let (mut faits, texte) = (Faits::default(), |titre: &str| self.lire(titre).to_owned());
        match self.titres.sorte {
            Sorte::EntitesJuridiques => {
                faits.statut = self.nomme(STATUT, code, RaisonFaute::Code)?;
                faits.libelle_statut = texte("libstatutjuridique");
            }
            Sorte::Etablissements => {
                faits.categorie = self.nomme(CATEGORIE, code, RaisonFaute::Code)?;
                faits.libelle_categorie = texte("libcategetab");
            }
        }
        Ok(faits)
    }

    fn details(&self, finess: &Finess, entite: &Finess) -> Result<annuaire::Structure, Faute> {
        let texte = |titre: &str| self.lire(titre).to_owned();
        self.nomme(NOM, |nom| !nom.is_empty(), RaisonFaute::SansNom)?;
        // the long name where there is one: the short one is cut
        let long = texte("rslongue");
        let (code_postal, bureau_cedex) = acheminement(self.lire("ligneacheminement"));
        let rien_ou =
            |titre, bon: fn(&str) -> bool, raison| self.nomme(titre, |valeur| valeur.is_empty() || bon(valeur), raison);
        Ok(annuaire::Structure {
            finess: finess.to_string(),
            finess_ej: entite.to_string(),
            identifiant_technique: format!("F{finess}"),
            raison_sociale: if long.is_empty() { texte(NOM) } else { long },
            siren: rien_ou("siren", |valeur| valeur.parse::<Siren>().is_ok(), RaisonFaute::Siren)?,
            siret: rien_ou("siret", |valeur| valeur.parse::<Siret>().is_ok(), RaisonFaute::Siret)?,
            complement_destinataire: texte("compldistrib"),
            numero_voie: texte("numvoie"),
            code_type_voie: texte("typvoie"),
            libelle_voie: texte("voie"),
            mention_distribution: texte("lieuditbp"),
            bureau_cedex,
            code_postal,
            code_commune: commune(self.lire("departement"), self.lire("commune")),
            telephone: texte("telephone"),
            telecopie: texte("telecopie"),
            ..annuaire::Structure::default()
        })
    }
}

/// « 69003 LYON »
fn acheminement(ligne: &str) -> (String, String) {
    match ligne.split_once(' ') {
        Some((code, bureau)) if code.len() == 5 && code.bytes().all(|octet| octet.is_ascii_digit()) => {
            (code.to_owned(), bureau.trim().to_owned())
        }
        _ => (String::new(), ligne.to_owned()),
    }
}

/// INSEE, of the mainland and Corsica: FINESS numbers overseas departments in a way of its own, which says no commune.
fn commune(departement: &str, commune: &str) -> String {
    let mainland = departement.len() == 2
        && (departement.bytes().all(|octet| octet.is_ascii_digit()) || ["2A", "2B"].contains(&departement));
    let chiffres = commune.len() == 3 && commune.bytes().all(|octet| octet.is_ascii_digit());
    if mainland && chiffres { format!("{departement}{commune}") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITRES: &str =
        "nofinesset;nofinessej;rs;rslongue;categetab;libcategetab;departement;commune;ligneacheminement;siret";

    fn decouper(texte: &str) -> StringRecord {
        StringRecord::from(texte.split(';').collect::<Vec<_>>())
    }

    fn lire(ligne: &str) -> Result<LigneFiness, RaisonFaute> {
        let titres = Titres::lire(&decouper(TITRES)).unwrap();
        LigneFiness::lire(&titres, &decouper(ligne), 2).map_err(|faute| faute.raison)
    }

    #[test]
    fn a_row_says_what_the_structure_is_and_where() {
        let lue = lire("690990114;690990015;EHPAD;EHPAD FICTIF;500;EHPAD;69;123;69003 LYON CEDEX;").unwrap();
        let details = &lue.structure.details;
        assert_eq!((details.raison_sociale.as_str(), details.finess_ej.as_str()), ("EHPAD FICTIF", "690990015"));
        assert_eq!((details.code_postal.as_str(), details.bureau_cedex.as_str()), ("69003", "LYON CEDEX"));
        assert_eq!((details.code_commune.as_str(), lue.faits.categorie.as_str()), ("69123", "500"));
        assert_eq!(commune("9A", "105"), "", "overseas");
    }

    #[test]
    fn a_row_that_does_not_hold_says_which_field() {
        let fautes = [
            ("69099011;690990015;E;;500;;;;;", RaisonFaute::Numero),
            ("690990115;690990015;E;;500;;;;;", RaisonFaute::Cle),
            ("690990114;690990114;E;;500;;;;;", RaisonFaute::SonEntite),
            ("690990114;690990015; ;;500;;;;;", RaisonFaute::SansNom),
            ("690990114;690990015;E;;EHPAD;;;;;", RaisonFaute::Code),
            ("690990114;690990015;E;;500;;;;;12", RaisonFaute::Siret),
            ("690990114;690990015;E", RaisonFaute::Tronquee),
            ("690990114;690990015;E\n690990122;;500;;;;;", RaisonFaute::Controle),
        ];
        for (ligne, raison) in fautes {
            assert_eq!(lire(ligne), Err(raison), "{ligne}");
        }
        assert!(lire("2A0990114;690990015;E;;500;;;;;").is_ok(), "nobody knows the key of a number with a letter");
    }

    #[test]
    fn what_a_row_does_not_say_stays() {
        let lue = lire("690990114;690990015;EHPAD;;500;;;;;").unwrap();
        let mut connue = lue.structure.clone();
        connue.details.telephone = "0400000000".to_owned();
        connue.details.raison_sociale = "ANCIEN NOM".to_owned();
        let apres = lue.sur(&connue).details;
        assert_eq!((apres.telephone.as_str(), apres.raison_sociale.as_str()), ("0400000000", "EHPAD"));
    }
}
