//! The form that the ANS accepts is the order of the card: one transaction, one card, made and sent like any other.

use ambient::Seconds;
use carte_cps::ModeleCarte;
use jiff::civil::date;
use registry_core::carte::{Abandon, Carte, Etape, Fichier as _, NouvelleCarte, RaisonOpposition};
use registry_core::formulaire::{DecisionFormulaire, Demandeur, Qualite};
use sante::IdentifiantNational;

use super::bureau::{Bureau, cpe};
use crate::banc::{Banc, id};
use crate::formulaire::depot::{HOPITAL, ej, f101, f301, president};
use crate::portail::{DIRECTRICE, EJ, cle, finess};

impl Bureau {
    async fn seule(&self, porteur: &IdentifiantNational) -> Carte {
        let mut siennes = self.banc.magasin.cartes_du_porteur(porteur).await.unwrap();
        assert_eq!(siennes.len(), 1, "one form, one card");
        siennes.remove(0)
    }
}

// requirement: CON-08 CON-09 CON-12 MIE-10
async fn an_accepted_f101_orders_the_card_of_who_directs(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let aida = president("aida", "FICTIF-NDIAYE");
    let envoye = bureau.banc.envoyer(&aida, "a", f101(ej(HOPITAL), Qualite::RepresentantLegal)).await.unwrap();
    assert!(bureau.banc.colonne("carte", "id").await.is_empty(), "nothing is ordered before the answer");
    let porteur = bureau.banc.accepter(&aida, &envoye).await;
    let encore = bureau.banc.statuer((&envoye, 1), DecisionFormulaire::Accepter).await;
    assert_eq!(encore, Err("formulaire_autre_etape"));
    let carte = bureau.seule(&porteur).await;
    assert_eq!((carte.modele, carte.structure.clone()), (ModeleCarte::Cde, Some(finess(HOPITAL))));
    assert_eq!(bureau.mails().await, ["droit_accorde", "formulaire_accepte"], "one letter says both");
    bureau.tours(2).await;
    assert_eq!(bureau.etape(&carte.id).await.mot(), "ENVOYEE");
    assert_eq!(bureau.mails().await, ["carte_envoyee"], "to the address of the form");
    assert_eq!(bureau.cartes.tableau(&porteur).await.unwrap()[0].cartes[0].carte.id, carte.id);
    bureau.cartes.recevoir(&porteur, &carte.id).await.unwrap();
    let dits = bureau.dits();
    assert_eq!(dits[0], (porteur.to_string(), "COMMANDEE"));
    // lost: another one, by TOM
    bureau.cartes.opposer(&porteur, &carte.id, RaisonOpposition::Perdue).await.unwrap();
    let autre = NouvelleCarte { modele: ModeleCarte::Cde, structure: finess(HOPITAL), porteur: porteur.clone() };
    assert!(bureau.cartes.commander(&porteur, &cle("b"), autre).await.is_ok());
}

// requirement: CON-11 CON-12
async fn a_successor_and_who_directs_twice_get_a_card_each(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let aida = president("aida", "FICTIF-NDIAYE");
    let a_succeder = bureau.banc.envoyer(&aida, "a", f101(ej(EJ), Qualite::RepresentantLegal)).await.unwrap();
    let elle = Demandeur::Connu(id(DIRECTRICE));
    let seconde = bureau.banc.envoyer(&elle, "b", f101(ej(HOPITAL), Qualite::RepresentantLegal)).await.unwrap();
    for (qui, formulaire, ou) in [(&aida, a_succeder, EJ), (&elle, seconde, HOPITAL)] {
        let porteur = bureau.banc.accepter(qui, &formulaire).await;
        let carte = bureau.seule(&porteur).await;
        assert_eq!((carte.modele, carte.structure), (ModeleCarte::Cde, Some(finess(ou))));
    }
    bureau.tours(2).await;
    assert!(bureau.banc.colonne("carte", "mot").await.iter().all(|mot| mot == "ENVOYEE"));
}

// requirement: GES-09 GES-11 MIE-10
async fn an_accepted_f301_orders_a_first_cpe_and_tom_the_next_ones(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let elle = Demandeur::Connu(id(DIRECTRICE));
    let envoye = bureau.banc.envoyer(&elle, "a", f301(ej(EJ), "FICTIF-NEUF")).await.unwrap();
    let porteur = bureau.banc.accepter(&elle, &envoye).await;
    let carte = bureau.seule(&porteur).await;
    assert_eq!((carte.modele, carte.commande_par.as_str()), (ModeleCarte::Cpe, DIRECTRICE));
    let deja = bureau.cartes.commander(&id(DIRECTRICE), &cle("b"), cpe(&porteur.to_string())).await;
    assert_eq!(deja.unwrap_err().code(), "carte_deja_commandee");
    bureau.tours(2).await;
    bureau.cartes.recevoir(&porteur, &carte.id).await.unwrap();
    bureau.cartes.opposer(&porteur, &carte.id, RaisonOpposition::Defectueuse).await.unwrap();
    assert!(bureau.commander("c", &porteur.to_string()).await.is_ok());
}

// requirement: CON-08
async fn a_form_that_is_refused_or_whose_record_fails_orders_nothing(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let elle = Demandeur::Connu(id(DIRECTRICE));
    let rejete = bureau.banc.envoyer(&elle, "a", f301(ej(EJ), "FICTIF-NEUF")).await.unwrap();
    let motif = "Cette personne a déjà une carte.".to_owned();
    bureau.banc.statuer((&rejete, 1), DecisionFormulaire::Rejeter { motif }).await.unwrap();
    let casse = bureau.banc.envoyer(&elle, "b", f301(ej(EJ), "FICTIF-VIEUX")).await.unwrap();
    let image = bureau.banc.photographie().await;
    *bureau.banc.carnet.casse.lock().unwrap() = true;
    assert!(bureau.banc.statuer((&casse, 1), DecisionFormulaire::Accepter).await.is_err());
    *bureau.banc.carnet.casse.lock().unwrap() = false;
    assert_eq!(bureau.banc.photographie().await, image, "nobody is declared without a card");
    assert!(bureau.banc.colonne("carte", "id").await.is_empty());
}

// requirement: CON-01
async fn a_contract_that_ends_gives_up_the_card_of_a_form_and_tells_who_asked(banc: Banc) {
    banc.portail_sous_contrat_jusqu_au(Some(date(2027, 1, 20))).await;
    let bureau = Bureau::sur(banc);
    let elle = Demandeur::Connu(id(DIRECTRICE));
    let envoye = bureau.banc.envoyer(&elle, "a", f301(ej(EJ), "FICTIF-NEUF")).await.unwrap();
    let porteur = bureau.banc.accepter(&elle, &envoye).await;
    bureau.mails().await;
    bureau.banc.horloge.advance(Seconds::hours(24 * 6));
    bureau.tours(1).await;
    let carte = bureau.seule(&porteur).await;
    assert!(matches!(carte.etape, Etape::Annulee { motif: Abandon::SansContrat, .. }), "{:?}", carte.etape);
    assert_eq!(bureau.mails().await, ["carte_annulee", "carte_annulee"], "the holder, and who asked");
}

sur_les_deux_moteurs!(
    an_accepted_f101_orders_the_card_of_who_directs,
    a_successor_and_who_directs_twice_get_a_card_each,
    an_accepted_f301_orders_a_first_cpe_and_tom_the_next_ones,
    a_form_that_is_refused_or_whose_record_fails_orders_nothing,
    a_contract_that_ends_gives_up_the_card_of_a_form_and_tells_who_asked,
);
