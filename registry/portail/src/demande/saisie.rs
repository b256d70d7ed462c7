use jiff::civil::Date;
use oidc::Acr;
use registry_core::demande::{ContactSaisi, Demandeur, NouvelleDemande};
use registry_core::identite::{Certification, EtatCivilSaisi};
use registry_core::nomenclature::Referentiel;

use crate::etat::Portail;
use crate::formulaire::{Remarque, Saisie};
use crate::fournisseur::IdentitePivot;
use crate::session::Qui;
use crate::situation;

/// The form as it is first shown: a new key, and what is known of the person to start from.
pub fn premiere(portail: &Portail, qui: &Qui) -> Saisie {
    let saisie = Saisie::default().avec("cle", portail.cle());
    match qui {
        Qui::FranceConnect(identite) => saisie
            .avec("courriel", &identite.courriel)
            .avec("nom_exercice", identite.nom_usage.as_ref().unwrap_or(&identite.nom))
            .avec("prenom_exercice", identite.prenoms.first().cloned().unwrap_or_default()),
        Qui::Caducee(personne) => saisie.avec("nom_exercice", &personne.nom).avec("prenom_exercice", &personne.prenom),
    }
}

/// The identity is what FranceConnect said, whatever the form holds (ENR-04).
pub fn lire(qui: &Qui, saisie: &Saisie, listes: (&Referentiel, Date)) -> Result<NouvelleDemande, Vec<Remarque>> {
    let (demandeur, civilite) = match qui {
        Qui::Caducee(personne) => (Demandeur::Ecps(personne.identifiant.clone()), ""),
        Qui::FranceConnect(identite) => {
            let contact =
                ContactSaisi { mobile: saisie.lire("mobile").to_owned(), courriel: saisie.lire("courriel").to_owned() };
            let civil = Box::new(etat_civil(identite, saisie));
            let sujet = identite.sujet.clone();
            let certification = certification(identite);
            (Demandeur::FranceConnect { sujet, identite: civil, certification, contact }, civilite(identite))
        }
    };
    match situation::lire(saisie, civilite, listes) {
        Ok((structure, situation)) => Ok(NouvelleDemande { demandeur, structure, situation }),
        Err(mut remarques) => {
            remarques.extend(siennes(&demandeur, listes));
            Err(remarques)
        }
    }
}

/// What is objected to in what people say of themselves.
fn siennes(demandeur: &Demandeur, (referentiel, le): (&Referentiel, Date)) -> Vec<Remarque> {
    let Demandeur::FranceConnect { identite, contact, .. } = demandeur else { return Vec::new() };
    let objections = [identite.verifier(referentiel, le).err(), contact.verifier().err()];
    objections.iter().flatten().flatten().map(Remarque::from).collect()
}

fn etat_civil(identite: &IdentitePivot, saisie: &Saisie) -> EtatCivilSaisi {
    EtatCivilSaisi {
        nom: identite.nom.clone(),
        prenoms: identite.prenoms.clone(),
        code_civilite: civilite(identite).to_owned(),
        code_sexe: if identite.genre == "female" { "F" } else { "M" }.to_owned(),
        naissance: identite.naissance.clone(),
        commune_naissance: identite.commune.clone(),
        pays_naissance: identite.pays.clone(),
        // FranceConnect names the country alone of a birth abroad
        lieu_naissance: saisie.lire("lieu_naissance").to_owned(),
    }
}

/// FranceConnect+ is the level above the first.
fn certification(identite: &IdentitePivot) -> Certification {
    match identite.niveau {
        Some(Acr::Eidas2 | Acr::Eidas3) => Certification::FranceConnectPlus,
        Some(Acr::Eidas1) | None => Certification::FranceConnect,
    }
}

fn civilite(identite: &IdentitePivot) -> &'static str {
    if identite.genre == "female" { "MME" } else { "M" }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::*;

    fn lina() -> IdentitePivot {
        IdentitePivot {
            sujet: "s".to_owned(),
            nom: "FICTIF-OUEDRAOGO".to_owned(),
            prenoms: vec!["Lina".to_owned()],
            nom_usage: None,
            genre: "female".to_owned(),
            naissance: "1996-05-17".to_owned(),
            commune: "69123".to_owned(),
            pays: "99100".to_owned(),
            niveau: Some(Acr::Eidas1),
            courriel: "lina@exemple.test".to_owned(),
        }
    }

    // requirement: ENR-04
    #[test]
    fn an_identity_sent_by_a_form_is_not_looked_at() {
        let saisie = Saisie::default()
            .avec("structure", "690990114")
            .avec("debut", "01/12/2026")
            .avec("nom", "AUTRE")
            .avec("naissance", "1950-01-01");
        let nouvelle =
            lire(&Qui::FranceConnect(lina()), &saisie, (&Referentiel::embarque(), date(2026, 11, 22))).unwrap();
        let Demandeur::FranceConnect { identite, .. } = nouvelle.demandeur else { panic!("another door") };
        assert_eq!((identite.nom.as_str(), identite.naissance.as_str()), ("FICTIF-OUEDRAOGO", "1996-05-17"));
        assert_eq!((identite.code_civilite.as_str(), identite.code_sexe.as_str()), ("MME", "F"));
    }

    // requirement: IDN-05
    #[test]
    fn the_level_that_vouched_says_which_franceconnect_certifies() {
        for (niveau, attendue) in [
            (json!("eidas1"), Certification::FranceConnect),
            (json!("eidas2"), Certification::FranceConnectPlus),
            (json!("eidas3"), Certification::FranceConnectPlus),
            (Value::Null, Certification::FranceConnect),
        ] {
            let mut visite = serde_json::to_value(lina()).unwrap();
            visite["niveau"] = niveau;
            assert_eq!(certification(&serde_json::from_value(visite).unwrap()), attendue);
        }
        let mut ancienne = serde_json::to_value(lina()).unwrap();
        ancienne.as_object_mut().unwrap().remove("niveau");
        assert_eq!(certification(&serde_json::from_value(ancienne).unwrap()), Certification::FranceConnect);
    }

    #[test]
    fn a_level_that_nobody_knows_is_no_identity() {
        let mut visite = serde_json::to_value(lina()).unwrap();
        visite["niveau"] = json!("eidas9");
        assert!(serde_json::from_value::<IdentitePivot>(visite).is_err());
    }
}
