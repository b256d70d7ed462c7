//! A place of work as a form tells it: the same fields for who asks and for who registers.

use jiff::civil::Date;
use registry_core::nomenclature::Referentiel;
use registry_core::situation_acte::{Noms, SituationDemandee};
use sante::{Finess, IdentifiantNational};

use crate::formulaire::{Atelier, Bloc, Champ, Choix, Remarque, Saisie};
use crate::visite::Visite;
use crate::{lieu, nomenclatures};

/// `tenus`: where the agent registers people; empty for who writes the number of their own establishment.
pub fn bloc(atelier: &Atelier<'_>, (referentiel, le): (&Referentiel, Date), tenus: Vec<Choix>) -> Bloc {
    let structure = match tenus.is_empty() {
        true => atelier.texte("structure"),
        false => Champ {
            libelle: atelier.cadre.t("champ-etablissement"),
            aide: String::new(),
            ..atelier.liste("structure", tenus)
        },
    };
    let champs = vec![
        structure,
        atelier.liste("profession", nomenclatures::professions(referentiel, le)),
        atelier.liste("role", nomenclatures::roles(referentiel, le)),
        atelier.texte("nom_exercice"),
        atelier.texte("prenom_exercice"),
        atelier.texte("debut"),
        atelier.texte("fin"),
    ];
    atelier.bloc("situation", champs)
}

/// Nobody who manages three establishments has their numbers in mind.
pub async fn tenus(visite: &Visite, agent: &IdentifiantNational) -> Vec<Choix> {
    let tenus = visite.portail.0.recherche.etablissements(agent).await.unwrap_or_default();
    tenus.iter().map(|tenu| Choix::new(&tenu.details.finess, lieu::nom_ou_numero(tenu))).collect()
}

/// What a machine cannot read is told at once, with what is known without the establishment; what the registry objects to
/// is its own affair.
pub fn lire(
    saisie: &Saisie,
    code_civilite: &str,
    listes: (&Referentiel, Date),
) -> Result<(Finess, SituationDemandee), Vec<Remarque>> {
    let mut remarques = Vec::new();
    let structure = saisie.lire("structure").to_uppercase().parse::<Finess>();
    if structure.is_err() {
        remarques.push(Remarque::sur("structure", "remarque-structure"));
    }
    let debut = jour(saisie.lire("debut"));
    if debut.is_none() {
        remarques.push(Remarque::sur("debut", "remarque-debut"));
    }
    let fin = Some(saisie.lire("fin")).filter(|texte| !texte.is_empty()).map(jour);
    if fin == Some(None) {
        remarques.push(Remarque::sur("fin", "remarque-fin"));
    }
    let noms = Noms {
        code_civilite: code_civilite.to_owned(),
        nom: saisie.lire("nom_exercice").to_owned(),
        prenom: saisie.lire("prenom_exercice").to_owned(),
    };
    let (Ok(structure), Some(debut), true) = (structure, debut, remarques.is_empty()) else {
        remarques.extend(autres(saisie, &noms, listes));
        return Err(remarques);
    };
    let (profession, role) = (saisie.lire("profession").to_owned(), saisie.lire("role").to_owned());
    Ok((structure, SituationDemandee { noms, profession, role, debut, fin: fin.flatten() }))
}

/// The same from who chooses among the establishments that they manage: they copy no number.
pub fn lire_au_bureau(
    saisie: &Saisie,
    code_civilite: &str,
    listes: (&Referentiel, Date),
) -> Result<(Finess, SituationDemandee), Vec<Remarque>> {
    let choisir = |remarque: Remarque| match remarque.champ.as_str() {
        "structure" => Remarque::sur("structure", "remarque-structure-choisir"),
        _ => remarque,
    };
    lire(saisie, code_civilite, listes).map_err(|remarques| remarques.into_iter().map(choisir).collect())
}

/// Nobody corrects a form, sends it, and hears only then of the next field.
fn autres(saisie: &Saisie, noms: &Noms, (referentiel, le): (&Referentiel, Date)) -> Vec<Remarque> {
    let profession = referentiel.admet_profession(saisie.lire("profession"), None, le).err();
    let role = referentiel.admet_role(saisie.lire("role"), None, le).err();
    let codes = [("profession", profession), ("role", role)];
    let codes = codes.into_iter().filter_map(|(champ, refus)| Some(Remarque::from(&refus?.objection(champ))));
    codes.chain(noms.verifier().iter().map(Remarque::from)).collect()
}

/// `01/12/2026`, `1-12-2026` or `2026-12-01`.
pub fn jour(texte: &str) -> Option<Date> {
    let parts: Vec<&str> = texte.split(['/', '-', '.', ' ']).collect();
    let [premiere, mois, derniere] = parts[..] else { return None };
    let (annee, jour) = if premiere.len() == 4 { (premiere, derniere) } else { (derniere, premiere) };
    if annee.len() != 4 {
        return None;
    }
    Date::new(annee.parse().ok()?, mois.parse().ok()?, jour.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for texte in ["01/12/2026", "1/12/2026", "1-12-2026", "2026-12-01", "1.12.2026"] {
            assert_eq!(jour(texte), Some(date(2026, 12, 1)), "{texte}");
        }
        for texte in ["", "31/11/2026", "1/12/26", "demain", "1/12"] {
            assert_eq!(jour(texte), None, "{texte}");
        }
    }

    #[test]
    fn who_chooses_an_establishment_is_not_told_to_copy_its_number() {
        let (referentiel, le) = (Referentiel::embarque(), date(2026, 11, 22));
        let premiere = |lue: Result<_, Vec<Remarque>>| lue.unwrap_err().remove(0);
        let (saisie, listes) = (Saisie::default(), (referentiel.as_ref(), le));
        assert_eq!(premiere(lire(&saisie, "", listes)), Remarque::sur("structure", "remarque-structure"));
        let choisir = Remarque::sur("structure", "remarque-structure-choisir");
        assert_eq!(premiere(lire_au_bureau(&saisie, "", listes)), choisir);
    }

    #[test]
    fn everything_that_cannot_be_read_is_told_at_once() {
        let saisie = Saisie::default().avec("structure", "69").avec("debut", "hier").avec("fin", "bientôt");
        let (referentiel, le) = (Referentiel::embarque(), date(2026, 11, 22));
        let remarques = lire(&saisie, "", (referentiel.as_ref(), le)).unwrap_err();
        let champs: Vec<_> = remarques.into_iter().map(|remarque| remarque.champ).collect();
        assert_eq!(champs, ["structure", "debut", "fin", "profession", "role", "nom_exercice", "prenom_exercice"]);
    }
}
