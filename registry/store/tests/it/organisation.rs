//! Operators as they are organised: one desk for all places, one a place, associations that know nothing of each other.

use annuaire::Structure;
use registry_core::NouveauPorteur;
use registry_core::habilitation::{NouveauContrat, Perimetre};
use registry_core::situation_acte::{NouvelleSituation, SituationDemandee};

use crate::banc::{Banc, id};
use crate::extraction::LUC;
use crate::portail::{
    COLLEGUE, EHPAD, IME, agent, attestations, cle, contrat, designation, finess, inscription, situation,
};
use crate::porteur::directrice;

/// Another operator, with a hospital.
const AUTRE_EJ: &str = "310990031";
const HOPITAL: &str = "310990320";
const AUTRE_DIRECTEUR: &str = "3310990031/CDE00001";

fn luc(structure: &str) -> NouvelleSituation {
    let (personne, structure) = (id(LUC), finess(structure));
    NouvelleSituation { personne, structure, situation: situation(), attestations: attestations() }
}

/// The code of the refusal, `None` for what was done.
async fn ajouter(banc: &Banc, par: &str, nouvelle: NouvelleSituation) -> Option<&'static str> {
    let cle = cle(&format!("{}-{}", par.len(), nouvelle.structure));
    banc.situations().ajouter(&id(par), &cle, nouvelle).await.map_err(|erreur| erreur.code()).err()
}

async fn declarer(banc: &Banc, identifiant: &str, ej: &str) {
    let structure = Structure { finess: ej.to_owned(), finess_ej: ej.to_owned(), ..directrice().structure };
    let nom = format!("FICTIF {identifiant}");
    let porteur = NouveauPorteur { identifiant: id(identifiant), nom, structure, ..directrice() };
    banc.declaration().declarer_porteur(porteur).await.unwrap();
}

// requirement: SIT-06
async fn one_desk_enters_a_situation_for_each_place(banc: Banc) {
    banc.portail().await;
    for structure in [EHPAD, IME] {
        assert_eq!(ajouter(&banc, agent().to_string().as_str(), luc(structure)).await, None, "{structure}");
    }
    assert_eq!(banc.personne(LUC).await.unwrap().exercices[0].situations.len(), 2);
}

// requirement: SIT-07 GES-04 GES-14
async fn each_place_enters_its_own_with_as_many_people_as_it_wants(banc: Banc) {
    banc.portail().await;
    banc.nommer(COLLEGUE, Perimetre::Etablissement(finess(IME))).await;
    for numero in 4..=9 {
        let identifiant = format!("3690990015/CPE{numero:05}");
        declarer(&banc, &identifiant, crate::portail::EJ).await;
        banc.nommer(&identifiant, Perimetre::Etablissement(finess(EHPAD))).await;
    }
    assert_eq!(ajouter(&banc, COLLEGUE, luc(EHPAD)).await, Some("structure_hors_perimetre"));
    assert_eq!(ajouter(&banc, COLLEGUE, luc(IME)).await, None);
    assert_eq!(ajouter(&banc, "3690990015/CPE00009", luc(IME)).await, Some("structure_hors_perimetre"));
    assert_eq!(ajouter(&banc, "3690990015/CPE00009", luc(EHPAD)).await, None);
}

// requirement: SIT-08 ENR-13 CON-04 CON-17
async fn operators_that_know_nothing_of_each_other_each_enter_their_own(banc: Banc) {
    banc.portail().await;
    declarer(&banc, AUTRE_DIRECTEUR, AUTRE_EJ).await;
    let soin = SituationDemandee { profession: "316".to_owned(), role: "GENR01".to_owned(), ..situation() };
    let ailleurs = NouvelleSituation { situation: soin, ..luc(HOPITAL) };
    assert_eq!(ajouter(&banc, AUTRE_DIRECTEUR, ailleurs.clone()).await, Some("agent_sans_habilitation"));
    let representant = id(AUTRE_DIRECTEUR);
    let sien = NouveauContrat { representant, ..contrat(Perimetre::EntiteJuridique(finess(AUTRE_EJ))) };
    banc.contrats().signer(sien).await.unwrap();
    assert_eq!(ajouter(&banc, AUTRE_DIRECTEUR, ailleurs).await, None);
    assert_eq!(ajouter(&banc, AUTRE_DIRECTEUR, luc(EHPAD)).await, Some("structure_hors_perimetre"));
    assert_eq!(ajouter(&banc, agent().to_string().as_str(), luc(EHPAD)).await, None);
}

// requirement: ELI-09 CON-14
async fn who_is_not_in_finess_signs_no_contract_and_registers_nobody(banc: Banc) {
    banc.portail().await;
    let agence = "750000000";
    let signe = banc.contrats().signer(contrat(Perimetre::EntiteJuridique(finess(agence)))).await.unwrap_err();
    assert_eq!(signe.code(), "structure_inconnue");
    let chez = registry_core::demande::NouvelleInscription { structure: finess(agence), ..inscription() };
    let refusee = banc.enregistrer().enregistrer(&agent(), &cle("agence"), chez).await.unwrap_err();
    assert_eq!(refusee.code(), "structure_hors_perimetre");
    let nomme = designation(COLLEGUE, Perimetre::Etablissement(finess(agence)));
    let refus = banc.designation().designer(&id(crate::portail::DIRECTRICE), &cle("n"), nomme).await.unwrap_err();
    assert_eq!(refus.code(), "structure_hors_perimetre");
}

sur_les_deux_moteurs!(
    one_desk_enters_a_situation_for_each_place,
    each_place_enters_its_own_with_as_many_people_as_it_wants,
    operators_that_know_nothing_of_each_other_each_enter_their_own,
    who_is_not_in_finess_signs_no_contract_and_registers_nobody,
);
