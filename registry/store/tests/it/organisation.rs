//! Operators as they are organised: one desk for all places, one a place, associations that know nothing of each other.

use annuaire::Structure;
use registry_core::NouveauPorteur;
use registry_core::demande::{NouvelleInscription, VueGestionnaire};
use registry_core::habilitation::{Etablissement, NouveauContrat, Perimetre};
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
/// Of the same hospital, for old people.
const EHPAD_DU_CH: &str = "310990312";
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

// requirement: SIT-08 ENR-13 CON-04
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

/// The contract of an operator, whose director holds its card.
async fn adherer(banc: &Banc, (ej, directeur): (&str, &str), etablissements: Vec<Etablissement>) {
    declarer(banc, directeur, ej).await;
    let perimetre = Perimetre::EntiteJuridique(finess(ej));
    let contrat = NouveauContrat { representant: id(directeur), etablissements, ..contrat(perimetre) };
    banc.contrats().signer(contrat).await.unwrap();
}

/// The director registers Lucie there: where she works, by her record, or the fields that do not hold. No warning is let by.
async fn inscrire(banc: &Banc, par: &str, (structure, role): (&str, &str)) -> Result<Vec<String>, Vec<&'static str>> {
    let situation = SituationDemandee { role: role.to_owned(), ..situation() };
    let nouvelle = NouvelleInscription { structure: finess(structure), situation, ..inscription() };
    let faite = banc.enregistrer().enregistrer(&id(par), &cle(&format!("{structure}-{role}")), nouvelle).await;
    let faite = faite.map_err(|refus| refus.objections().iter().map(|une| une.code).collect::<Vec<_>>())?;
    assert!(faite.avertissements.is_empty(), "{:?}", faite.avertissements);
    let VueGestionnaire::Validee { personne } = faite.vue else { panic!("{:?}", faite.vue) };
    let lue = banc.personne(&personne.to_string()).await.unwrap();
    let situations = lue.exercices.iter().flat_map(|exercice| &exercice.situations);
    Ok(situations.map(|situation| situation.structure.clone().unwrap().finess).collect())
}

// requirement: CON-17
async fn an_ehpad_of_a_hospital_registers_its_staff_by_the_rules_of_its_own_sector(banc: Banc) {
    banc.portail().await;
    adherer(&banc, (AUTRE_EJ, AUTRE_DIRECTEUR), Vec::new()).await;
    let soin = inscrire(&banc, AUTRE_DIRECTEUR, (EHPAD_DU_CH, "GENR01")).await;
    assert_eq!(soin, Err(vec!["role_de_soin"]), "the hospital may, not this place");
    assert_eq!(inscrire(&banc, AUTRE_DIRECTEUR, (EHPAD_DU_CH, "GENR11")).await, Ok(vec![EHPAD_DU_CH.to_owned()]));
}

// requirement: CON-17
async fn a_dac_registers_its_staff(banc: Banc) {
    banc.portail().await;
    let (ej, dac, directeur) = ("590990017", "590990116", "3590990017/CDE00001");
    let details = Structure { raison_sociale: "DAC FICTIF DES FLANDRES".to_owned(), ..Structure::default() };
    let coordination = Etablissement::nouveau(&finess(dac), &finess(ej), (details, "SA63".to_owned()));
    adherer(&banc, (ej, directeur), vec![coordination]).await;
    assert_eq!(inscrire(&banc, directeur, (dac, "GENR01")).await, Err(vec!["role_de_soin"]));
    assert_eq!(inscrire(&banc, directeur, (dac, "GENR11")).await, Ok(vec![dac.to_owned()]), "its sector is known");
}

// requirement: ELI-09 CON-14
async fn who_is_not_in_finess_signs_no_contract_and_registers_nobody(banc: Banc) {
    banc.portail().await;
    let agence = "750000000";
    let signe = banc.contrats().signer(contrat(Perimetre::EntiteJuridique(finess(agence)))).await.unwrap_err();
    assert_eq!(signe.code(), "structure_inconnue");
    let chez = NouvelleInscription { structure: finess(agence), ..inscription() };
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
    an_ehpad_of_a_hospital_registers_its_staff_by_the_rules_of_its_own_sector,
    a_dac_registers_its_staff,
    who_is_not_in_finess_signs_no_contract_and_registers_nobody,
);
