//! Contact data frozen after a takeover, put back, given free; asked for by the person (R04, R13).

use std::sync::Arc;

use ambient::Seconds;
use annuaire::{Correspondance, Fait};
use registry_core::contact::{Changement, ContactError, PremiereActivation, QuoiGeler, Restriction};
use registry_core::espace::Espace;
use registry_core::import::Raison;
use registry_core::journal::Assistance;
use registry_core::proposition::PropositionId;
use registry_core::support::{Dossiers, GelContact, GelVoulu, NouveauGel, SupportError};
use sante::IdentifiantNational;

use crate::banc::{Banc, MAINTENANT, SECOND, id};
use crate::contact::{preuve, saisies};
use crate::courrier::pris;
use crate::extraction::{ALBA, Extraction};
use crate::source::raisons;
use crate::support::{DEUX, UN, agent};

const VRAI: &str = "lucie@exemple.test";
const VOLEUR: &str = "voleur@exemple.test";

impl Banc {
    fn gels(&self) -> GelContact {
        GelContact::new(self.guichet(), Arc::new(self.magasin.clone()))
    }

    async fn proposer_gel(
        &self,
        personne: &IdentifiantNational,
        voulu: GelVoulu,
    ) -> Result<PropositionId, SupportError> {
        let motif = "appel du 15 janvier, demande 42".to_owned();
        let nouveau = NouveauGel { personne: personne.clone(), voulu, motif };
        self.gels().proposer(&agent(UN), nouveau).await
    }

    async fn gel(&self, personne: &IdentifiantNational, voulu: GelVoulu) {
        let proposition = self.proposer_gel(personne, voulu).await.unwrap();
        self.yeux().confirmer(&agent(DEUX), &proposition).await.unwrap();
    }

    async fn changer(&self, personne: &IdentifiantNational, mobile: &str, courriel: &str) -> Result<(), ContactError> {
        let saisies = saisies(mobile, courriel);
        Changement::new(self.guichet()).changer(&preuve(self, personne), &saisies).await.map(drop)
    }

    async fn activer(&self, personne: &IdentifiantNational) -> Result<(), &'static str> {
        PremiereActivation::new(self.guichet()).noter(personne, "idp").await.map_err(|refus| refus.code())
    }

    async fn ordres(&self, personne: &IdentifiantNational) -> Vec<u32> {
        let anciennes = self.registre().anciennes(personne, self.ambient.now()).await.unwrap();
        anciennes.iter().map(|une| une.ordre).collect()
    }

    /// Registered two days ago, and robbed of their contact data a minute ago.
    async fn volee(&self) -> IdentifiantNational {
        let personne = self.inscrite().await;
        self.horloge.advance(Seconds::hours(48));
        self.changer(&personne, "07 81 23 45 67", VOLEUR).await.unwrap();
        self.distribuer(pris()).await;
        personne
    }
}

// requirement: R04
async fn frozen_data_change_no_more_activate_nothing_and_leave_for_nobody(banc: Banc) {
    let personne = banc.volee().await;
    let proposition = banc.proposer_gel(&personne, GelVoulu::Geler).await.unwrap();
    let seul = banc.yeux().confirmer(&agent(UN), &proposition).await.unwrap_err();
    assert_eq!(seul.code(), "proposition_meme_personne");
    assert!(
        banc.lecture().correspondance(&personne, "idp").await.unwrap().mobile.is_some(),
        "one agent freezes nothing"
    );
    banc.yeux().confirmer(&agent(DEUX), &proposition).await.unwrap();
    let gele = [(VRAI.to_owned(), "contact_gele"), (VOLEUR.to_owned(), "contact_gele")];
    let mut dits = banc.distribuer(pris()).await;
    dits.sort();
    assert_eq!(dits, gele, "both addresses hear of it");
    assert_eq!(banc.faits(&personne.to_string()).await.last(), Some(&Fait::CorrespondanceModifiee));
    banc.horloge.advance(Seconds::hours(24 * 30));
    assert_eq!(banc.lecture().correspondance(&personne, "idp").await.unwrap(), Correspondance::default());
    assert_eq!(banc.activer(&personne).await, Err("contact_gele"), "however long they cooled off");
    let refus = banc.changer(&personne, "07 81 23 45 69", VOLEUR).await.unwrap_err();
    assert_eq!(refus.code(), "contact_gele");
    assert!(banc.personne(&personne.to_string()).await.is_ok(), "the card goes on");
    banc.gel(&personne, GelVoulu::Degeler).await;
    assert_eq!(banc.distribuer(pris()).await, [(VOLEUR.to_owned(), "contact_degele")]);
    assert_eq!(banc.activer(&personne).await, Ok(()));
}

// requirement: R04 R09
async fn what_was_there_before_the_takeover_comes_back_and_cools_off(banc: Banc) {
    let personne = banc.volee().await;
    banc.changer(&personne, "07 81 23 45 68", VOLEUR).await.unwrap();
    let refus = banc.proposer_gel(&personne, GelVoulu::Remettre { ordre: 1 }).await.unwrap_err();
    assert_eq!(refus.code(), "gel_absent", "only frozen data make way");
    banc.gel(&personne, GelVoulu::Geler).await;
    banc.distribuer(pris()).await;
    // the freeze keeps them past their time
    banc.horloge.advance(Seconds::hours(100));
    assert_eq!(banc.registre().oublier_anciennes(banc.ambient.now()).await.unwrap(), 0);
    assert_eq!(banc.ordres(&personne).await, [1, 2]);
    let absentes = banc.proposer_gel(&personne, GelVoulu::Remettre { ordre: 9 }).await.unwrap_err();
    assert_eq!(absentes.code(), "anciennes_coordonnees_absentes");
    banc.gel(&personne, GelVoulu::Remettre { ordre: 1 }).await;
    let remises = banc.registre().correspondance(&personne).await.unwrap().unwrap();
    assert_eq!((remises.courriel.as_deref(), remises.mobile.as_deref()), (Some(VRAI), Some("+33639980090")));
    let mut dits = banc.distribuer(pris()).await;
    dits.sort();
    assert_eq!(dits, [(VRAI.to_owned(), "contact_enregistre"), (VOLEUR.to_owned(), "contact_remplace")]);
    assert_eq!(banc.activer(&personne).await, Err("contact_gele"), "the freeze stays until it is lifted");
    banc.gel(&personne, GelVoulu::Degeler).await;
    assert_eq!(banc.activer(&personne).await, Err("contact_pas_encore"));
    banc.horloge.advance(Seconds::hours(72));
    assert_eq!(banc.activer(&personne).await, Ok(()));
    assert_eq!(banc.lecture().correspondance(&personne, "idp").await.unwrap().courriel.as_deref(), Some(VRAI));
}

// requirement: R04 COL-15
async fn former_data_are_kept_while_they_may_come_back_and_no_longer(banc: Banc) {
    let personne = banc.volee().await;
    assert_eq!(banc.ordres(&personne).await, [1]);
    let vieilles = async || banc.colonne("contact_ancien", "COALESCE(courriel, '')").await;
    assert_eq!(vieilles().await, [VRAI]);
    banc.horloge.advance(Seconds(72 * 3_600 - 1));
    assert_eq!(banc.ordres(&personne).await, [1], "the last second of the cooling-off");
    assert_eq!(banc.registre().oublier_anciennes(banc.ambient.now()).await.unwrap(), 0);
    let proposition = banc.proposer_gel(&personne, GelVoulu::Geler).await.unwrap();
    banc.horloge.advance(Seconds(60));
    assert_eq!(banc.registre().oublier_anciennes(banc.ambient.now()).await.unwrap(), 0, "a freeze waits for its agent");
    assert_eq!(banc.ordres(&personne).await, [1]);
    banc.yeux().retirer(&agent(UN), &proposition).await.unwrap();
    assert!(banc.ordres(&personne).await.is_empty());
    assert_eq!(banc.registre().oublier_anciennes(banc.ambient.now()).await.unwrap(), 1);
    assert!(vieilles().await.is_empty());
}

// requirement: R03 R12
async fn two_agents_at_once_freeze_once_and_what_moved_is_not_overwritten(banc: Banc) {
    let personne = banc.volee().await;
    let proposition = banc.proposer_gel(&personne, GelVoulu::Geler).await.unwrap();
    let encore = banc.proposer_gel(&personne, GelVoulu::Geler).await.unwrap_err();
    assert_eq!(encore.code(), "proposition_deja_ouverte");
    let (un, deux, lui, elle) = (banc.yeux(), banc.yeux(), agent(DEUX), agent(DEUX));
    let (a, b) = tokio::join!(un.confirmer(&lui, &proposition), deux.confirmer(&elle, &proposition));
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1);
    assert_eq!(banc.proposer_gel(&personne, GelVoulu::Geler).await.unwrap_err().code(), "gel_deja_prononce");
    let remise = banc.proposer_gel(&personne, GelVoulu::Remettre { ordre: 1 }).await.unwrap();
    // no use case does this: somebody gave them free by hand
    banc.executer("UPDATE correspondance SET gelee_depuis = NULL").await;
    let refus = banc.yeux().confirmer(&agent(DEUX), &remise).await.unwrap_err();
    assert_eq!(refus.code(), "fiche_changee_entre_temps");
}

// requirement: R04 R11
async fn a_file_writes_over_no_frozen_data(banc: Banc) {
    banc.portail().await;
    let alba = id(ALBA);
    banc.gel(&alba, GelVoulu::Geler).await;
    let avant = banc.registre().correspondance(&alba).await.unwrap();
    let autre = Extraction::exemple().avec_contact(&[0, 1], "+33639980099", "alba.volee@exemple.test");
    let rapport = banc.importer(&autre.texte(), SECOND).await;
    assert!(raisons(&rapport).contains(&Raison::ContactTenu), "{rapport:?}");
    assert_eq!(banc.registre().correspondance(&alba).await.unwrap(), avant);
}

// requirement: R13
async fn the_person_asks_for_a_freeze_and_the_freeze_answers(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.distribuer(pris()).await;
    let restriction = Restriction::new(banc.guichet());
    let demander =
        async |quoi, motif: &str| restriction.demander(&personne, quoi, motif).await.map_err(|refus| refus.code());
    assert_eq!(demander(QuoiGeler::Geler, " ").await, Err("contact_saisie"));
    assert_eq!(demander(QuoiGeler::Degeler, "trompée").await, Err("contact_non_gele"));
    demander(QuoiGeler::Geler, "j’ai perdu mon téléphone").await.unwrap();
    assert_eq!(demander(QuoiGeler::Geler, "encore").await, Err("contact_gel_deja_demande"));
    let gel = Espace::new(banc.guichet()).mon_dossier(&personne).await.unwrap().gel;
    assert_eq!((gel.depuis, gel.demande.map(|une| une.le)), (None, Some(MAINTENANT)));
    let demandes = banc.gels().demandes(&agent(UN), 1).await.unwrap();
    let civil = demandes.lignes[0].etat_civil.as_ref().unwrap();
    assert_eq!(civil.nom, "Fictif-Luce", "not by number alone");
    assert_eq!(demandes.lignes[0].ligne.motif, "j’ai perdu mon téléphone");
    banc.gel(&personne, GelVoulu::Geler).await;
    assert_eq!(banc.gels().demandes(&agent(UN), 1).await.unwrap().nombre, 0);
    assert_eq!(banc.distribuer(pris()).await, [(VRAI.to_owned(), "contact_gele")]);
    let gel = Espace::new(banc.guichet()).mon_dossier(&personne).await.unwrap().gel;
    assert_eq!((gel.depuis, gel.demande), (Some(MAINTENANT), None));
    demander(QuoiGeler::Degeler, "retrouvé").await.unwrap();
    let etapes = banc.assistance().into_iter().filter_map(|dit| match dit {
        Assistance::DemandeGel { quoi, etape, .. } => Some((quoi, etape)),
        _ => None,
    });
    assert_eq!(etapes.collect::<Vec<_>>(), [("GELER", "ENVOYEE"), ("GELER", "ACCORDEE"), ("DEGELER", "ENVOYEE")]);
    let lues = Assistance::DemandesGelLues { agent: id(UN), personnes: vec![personne.clone()] };
    assert!(banc.assistance().contains(&lues));
}

// requirement: R04 R13
async fn the_fifty_first_request_stands_on_a_second_page_and_the_count_is_of_all(banc: Banc) {
    let personne = banc.inscrite().await;
    Restriction::new(banc.guichet()).demander(&personne, QuoiGeler::Geler, "un doute").await.unwrap();
    banc.executer(
        "INSERT INTO demande_gel (personne, quoi, motif, le) \
         WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 59) \
         SELECT '3690990015/GELX' || CAST(i AS TEXT), 'GELER', 'un doute', CAST(i AS BIGINT) FROM n",
    )
    .await;
    let premiere = banc.gels().demandes(&agent(UN), 1).await.unwrap();
    assert_eq!((premiere.lignes.len(), premiere.nombre, premiere.page, premiere.pages), (50, 51, 1, 2));
    assert!(premiere.lignes.iter().all(|une| une.ligne.personne != personne));
    for page in [2, 9] {
        let derniere = banc.gels().demandes(&agent(UN), page).await.unwrap();
        assert_eq!((derniere.lignes.len(), derniere.nombre, derniere.page), (1, 51, 2));
        assert_eq!(derniere.lignes[0].ligne.personne, personne);
    }
}

// requirement: R13
async fn a_request_that_is_not_followed_has_its_answer_by_mail(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.distribuer(pris()).await;
    Restriction::new(banc.guichet()).demander(&personne, QuoiGeler::Geler, "un doute").await.unwrap();
    let vide = banc.gels().ecarter(&agent(UN), &personne, " ").await.unwrap_err();
    assert_eq!(vide.code(), "support_sans_motif");
    banc.gels().ecarter(&agent(UN), &personne, "Appelez-nous d’abord.").await.unwrap();
    assert_eq!(banc.distribuer(pris()).await, [(VRAI.to_owned(), "gel_ecarte")]);
    let close = banc.gels().ecarter(&agent(DEUX), &personne, "Appelez-nous.").await.unwrap_err();
    assert_eq!(close.code(), "demande_de_gel_close");
    assert!(banc.colonne("demande_gel", "motif").await.is_empty(), "nothing typed is left");
}

// requirement: R09
async fn the_support_reads_a_file_with_masked_contact_data_and_the_journal_hears_of_it(banc: Banc) {
    let personne = banc.volee().await;
    let dossiers = Dossiers::new(banc.guichet(), Arc::new(banc.magasin.clone()));
    let dossier = dossiers.lire(&agent(UN), &personne).await.unwrap();
    assert!(dossier.active && dossier.corrigible && dossier.gelees_depuis.is_none());
    assert_eq!(dossier.coordonnees.courriel.as_deref(), Some("vo••••@exemple.test"));
    assert_eq!(dossier.anciennes[0].coordonnees.courriel.as_deref(), Some("lu••••@exemple.test"));
    let lu = Assistance::DossierLu { agent: id(UN), personne: personne.clone() };
    assert_eq!(banc.assistance().last(), Some(&lu));
    *banc.carnet.casse.lock().unwrap() = true;
    assert!(dossiers.lire(&agent(UN), &personne).await.is_err(), "no answer before the record");
    *banc.carnet.casse.lock().unwrap() = false;
    banc.activation().desactiver(&id(UN)).await.unwrap();
    assert_eq!(dossiers.lire(&agent(UN), &personne).await.unwrap_err().code(), "support_reserve");
}

sur_les_deux_moteurs!(
    frozen_data_change_no_more_activate_nothing_and_leave_for_nobody,
    what_was_there_before_the_takeover_comes_back_and_cools_off,
    former_data_are_kept_while_they_may_come_back_and_no_longer,
    two_agents_at_once_freeze_once_and_what_moved_is_not_overwritten,
    a_file_writes_over_no_frozen_data,
    the_person_asks_for_a_freeze_and_the_freeze_answers,
    the_fifty_first_request_stands_on_a_second_page_and_the_count_is_of_all,
    a_request_that_is_not_followed_has_its_answer_by_mail,
    the_support_reads_a_file_with_masked_contact_data_and_the_journal_hears_of_it,
);
