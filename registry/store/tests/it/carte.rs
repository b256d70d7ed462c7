//! Cards from their order to their end, made by the card authority of tests, which may fall silent.

pub mod bureau;
mod depart;
mod premiere;
mod reprises;

use std::sync::atomic::Ordering;

use ambient::Seconds;
use carte_cps::ModeleCarte;
use jiff::civil::date;
use registry_core::carte::{Abandon, Etape, NouvelleCarte, Origine, RaisonOpposition, Suite};
use registry_core::habilitation::Perimetre;

use crate::banc::{Banc, SECOND, id};
use crate::extraction::{ALBA, Extraction, LUC, PAUL};
use crate::portail::{COLLEGUE, DIRECTRICE, EHPAD, EJ, GESTIONNAIRE, SUPPORT, cle, finess};
use bureau::{Bureau, cpe};

/// From January 2027 to January 2030, a 29 February between.
const TROIS_ANS: Seconds = Seconds::hours(24 * (365 * 3 + 1));

// requirement: MIE-10 GES-09 GES-11
async fn a_card_is_ordered_made_sent_and_received_for_three_years(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let carte = bureau.commander("a", COLLEGUE).await.unwrap();
    assert_eq!(bureau.commander("a", COLLEGUE).await.unwrap(), carte, "sent twice, ordered once");
    assert_eq!(bureau.commander("b", COLLEGUE).await.unwrap_err().code(), "carte_deja_commandee");
    bureau.tours(1).await;
    assert_eq!(bureau.etape(&carte).await.mot(), "PRODUITE");
    bureau.tours(1).await;
    let Etape::Envoyee { fabrication, .. } = bureau.etape(&carte).await else { panic!("sent") };
    assert_eq!(fabrication.jusque, fabrication.depuis.plus(TROIS_ANS));
    assert_eq!(bureau.cartes.recevoir(&id(SUPPORT[0]), &carte).await.unwrap_err().code(), "carte_inconnue");
    bureau.cartes.recevoir(&id(COLLEGUE), &carte).await.unwrap();
    bureau.cartes.recevoir(&id(COLLEGUE), &carte).await.unwrap();
    assert_eq!(bureau.etape(&carte).await.mot(), "RECUE");
    let dits: Vec<_> = bureau.dits().into_iter().map(|(_, etape)| etape).collect();
    assert_eq!(dits, ["COMMANDEE", "PRODUITE", "ENVOYEE", "RECUE"]);
    assert_eq!(bureau.mails().await, ["carte_commandee", "carte_envoyee"]);
    let tableau = bureau.cartes.tableau(&id(GESTIONNAIRE)).await.unwrap();
    assert_eq!((tableau[0].cartes[0].nom.as_str(), tableau[0].cartes.len()), ("FICTIF-LACROIX", 1));
    assert_eq!(bureau.cartes.miennes(&id(COLLEGUE)).await.unwrap()[0].id, carte);
}

// requirement: MIE-01 MIE-02 MIE-13 MIE-16 CON-11 GES-11 GES-15
async fn nobody_orders_what_is_not_theirs_to_order(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let tout = Perimetre::EntiteJuridique(finess(EJ));
    bureau.banc.mandater(COLLEGUE, tout).await;
    let code = async |mot: &str, nouvelle: NouvelleCarte| {
        bureau.cartes.commander(&id(COLLEGUE), &cle(mot), nouvelle).await.map_err(|erreur| erreur.code())
    };
    assert_eq!(code("a", cpe(ALBA)).await, Err("carte_porteur_de_role"));
    assert_eq!(code("b", cpe(PAUL)).await, Err("carte_de_professionnel"));
    assert_eq!(
        code("c", NouvelleCarte { modele: ModeleCarte::Cps, ..cpe(COLLEGUE) }).await,
        Err("carte_de_professionnel")
    );
    assert_eq!(
        code("d", NouvelleCarte { modele: ModeleCarte::Cde, ..cpe(DIRECTRICE) }).await,
        Err("carte_directeur_seul")
    );
    assert_eq!(code("e", cpe("3690990015/CPE99999")).await, Err("carte_sans_porteur"));
    assert_eq!(
        code("f", NouvelleCarte { structure: finess("310990031"), ..cpe(COLLEGUE) }).await,
        Err("structure_hors_perimetre")
    );
    let gestionnaire = bureau.cartes.commander(&id(GESTIONNAIRE), &cle("i"), cpe(COLLEGUE)).await;
    assert_eq!(gestionnaire.unwrap_err().code(), "structure_hors_perimetre", "they see and oppose, and order nothing");
    assert!(!bureau.cartes.tableau(&id(GESTIONNAIRE)).await.unwrap()[0].peut_commander);
    let sans_droit = bureau.cartes.commander(&id(SUPPORT[0]), &cle("g"), cpe(COLLEGUE)).await;
    assert_eq!(sans_droit.unwrap_err().code(), "agent_sans_habilitation");
    assert!(bureau.banc.colonne("carte", "id").await.is_empty());
    let cde = NouvelleCarte { modele: ModeleCarte::Cde, ..cpe(DIRECTRICE) };
    assert!(bureau.cartes.commander(&id(DIRECTRICE), &cle("h"), cde).await.is_ok());
    assert_eq!(bureau.cartes.produire_cps("ordre", &id(LUC), None).await.unwrap_err().code(), "carte_porteur_de_role");
}

// requirement: MIE-12
async fn a_card_is_renewed_a_month_before_its_end_with_the_same_codes_once(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let carte = bureau.recue("a", COLLEGUE).await;
    let ancienne = bureau.etape(&carte).await.fabrication().unwrap().clone();
    bureau.mails().await;
    bureau.banc.horloge.advance(Seconds::hours(24 * (365 * 3 + 1 - 31)));
    bureau.tours(3).await;
    assert_eq!(bureau.banc.colonne("carte", "id").await.len(), 1, "not yet");
    bureau.banc.horloge.advance(Seconds::hours(48));
    let (un, deux) = tokio::join!(bureau.cartes.tour(), bureau.cartes.tour());
    un.and(deux).unwrap();
    bureau.tours(3).await;
    let cartes = bureau.cartes.miennes(&id(COLLEGUE)).await.unwrap();
    assert_eq!(cartes.len(), 2, "two nodes renew it once");
    let nouvelle = cartes[0].etape.fabrication().unwrap().clone();
    assert_eq!((cartes[0].origine, cartes[0].etape.mot()), (Origine::Renouvellement, "ENVOYEE"));
    assert_eq!(nouvelle.codes, ancienne.codes, "the same codes");
    assert_ne!(nouvelle.numero, ancienne.numero);
    assert_eq!(bureau.etape(&carte).await.mot(), "RECUE", "the old one serves to its end");
    bureau.cartes.recevoir(&id(COLLEGUE), &cartes[0].id).await.unwrap();
    assert_eq!(bureau.etape(&carte).await.mot(), "RECUE");
    let mut mails = bureau.mails().await;
    mails.sort_unstable();
    assert_eq!(mails, ["carte_commandee", "carte_envoyee"], "the holder hears of the renewal, and orders nothing");
}

// requirement: MIE-14
async fn a_professional_s_card_follows_the_practice(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let carte = bureau.cartes.produire_cps("ordre-infirmier", &id(PAUL), None).await.unwrap();
    bureau.tours(2).await;
    bureau.cartes.recevoir(&id(PAUL), &carte).await.unwrap();
    let ancienne = bureau.etape(&carte).await.fabrication().unwrap().clone();
    // the role that a structure gave changes: no card is about it
    let role = Extraction::exemple().avec(4, "Code rôle", "312");
    bureau.banc.importer(&role.texte(), SECOND).await;
    bureau.tours(2).await;
    assert_eq!(bureau.cartes.miennes(&id(PAUL)).await.unwrap().len(), 1);
    let demenage = role.avec(5, "Nom d'exercice", "FICTIF-LEROUX-ROY");
    bureau.banc.importer(&demenage.texte(), SECOND.plus(Seconds::hours(24))).await;
    bureau.tours(4).await;
    let cartes = bureau.cartes.miennes(&id(PAUL)).await.unwrap();
    assert_eq!((cartes.len(), cartes[0].origine), (2, Origine::ChangementExercice));
    assert_ne!(cartes[0].etape.fabrication().unwrap().codes, ancienne.codes, "new codes");
    assert_eq!(bureau.etape(&carte).await.mot(), "RECUE", "nobody is left without");
    bureau.cartes.recevoir(&id(PAUL), &cartes[0].id).await.unwrap();
    let finie = bureau.etape(&carte).await;
    assert!(matches!(&finie, Etape::Opposee { raison: RaisonOpposition::Remplacee, .. }) && bureau.oppose(&finie));
    bureau.tours(3).await;
    assert_eq!(bureau.cartes.miennes(&id(PAUL)).await.unwrap().len(), 2, "once");
}

// requirement: X03
async fn an_opposed_card_is_on_the_list_at_once_or_as_soon_as_the_authority_answers(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let carte = bureau.recue("a", COLLEGUE).await;
    assert!(!bureau.oppose(&bureau.etape(&carte).await));
    let etranger = bureau.cartes.opposer(&id(SUPPORT[1]), &carte, RaisonOpposition::Perdue).await;
    assert_eq!(etranger.unwrap_err().code(), "carte_inconnue");
    bureau.autorite.muette.store(true, Ordering::Relaxed);
    let suite = bureau.cartes.opposer(&id(COLLEGUE), &carte, RaisonOpposition::Perdue).await.unwrap();
    assert_eq!((suite, bureau.etape(&carte).await.mot()), (Suite::Gardee, "A_OPPOSER"));
    assert_eq!(bureau.cartes.recevoir(&id(COLLEGUE), &carte).await.unwrap_err().code(), "carte_autre_etape");
    bureau.autorite.muette.store(false, Ordering::Relaxed);
    bureau.tours(1).await;
    assert!(bureau.oppose(&bureau.etape(&carte).await));
    let autre = bureau.recue("b", COLLEGUE).await;
    let suite = bureau.cartes.opposer(&id(GESTIONNAIRE), &autre, RaisonOpposition::Depart).await.unwrap();
    assert_eq!(suite, Suite::Faite);
    assert!(bureau.oppose(&bureau.etape(&autre).await), "at once");
    let encore = bureau.cartes.opposer(&id(GESTIONNAIRE), &autre, RaisonOpposition::Perdue).await.unwrap();
    assert_eq!(encore, Suite::Faite, "twice is once");
    assert!(matches!(bureau.etape(&autre).await, Etape::Opposee { raison: RaisonOpposition::Depart, .. }));
}

// requirement: CON-01
async fn a_contract_that_ends_while_an_order_is_under_way_gives_no_card(banc: Banc) {
    banc.portail_sous_contrat_jusqu_au(Some(date(2027, 1, 20))).await;
    banc.mandater(COLLEGUE, Perimetre::EntiteJuridique(finess(EJ))).await;
    let bureau = Bureau::sur(banc);
    bureau.autorite.muette.store(true, Ordering::Relaxed);
    let commandee = bureau.commander("a", COLLEGUE).await.unwrap();
    bureau.autorite.muette.store(false, Ordering::Relaxed);
    let produite = bureau.commander("b", SUPPORT[0]).await.unwrap();
    bureau.tours(1).await;
    assert_eq!(bureau.etape(&produite).await.mot(), "PRODUITE");
    let recue = bureau.recue("c", SUPPORT[1]).await;
    // ordered the same day, and not made when the contract ends
    let tard = bureau.commander("d", GESTIONNAIRE).await.unwrap();
    bureau.banc.horloge.advance(Seconds::hours(24 * 6));
    bureau.tours(3).await;
    assert!(matches!(bureau.etape(&tard).await, Etape::Annulee { motif: Abandon::SansContrat, .. }));
    assert_eq!(bureau.etape(&commandee).await.mot(), "ENVOYEE", "it was sent before");
    let mandataire = bureau.cartes.commander(&id(COLLEGUE), &cle("e"), cpe(COLLEGUE)).await;
    assert_eq!(mandataire.unwrap_err().code(), "structure_sans_contrat");
    // a lost card is opposed all the same
    let suite = bureau.cartes.opposer(&id(SUPPORT[1]), &recue, RaisonOpposition::Perdue).await.unwrap();
    assert_eq!(suite, Suite::Faite);
}

// requirement: CON-01
async fn a_card_that_was_made_when_the_contract_ended_is_opposed_and_never_sent(banc: Banc) {
    banc.portail_sous_contrat_jusqu_au(Some(date(2027, 1, 20))).await;
    let bureau = Bureau::sur(banc);
    let carte = bureau.commander("a", COLLEGUE).await.unwrap();
    bureau.tours(1).await;
    bureau.banc.horloge.advance(Seconds::hours(24 * 6));
    bureau.tours(2).await;
    let finie = bureau.etape(&carte).await;
    assert!(matches!(&finie, Etape::Opposee { raison: RaisonOpposition::Depart, .. }) && bureau.oppose(&finie));
    assert!(!bureau.mails().await.contains(&"carte_envoyee"));
}

async fn without_its_record_nothing_is_ordered_and_an_order_is_given_up_once(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    *bureau.banc.carnet.casse.lock().unwrap() = true;
    assert_eq!(bureau.commander("a", COLLEGUE).await.unwrap_err().code(), "registre_hors_service");
    *bureau.banc.carnet.casse.lock().unwrap() = false;
    assert!(bureau.banc.colonne("carte", "id").await.is_empty());
    let carte = bureau.commander("b", COLLEGUE).await.unwrap();
    bureau.cartes.annuler(&id(DIRECTRICE), &carte).await.unwrap();
    assert_eq!(bureau.cartes.annuler(&id(DIRECTRICE), &carte).await.unwrap_err().code(), "carte_autre_etape");
    bureau.tours(2).await;
    assert_eq!(bureau.etape(&carte).await.mot(), "ANNULEE");
    assert!(bureau.commander("c", COLLEGUE).await.is_ok(), "another one may be ordered");
}

// requirement: GES-12
async fn the_mandataire_of_one_establishment_orders_there_alone(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    bureau.banc.mandater(COLLEGUE, Perimetre::Etablissement(finess(EHPAD))).await;
    let ailleurs = bureau.cartes.commander(&id(COLLEGUE), &cle("a"), cpe(SUPPORT[0])).await;
    assert_eq!(ailleurs.unwrap_err().code(), "structure_hors_perimetre");
    let proposes = bureau.cartes.titulaires(&id(COLLEGUE), &finess(EHPAD)).await.unwrap();
    let proposes: Vec<_> = proposes.iter().map(|un| un.identifiant.to_string()).collect();
    assert!(proposes.contains(&SUPPORT[0].to_owned()), "of the same legal entity: {proposes:?}");
    let ici = NouvelleCarte { structure: finess(EHPAD), ..cpe(SUPPORT[0]) };
    assert!(bureau.cartes.commander(&id(COLLEGUE), &cle("b"), ici).await.is_ok());
}

sur_les_deux_moteurs!(
    a_card_is_ordered_made_sent_and_received_for_three_years,
    nobody_orders_what_is_not_theirs_to_order,
    a_card_is_renewed_a_month_before_its_end_with_the_same_codes_once,
    a_professional_s_card_follows_the_practice,
    an_opposed_card_is_on_the_list_at_once_or_as_soon_as_the_authority_answers,
    a_contract_that_ends_while_an_order_is_under_way_gives_no_card,
    a_card_that_was_made_when_the_contract_ended_is_opposed_and_never_sent,
    without_its_record_nothing_is_ordered_and_an_order_is_given_up_once,
    the_mandataire_of_one_establishment_orders_there_alone,
);
