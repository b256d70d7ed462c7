//! What went wrong half-way, or went on without somebody: no card stays that nobody knows of.

use std::sync::atomic::Ordering;

use ambient::Seconds;
use carte_cps::ModeleCarte;
use registry_core::carte::{Abandon, Carte, CarteId, Etape, Fichier as _, NouvelleCarte, RaisonOpposition};
use registry_core::habilitation::Perimetre;
use registry_core::port::Registre as _;

use super::bureau::{Bureau, cpe};
use crate::banc::{Banc, SECOND, id};
use crate::extraction::{Extraction, PAUL};
use crate::portail::{COLLEGUE, DIRECTRICE, EJ, SUPPORT, cle, finess};

/// Until the last month of a card that is made now.
const BIENTOT: Seconds = Seconds::hours(24 * (365 * 3 - 20));

// requirement: X03
async fn a_card_that_was_made_while_its_order_was_given_up_is_opposed(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let carte = bureau.commander("a", COLLEGUE).await.unwrap();
    // the authority makes it, and its answer is lost
    bureau.autorite.perd.store(true, Ordering::Relaxed);
    bureau.tours(1).await;
    assert_eq!(bureau.etape(&carte).await.mot(), "COMMANDEE");
    bureau.cartes.annuler(&id(DIRECTRICE), &carte).await.unwrap();
    bureau.tours(1).await;
    assert!(matches!(bureau.etape(&carte).await, Etape::Renoncee { .. }), "still unknown");
    bureau.autorite.perd.store(false, Ordering::Relaxed);
    bureau.tours(2).await;
    let finie = bureau.etape(&carte).await;
    assert_eq!(finie.mot(), "OPPOSEE");
    assert!(bureau.oppose(&finie), "what was made is on the list");
}

// requirement: CON-11
async fn a_predecessor_keeps_no_cde_and_gets_no_other(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let cde = NouvelleCarte { modele: ModeleCarte::Cde, ..cpe(DIRECTRICE) };
    let carte = bureau.cartes.commander(&id(DIRECTRICE), &cle("a"), cde).await.unwrap();
    bureau.tours(2).await;
    bureau.cartes.recevoir(&id(DIRECTRICE), &carte).await.unwrap();
    let tout = Perimetre::EntiteJuridique(finess(EJ));
    bureau.banc.contrats().succeder("ans", &tout, &id(COLLEGUE)).await.unwrap();
    assert_eq!(bureau.etape(&carte).await.mot(), "A_OPPOSER", "in the act that ends the title");
    bureau.tours(1).await;
    assert!(bureau.oppose(&bureau.etape(&carte).await));
    // who succeeds and is succeeded while the card is on order
    let cde = NouvelleCarte { modele: ModeleCarte::Cde, ..cpe(COLLEGUE) };
    let autre = bureau.cartes.commander(&id(COLLEGUE), &cle("b"), cde).await.unwrap();
    bureau.banc.contrats().succeder("ans", &tout, &id(SUPPORT[0])).await.unwrap();
    bureau.tours(2).await;
    assert!(matches!(bureau.etape(&autre).await, Etape::Annulee { motif: Abandon::PorteurParti, .. }));
}

// requirement: MIE-12
async fn a_renewal_that_failed_is_tried_again(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    bureau.recue("a", COLLEGUE).await;
    bureau.banc.horloge.advance(BIENTOT);
    bureau.autorite.refuse.store(true, Ordering::Relaxed);
    bureau.tours(3).await;
    let cartes = bureau.cartes.miennes(&id(COLLEGUE)).await.unwrap();
    assert_eq!((cartes.len(), cartes[0].etape.mot()), (2, "ANNULEE"), "refused, and not asked for at each round");
    bureau.autorite.refuse.store(false, Ordering::Relaxed);
    bureau.banc.horloge.advance(Seconds::hours(24 * 4));
    bureau.tours(3).await;
    let cartes = bureau.cartes.miennes(&id(COLLEGUE)).await.unwrap();
    assert_eq!((cartes.len(), cartes[0].etape.mot()), (3, "ENVOYEE"));
    bureau.banc.horloge.advance(Seconds::hours(24 * 4));
    bureau.tours(2).await;
    assert_eq!(bureau.cartes.miennes(&id(COLLEGUE)).await.unwrap().len(), 3, "once it came");
}

// requirement: MIE-12 X03
async fn oppositions_that_the_authority_refuses_hold_back_no_other_and_no_order(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let perdue = bureau.recue("a", COLLEGUE).await;
    bureau.autorite.muette.store(true, Ordering::Relaxed);
    bureau.cartes.opposer(&id(COLLEGUE), &perdue, RaisonOpposition::Perdue).await.unwrap();
    bureau.autorite.muette.store(false, Ordering::Relaxed);
    let modele = bureau.banc.magasin.carte_lue(&perdue).await.unwrap().unwrap();
    let mut chantier = bureau.banc.magasin.chantier().await.unwrap();
    for rang in 0..60 {
        // of no card that the authority has made
        let inconnue = Carte { id: CarteId::from(format!("-{rang}")), ..modele.clone() };
        chantier.ecrire_carte(&inconnue).await.unwrap();
    }
    chantier.valider().await.unwrap();
    let neuve = bureau.commander("b", SUPPORT[0]).await.unwrap();
    bureau.tours(1).await;
    assert!(bureau.oppose(&bureau.etape(&perdue).await));
    assert_eq!(bureau.etape(&neuve).await.mot(), "PRODUITE");
}

// requirement: MIE-14
async fn whoever_receives_the_card_of_a_new_practice_has_no_other_left(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let premiere = bureau.cartes.produire_cps("ordre-infirmier", &id(PAUL), None).await.unwrap();
    bureau.tours(2).await;
    bureau.cartes.recevoir(&id(PAUL), &premiere).await.unwrap();
    bureau.banc.horloge.advance(BIENTOT);
    bureau.tours(3).await;
    let renouvelee = bureau.cartes.miennes(&id(PAUL)).await.unwrap()[0].id.clone();
    let demenage = Extraction::exemple().avec(5, "Nom d'exercice", "FICTIF-LEROUX-ROY");
    bureau.banc.importer(&demenage.texte(), SECOND).await;
    bureau.tours(3).await;
    let cartes = bureau.cartes.miennes(&id(PAUL)).await.unwrap();
    let nouvelle = cartes.iter().find(|une| ![&premiere, &renouvelee].contains(&&une.id)).unwrap().id.clone();
    *bureau.banc.carnet.casse.lock().unwrap() = true;
    assert!(bureau.cartes.recevoir(&id(PAUL), &nouvelle).await.is_err());
    *bureau.banc.carnet.casse.lock().unwrap() = false;
    assert_eq!(bureau.etape(&nouvelle).await.mot(), "ENVOYEE", "nothing is half done");
    // all is decided at once, whether the authority answers or not
    bureau.autorite.muette.store(true, Ordering::Relaxed);
    bureau.cartes.recevoir(&id(PAUL), &nouvelle).await.unwrap();
    for ancienne in [&premiere, &renouvelee] {
        assert_eq!(bureau.etape(ancienne).await.mot(), "A_OPPOSER");
    }
    bureau.autorite.muette.store(false, Ordering::Relaxed);
    bureau.tours(1).await;
    for ancienne in [&premiere, &renouvelee] {
        assert!(bureau.oppose(&bureau.etape(ancienne).await));
    }
    assert_eq!(bureau.etape(&nouvelle).await.mot(), "RECUE");
}

// requirement: MIE-14 MIE-18
async fn two_professions_are_two_cards_and_a_change_touches_its_own(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let mut double = Extraction::exemple();
    double.lignes.push(double.lignes[5].clone());
    let double = double.avec(8, "Code profession", "40");
    bureau.banc.importer(&double.texte(), SECOND).await;
    let produire = async |profession: Option<&'static str>| {
        let produite = bureau.cartes.produire_cps("ordre", &id(PAUL), profession).await;
        produite.map_err(|refus| refus.code())
    };
    assert_eq!(produire(None).await, Err("carte_profession_a_choisir"));
    assert_eq!(produire(Some("10")).await, Err("carte_profession_a_choisir"), "not one of theirs");
    let infirmier = produire(Some("60")).await.unwrap();
    let dentiste = produire(Some("40/C")).await.unwrap();
    assert_eq!(produire(Some("60")).await, Err("carte_deja_commandee"));
    bureau.tours(2).await;
    for carte in [&infirmier, &dentiste] {
        bureau.cartes.recevoir(&id(PAUL), carte).await.unwrap();
    }
    let demenage = double.avec(8, "Nom d'exercice", "FICTIF-LEROUX-ROY");
    bureau.banc.importer(&demenage.texte(), SECOND.plus(Seconds::hours(24))).await;
    bureau.tours(3).await;
    let cartes = bureau.cartes.miennes(&id(PAUL)).await.unwrap();
    let suivantes = cartes.iter().filter_map(|une| une.remplace.as_ref().map(|avant| (avant, &une.id)));
    let suivantes: Vec<_> = suivantes.collect();
    let [(avant, nouvelle)] = suivantes[..] else { panic!("one change, one card: {suivantes:?}") };
    assert_eq!(*avant, dentiste);
    bureau.cartes.recevoir(&id(PAUL), nouvelle).await.unwrap();
    assert_eq!(bureau.etape(&infirmier).await.mot(), "RECUE");
    assert_eq!(bureau.etape(&dentiste).await.mot(), "OPPOSEE");
}

sur_les_deux_moteurs!(
    a_card_that_was_made_while_its_order_was_given_up_is_opposed,
    a_predecessor_keeps_no_cde_and_gets_no_other,
    a_renewal_that_failed_is_tried_again,
    oppositions_that_the_authority_refuses_hold_back_no_other_and_no_order,
    whoever_receives_the_card_of_a_new_practice_has_no_other_left,
    two_professions_are_two_cards_and_a_change_touches_its_own,
);
