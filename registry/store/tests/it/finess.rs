//! Extracts of FINESS on both engines: whole or not at all, and nothing lost.

use annuaire::Fait;
use registry_core::finess::{Deplacement, FinessImportError, ImportFiness, RaisonFaute, RapportFiness};
use registry_core::formulaire::Qualite;
use registry_core::habilitation::{NouveauContrat, Perimetre};
use registry_core::journal::Acte;
use registry_core::situation_acte::NouvelleSituation;
use registry_core::{CleStructure, GenreStructure};

use crate::banc::{Banc, PREMIER, SECOND, id};
use crate::extraction::{Extraction, NOE};
use crate::formulaire::depot::{ej, f101, president};
use crate::portail::{EHPAD, EJ, GESTIONNAIRE, IME, MAS, attestations, cle, contrat, finess, situation};

const ALBA: &str = "899900000011";
/// Nobody has worked there yet.
const NEUF: &str = "250990173";
const EJ_NEUVE: &str = "250990066";

const TITRES: &str = "nofinesset;nofinessej;rs;categetab;libcategetab;telephone;secteur\n";

fn etablissements(lignes: &[&str]) -> String {
    format!("{TITRES}{}\n", lignes.join("\n"))
}

fn entites() -> String {
    let lignes = [
        "690990015;ASSOCIATION FICTIVE LES TILLEULS;60;Association L.1901 non R.U.P.",
        "250990066;CENTRE COMMUNAL FICTIF D'ACTION SOCIALE;17;Centre communal d'action sociale",
    ];
    format!("nofinessej;rs;statutjuridique;libstatutjuridique\n{}\n", lignes.join("\n"))
}

const EHPAD_RENOMME: &str = "690990114;690990015;EHPAD FICTIF RENOMME;500;EHPAD;0400000000;";
const EG_NEUF: &str = "250990173;250990066;RESIDENCE FICTIVE NEUVE;202;Résidence autonomie;;SA17";

impl Banc {
    async fn finess(&self, texte: &str, accepter: bool) -> Result<RapportFiness, FinessImportError> {
        ImportFiness::new(self.guichet()).importer(&texte, accepter).await
    }

    async fn raison_sociale(&self, numero: &str) -> Option<String> {
        let structure = self.registre().structure(&finess(numero)).await.unwrap();
        structure.map(|structure| structure.details.raison_sociale)
    }
}

fn compte(rapport: &RapportFiness) -> (u64, u64, u64, u64) {
    (rapport.lignes, rapport.nouvelles, rapport.modifiees, rapport.inchangees)
}

// requirement: CON-14 DIR-05
async fn an_extract_describes_structures_and_whoever_works_there_is_told_of(banc: Banc) {
    banc.portail().await;
    let avant = banc.faits(ALBA).await.len();
    let rapport = banc.finess(&etablissements(&[EHPAD_RENOMME, EG_NEUF]), false).await.unwrap();
    assert_eq!(compte(&rapport), (2, 1, 1, 0));
    assert_eq!(banc.raison_sociale(EHPAD).await.as_deref(), Some("EHPAD FICTIF RENOMME"));
    assert_eq!(banc.faits(ALBA).await[avant..], [Fait::PersonneModifiee]);
    let neuf = CleStructure::finess(&finess(NEUF));
    let faits = banc.registre().faits_lus(std::slice::from_ref(&neuf)).await.unwrap();
    assert_eq!(
        (faits[&neuf].categorie.as_str(), faits[&neuf].libelle_categorie.as_str()),
        ("202", "Résidence autonomie")
    );
    let entite = banc.registre().structure(&finess(EJ_NEUVE)).await.unwrap().unwrap();
    assert_eq!((entite.genre, entite.details.raison_sociale.as_str()), (GenreStructure::EntiteJuridique, ""));
    // the names of legal entities are in a file of their own
    assert_eq!(compte(&banc.finess(&entites(), false).await.unwrap()), (2, 0, 2, 0));
    assert!(banc.raison_sociale(EJ_NEUVE).await.unwrap().starts_with("CENTRE COMMUNAL"));
    let image = banc.photographie().await;
    assert_eq!(compte(&banc.finess(&etablissements(&[EHPAD_RENOMME, EG_NEUF]), false).await.unwrap()), (2, 0, 0, 2));
    assert_eq!(banc.photographie().await, image, "the same file twice changes nothing");
}

// requirement: CON-14
async fn a_file_that_does_not_hold_changes_nothing_and_says_all_that_is_wrong(banc: Banc) {
    banc.portail().await;
    let image = banc.photographie().await;
    let sans = banc.finess("nofinesset;rs\n690990114;EHPAD\n", false).await.unwrap_err();
    assert!(
        matches!(&sans, FinessImportError::Colonnes(manquent) if *manquent == ["nofinessej", "categetab"]),
        "{sans}"
    );
    assert!(sans.to_string().contains("« nofinessej », « categetab »") && sans.to_string().contains("Rien n'a été"));
    let lignes =
        [EG_NEUF, "690990115;690990015;E;500;;;", "690990015;250990066;E;500;;;", "250990173;690990015;E;500;;;"];
    let refuse = banc.finess(&etablissements(&lignes), false).await.unwrap_err();
    let FinessImportError::Lignes(rapport) = refuse else { panic!("{refuse}") };
    let raisons: Vec<_> = rapport.premieres_fautes.iter().map(|faute| (faute.ligne, faute.raison)).collect();
    assert_eq!(raisons, [(3, RaisonFaute::Cle), (5, RaisonFaute::EnDouble)]);
    let connue_autrement = banc.finess(&etablissements(&[EG_NEUF, lignes[2]]), false).await.unwrap_err();
    let FinessImportError::Lignes(rapport) = connue_autrement else { panic!("{connue_autrement}") };
    assert_eq!(rapport.premieres_fautes[0].raison, RaisonFaute::AutreGenre);
    assert_eq!(banc.photographie().await, image);
    *banc.carnet.casse.lock().unwrap() = true;
    assert!(banc.finess(&etablissements(&[EG_NEUF]), false).await.is_err(), "untold");
    *banc.carnet.casse.lock().unwrap() = false;
    assert_eq!(banc.photographie().await, image);
    let reste = banc.finess(&etablissements(&lignes), true).await.unwrap();
    assert_eq!((compte(&reste), reste.fautes), ((4, 1, 0, 0), 3), "the others, once that was said");
    assert_eq!(banc.registre().structure(&finess(EJ)).await.unwrap().unwrap().genre, GenreStructure::EntiteJuridique);
    let dits = banc.carnet.actes.lock().unwrap().iter().filter(|un| matches!(un, Acte::ImportTermine { .. })).count();
    assert_eq!(dits, 2, "the people of the example, and this one");
}

// requirement: DIR-05
async fn an_extraction_of_people_does_not_write_over_what_finess_says(banc: Banc) {
    banc.portail().await;
    banc.finess(&etablissements(&[EHPAD_RENOMME]), false).await.unwrap();
    let faits = banc.evenements().await.len();
    let rapport = banc.importer(&Extraction::exemple().texte(), SECOND).await;
    assert_eq!((rapport.ecritures, banc.evenements().await.len()), (0, faits));
    assert_eq!(banc.raison_sociale(EHPAD).await.as_deref(), Some("EHPAD FICTIF RENOMME"));
    // of a place that FINESS has not described, a file still says what it is
    banc.importer(&Extraction::exemple().avec(2, "Raison sociale site", "MAS RENOMMEE").texte(), SECOND).await;
    assert_eq!(banc.raison_sociale(MAS).await.as_deref(), Some("MAS RENOMMEE"));
}

// requirement: CON-03 GES-13 GES-15
async fn an_establishment_that_changes_hands_leaves_the_contract_and_the_scope(banc: Banc) {
    banc.portail().await;
    let ligne = "690990122;440990026;IME FICTIF DES COTEAUX;183;I.M.E.;;";
    let rapport = banc.finess(&etablissements(&[ligne]), false).await.unwrap();
    let attendu = Deplacement { etablissement: finess(IME), avant: EJ.to_owned(), apres: "440990026".to_owned() };
    assert_eq!(rapport.deplacements, [attendu]);
    let nouvelle = |structure| NouvelleSituation {
        personne: id(NOE),
        structure: finess(structure),
        situation: situation(),
        attestations: attestations(),
    };
    let refusee = banc.situations().ajouter(&id(GESTIONNAIRE), &cle("a"), nouvelle(IME)).await.unwrap_err();
    assert_eq!(refusee.code(), "structure_hors_perimetre");
    assert!(banc.situations().ajouter(&id(GESTIONNAIRE), &cle("b"), nouvelle(EHPAD)).await.is_ok());
}

// requirement: CON-02 CON-14
async fn a_legal_person_public_or_private_signs_once_finess_knows_it(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    banc.declarer("3690990015/CPED0001", "FICTIF-ROUVIER", "Claire").await;
    let perimetre = || Perimetre::EntiteJuridique(finess(EJ_NEUVE));
    let signer = |perimetre| {
        let contrats = banc.contrats();
        async move { contrats.signer(contrat(perimetre)).await.map_err(|erreur| erreur.code()) }
    };
    assert_eq!(signer(perimetre()).await, Err("structure_inconnue"));
    banc.finess(&entites(), false).await.unwrap();
    let directeur = "3250990066/CDE00001";
    let mut porteur = crate::porteur::directrice();
    (porteur.structure.finess, porteur.structure.finess_ej) = (EJ_NEUVE.to_owned(), EJ_NEUVE.to_owned());
    porteur.identifiant = id(directeur);
    banc.declaration().declarer_porteur(porteur).await.unwrap();
    let publique = NouveauContrat { representant: id(directeur), ..contrat(perimetre()) };
    assert!(banc.contrats().signer(publique).await.is_ok());
    assert!(signer(Perimetre::EntiteJuridique(finess(EJ))).await.is_ok(), "an association");
    assert_eq!(signer(Perimetre::Etablissement(finess("000000000"))).await, Err("structure_inconnue"));
}

// requirement: CON-02
async fn who_is_no_legal_person_signs_nothing(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    banc.declarer("3690990015/CPED0001", "FICTIF-ROUVIER", "Claire").await;
    let signer =
        async |nouveau: NouveauContrat| banc.contrats().signer(nouveau).await.map(drop).map_err(|erreur| erreur.code());
    let entite = || contrat(Perimetre::EntiteJuridique(finess(EJ)));
    let etablissement = contrat(Perimetre::EntiteJuridique(finess(EHPAD)));
    assert_eq!(signer(etablissement).await, Err("structure_inconnue"), "a place is no legal person");
    let professionnel = NouveauContrat { representant: id(ALBA), ..entite() };
    assert_eq!(
        signer(professionnel).await,
        Err("representant_sans_carte"),
        "nor is a professional one's representative"
    );
    let titres = "nofinessej;rs;statutjuridique;libstatutjuridique\n";
    let en_son_nom = format!("{titres}690990015;FICTIF-ROUVIER CLAIRE;70;Personne Physique\n");
    banc.finess(&en_son_nom, false).await.unwrap();
    assert_eq!(signer(entite()).await, Err("contrat_personne_physique"));
    let formulaire = || f101(ej(EJ), Qualite::RepresentantLegal);
    let refuse = banc.envoyer(&president("aida", "FICTIF-NDIAYE"), "a", formulaire()).await.unwrap_err();
    assert_eq!(refuse.code(), "contrat_personne_physique", "said at once, not when the ANS answers");
    assert!(banc.colonne("contrat", "id").await.is_empty());
    banc.finess(&entites(), false).await.unwrap();
    assert_eq!(signer(entite()).await, Ok(()), "an association, with the same card");
}

sur_les_deux_moteurs!(
    an_extract_describes_structures_and_whoever_works_there_is_told_of,
    a_file_that_does_not_hold_changes_nothing_and_says_all_that_is_wrong,
    an_extraction_of_people_does_not_write_over_what_finess_says,
    an_establishment_that_changes_hands_leaves_the_contract_and_the_scope,
    a_legal_person_public_or_private_signs_once_finess_knows_it,
    who_is_no_legal_person_signs_nothing,
);
