//! Suspension, striking off, death, end of practice: decided by two agents, dated, in force by themselves (R05).

use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use annuaire::Fait;
use jiff::civil::{Date, date};
use registry_core::LectureError;
use registry_core::avis::Avis;
use registry_core::echeance::Echeances;
use registry_core::import::Raison;
use registry_core::journal::Assistance;
use registry_core::proposition::PropositionId;
use registry_core::recherche::Recherche;
use registry_core::retrait::{Cause, NouveauRetrait, NouvelleReprise, Retrait};
use registry_core::support::{Activite, GelContact, GelVoulu, NouveauGel, QuatreYeux, SupportError};
use sante::IdentifiantNational;

use crate::avis::lieu;
use crate::banc::{Banc, MAINTENANT, SECOND, id};
use crate::courrier::pris;
use crate::extraction::{ALBA, Extraction};
use crate::portail::{EHPAD, GESTIONNAIRE, finess};
use crate::source::raisons;
use crate::support::{DEUX, UN, agent};

/// 15 January 2027 in Paris.
pub const AUJOURD_HUI: Date = date(2027, 1, 15);

impl Banc {
    pub fn activite(&self) -> Activite {
        Activite::new(self.guichet(), Arc::new(self.magasin.clone()))
    }

    pub fn yeux(&self) -> QuatreYeux {
        QuatreYeux::new(self.guichet(), Arc::new(self.magasin.clone()))
    }

    pub async fn veiller(&self) -> Option<Timestamp> {
        Echeances::new(self.ambient.clone(), self.registre()).tour().await.unwrap()
    }

    pub async fn suspendue(&self, nouveau: NouveauRetrait) {
        let proposition = self.activite().proposer_retrait(&agent(UN), nouveau).await.unwrap();
        self.yeux().confirmer(&agent(DEUX), &proposition).await.unwrap();
    }

    pub async fn reprise(&self, personne: &IdentifiantNational, jour: Date) {
        let nouvelle = reprise(personne, jour);
        let proposition = self.activite().proposer_reprise(&agent(UN), nouvelle).await.unwrap();
        self.yeux().confirmer(&agent(DEUX), &proposition).await.unwrap();
    }

    async fn connue(&self, personne: &IdentifiantNational) -> bool {
        match self.personne(&personne.to_string()).await {
            Ok(_) => true,
            Err(LectureError::Desactivee) => false,
            Err(autre) => panic!("{autre}"),
        }
    }

    /// The last fact that the log tells of this person.
    async fn dernier_fait(&self, personne: &IdentifiantNational) -> Fait {
        self.faits(&personne.to_string()).await.pop().unwrap()
    }

    /// As every desk of the portal sends one.
    async fn un_avis_du_guichet(&self, personne: &IdentifiantNational) {
        let (guichet, cle) = (self.guichet(), lieu(EHPAD));
        let mut chantier = self.registre().chantier().await.unwrap();
        let connue = chantier.connues(std::slice::from_ref(personne)).await.unwrap().pop().unwrap();
        let structure = chantier.structures(std::slice::from_ref(&cle)).await.unwrap().remove(&cle).unwrap();
        let (prenom, fonction) = ("Lucie".to_owned(), "Aide-soignant".to_owned());
        let nom = structure.details.raison_sociale.clone();
        let avis = Avis::SituationAjoutee { prenom, lieu: nom, fonction, depuis: None };
        guichet.avertir(chantier.as_mut(), &connue, &structure, avis).await.unwrap();
        chantier.valider().await.unwrap();
    }

    pub fn a(&self, instant: Timestamp) {
        let reste = instant.since(self.ambient.now()).as_secs();
        self.horloge.advance(Seconds(i64::try_from(reste).unwrap()));
    }
}

pub fn retrait(personne: &IdentifiantNational, cause: Cause, effet: Date) -> NouveauRetrait {
    let motif = "décision 2027-12, demande 42".to_owned();
    NouveauRetrait { personne: personne.clone(), cause, effet, dernier_jour: None, motif }
}

fn reprise(personne: &IdentifiantNational, jour: Date) -> NouvelleReprise {
    NouvelleReprise { personne: personne.clone(), jour, motif: "appel gagné, demande 43".to_owned() }
}

pub fn instant(texte: &str) -> Timestamp {
    Timestamp::from_millis(texte.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

// requirement: R03 R05
async fn two_agents_suspend_somebody_and_the_provider_hears_of_it_at_once(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.distribuer(pris()).await;
    let nouveau = retrait(&personne, Cause::Suspension, AUJOURD_HUI);
    let proposition = banc.activite().proposer_retrait(&agent(UN), nouveau).await.unwrap();
    assert!(banc.connue(&personne).await, "one agent takes nobody out of service");
    let seul = banc.yeux().confirmer(&agent(UN), &proposition).await.unwrap_err();
    assert_eq!(seul.code(), "proposition_meme_personne");
    banc.yeux().confirmer(&agent(DEUX), &proposition).await.unwrap();
    assert!(!banc.connue(&personne).await);
    assert_eq!(banc.dernier_fait(&personne).await, Fait::PersonneDesactivee);
    let correspondance = banc.lecture().correspondance(&personne, "idp").await;
    assert!(matches!(correspondance, Err(LectureError::Desactivee)));
    assert_eq!(banc.distribuer(pris()).await, [("lucie@exemple.test".to_owned(), "retrait")]);
    banc.reprise(&personne, AUJOURD_HUI).await;
    assert!(banc.connue(&personne).await);
    assert_eq!(banc.dernier_fait(&personne).await, Fait::PersonneReactivee);
    assert_eq!(banc.distribuer(pris()).await, [("lucie@exemple.test".to_owned(), "reprise")]);
}

// requirement: R05 S08
async fn a_suspension_to_come_begins_and_ends_by_itself_in_the_very_second_in_paris(banc: Banc) {
    let personne = banc.inscrite().await;
    let nouveau = NouveauRetrait {
        dernier_jour: Some(date(2027, 10, 30)),
        ..retrait(&personne, Cause::Suspension, date(2027, 3, 28))
    };
    banc.suspendue(nouveau).await;
    let (debut, fin) = (instant("2027-03-27T23:00:00Z"), instant("2027-10-30T22:00:00Z"));
    assert_eq!(banc.dernier_fait(&personne).await, Fait::PersonneModifiee);
    assert_eq!(banc.veiller().await, Some(debut), "the registry knows when to look");
    banc.a(debut.minus(Seconds(1)));
    assert!(banc.connue(&personne).await, "the last second");
    banc.horloge.advance(Seconds(1));
    assert!(!banc.connue(&personne).await, "before the log tells it");
    assert_eq!(banc.veiller().await, Some(fin));
    assert_eq!(banc.dernier_fait(&personne).await, Fait::PersonneDesactivee);
    banc.a(fin.minus(Seconds(1)));
    assert!(!banc.connue(&personne).await, "the last day is included");
    banc.horloge.advance(Seconds(1));
    assert!(banc.connue(&personne).await);
    assert_eq!(banc.veiller().await, None);
    assert_eq!(banc.dernier_fait(&personne).await, Fait::PersonneReactivee);
    let nombre = banc.evenements().await.len();
    assert_eq!((banc.veiller().await, banc.evenements().await.len()), (None, nombre), "each instant is told once");
}

// requirement: R05
async fn a_service_that_slept_tells_both_instants_when_it_wakes(banc: Banc) {
    let personne = banc.inscrite().await;
    let dernier_jour = Some(date(2027, 2, 2));
    banc.suspendue(NouveauRetrait { dernier_jour, ..retrait(&personne, Cause::Suspension, date(2027, 2, 1)) }).await;
    banc.a(instant("2027-03-01T12:00:00Z"));
    banc.veiller().await;
    let faits = banc.faits(&personne.to_string()).await;
    assert_eq!(faits[faits.len() - 2..], [Fait::PersonneDesactivee, Fait::PersonneReactivee]);
}

// requirement: R05
async fn a_death_is_dated_in_the_past_takes_effect_at_once_and_nobody_is_written_to(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.distribuer(pris()).await;
    banc.suspendue(retrait(&personne, Cause::Deces, date(2027, 1, 2))).await;
    assert!(!banc.connue(&personne).await);
    assert!(banc.distribuer(pris()).await.is_empty());
    let lue = banc.registre().fiche(&personne).await.unwrap().unwrap().personne;
    let debut = instant("2027-01-01T23:00:00Z");
    assert_eq!(lue.retraits(), [Retrait { cause: Cause::Deces, debut, fin: None }]);
    let refus = banc.activite().proposer_retrait(&agent(UN), retrait(&personne, Cause::Deces, AUJOURD_HUI)).await;
    assert_eq!(refus.unwrap_err().code(), "retrait_deja_prononce");
}

// requirement: R05
async fn whatever_is_decided_after_a_death_nobody_is_written_to_until_it_is_lifted(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.distribuer(pris()).await;
    banc.suspendue(retrait(&personne, Cause::Deces, date(2027, 1, 2))).await;
    banc.suspendue(retrait(&personne, Cause::Radiation, AUJOURD_HUI)).await;
    let gels = GelContact::new(banc.guichet(), Arc::new(banc.magasin.clone()));
    let nouveau = NouveauGel { personne: personne.clone(), voulu: GelVoulu::Geler, motif: "demande 42".to_owned() };
    let proposition = gels.proposer(&agent(UN), nouveau).await.unwrap();
    banc.yeux().confirmer(&agent(DEUX), &proposition).await.unwrap();
    banc.un_avis_du_guichet(&personne).await;
    assert_eq!(banc.distribuer(pris()).await, []);
    banc.reprise(&personne, AUJOURD_HUI).await;
    banc.un_avis_du_guichet(&personne).await;
    let dits = banc.distribuer(pris()).await.into_iter().map(|(_, avis)| avis);
    assert_eq!(dits.collect::<Vec<_>>(), ["reprise", "situation_ajoutee"], "they were not dead");
}

// requirement: R05
async fn a_striking_off_takes_over_from_a_suspension_without_a_gap(banc: Banc) {
    let personne = banc.inscrite().await;
    let dernier_jour = Some(date(2027, 3, 31));
    banc.suspendue(NouveauRetrait { dernier_jour, ..retrait(&personne, Cause::Suspension, AUJOURD_HUI) }).await;
    banc.suspendue(retrait(&personne, Cause::Radiation, date(2027, 3, 1))).await;
    let avant = banc.faits(&personne.to_string()).await;
    for instant in ["2027-03-01T12:00:00Z", "2027-04-01T12:00:00Z"].map(instant) {
        banc.a(instant);
        banc.veiller().await;
        assert!(!banc.connue(&personne).await);
    }
    assert_eq!(banc.faits(&personne.to_string()).await, avant, "nothing changed for who reads the log");
    banc.reprise(&personne, date(2027, 4, 2)).await;
    banc.a(instant("2027-04-02T00:00:00Z"));
    banc.veiller().await;
    assert!(banc.connue(&personne).await, "all of them are lifted");
}

// requirement: R05
async fn a_measure_to_come_is_lifted_before_it_begins(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.suspendue(retrait(&personne, Cause::Cessation, date(2027, 6, 1))).await;
    banc.reprise(&personne, AUJOURD_HUI).await;
    banc.a(instant("2027-06-02T00:00:00Z"));
    assert_eq!(banc.veiller().await, None);
    assert!(banc.connue(&personne).await);
    let rien = banc.activite().proposer_reprise(&agent(UN), reprise(&personne, date(2027, 7, 1))).await;
    assert_eq!(rien.unwrap_err().code(), "retrait_absent");
}

// requirement: R03 R12
async fn two_agents_at_once_confirm_once_and_a_record_that_moved_is_not_overwritten(banc: Banc) {
    let personne = banc.inscrite().await;
    let proposer =
        async |cause| banc.activite().proposer_retrait(&agent(UN), retrait(&personne, cause, AUJOURD_HUI)).await;
    let proposition = proposer(Cause::Suspension).await.unwrap();
    assert_eq!(proposer(Cause::Radiation).await.unwrap_err().code(), "proposition_deja_ouverte");
    let (un, deux, lui, elle) = (banc.yeux(), banc.yeux(), agent(DEUX), agent(DEUX));
    let (a, b) = tokio::join!(un.confirmer(&lui, &proposition), deux.confirmer(&elle, &proposition));
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1);
    let lue = banc.registre().fiche(&personne).await.unwrap().unwrap().personne;
    assert_eq!(lue.retraits().len(), 1);
    let proposition = proposer(Cause::Radiation).await.unwrap();
    banc.activation().reactiver(&personne).await.unwrap();
    let refus = banc.yeux().confirmer(&agent(DEUX), &proposition).await.unwrap_err();
    assert_eq!(refus.code(), "fiche_changee_entre_temps");
    assert!(banc.connue(&personne).await);
}

// requirement: R01 R03
async fn nobody_outside_the_support_and_nothing_without_a_reason(banc: Banc) {
    let personne = banc.inscrite().await;
    let avant = banc.photographie().await;
    let proposer = async |nouveau: NouveauRetrait| {
        let refus = banc.activite().proposer_retrait(&agent(UN), nouveau).await.unwrap_err();
        assert_eq!(banc.photographie().await, avant);
        refus
    };
    let sans = NouveauRetrait { motif: " ".to_owned(), ..retrait(&personne, Cause::Radiation, AUJOURD_HUI) };
    assert_eq!(proposer(sans).await.code(), "support_sans_motif");
    let refus = proposer(retrait(&personne, Cause::Deces, date(2027, 1, 16))).await;
    let SupportError::Saisie(objections) = refus else { panic!("{refus}") };
    assert_eq!(objections[0].code, "deces_a_venir");
    assert_eq!(proposer(retrait(&id("899900099999"), Cause::Deces, AUJOURD_HUI)).await.code(), "personne_inconnue");
    banc.activation().desactiver(&id(UN)).await.unwrap();
    let radiation = retrait(&personne, Cause::Radiation, AUJOURD_HUI);
    let ailleurs = banc.activite().proposer_retrait(&agent(UN), radiation).await.unwrap_err();
    assert_eq!(ailleurs.code(), "support_reserve", "an agent who is suspended does nothing more");
    let inconnue = banc.yeux().confirmer(&agent(DEUX), &PropositionId::from("aucune".to_owned())).await;
    assert_eq!(inconnue.unwrap_err().code(), "proposition_inconnue");
}

// requirement: R05 R11
async fn what_two_agents_decided_of_somebody_whom_an_order_sends_holds_against_its_files(banc: Banc) {
    banc.portail().await;
    let (alba, texte) = (id(ALBA), Extraction::exemple().texte());
    banc.suspendue(retrait(&alba, Cause::Suspension, AUJOURD_HUI)).await;
    let rapport = banc.importer(&texte, SECOND).await;
    assert!(raisons(&rapport).contains(&Raison::DesactiveeAuPortail), "{rapport:?}");
    assert!(!banc.connue(&alba).await);
    // the Order takes her out, and brings her back: the suspension holds
    banc.importer(&Extraction::exemple().sans_personnes(&[ALBA]).texte(), SECOND.plus(Seconds(60))).await;
    let rapport = banc.importer(&texte, SECOND.plus(Seconds(120))).await;
    assert_eq!(rapport.personnes_reactivees, 0, "{rapport:?}");
    assert!(!banc.connue(&alba).await);
    banc.reprise(&alba, AUJOURD_HUI).await;
    assert!(banc.connue(&alba).await);
}

// requirement: R05 R06
async fn who_is_suspended_is_in_no_directory_and_may_do_nothing_at_a_desk(banc: Banc) {
    banc.portail().await;
    let recherche = Recherche::new(banc.guichet(), Arc::new(banc.magasin.clone()));
    let trouvees = async || recherche.consulter(ALBA).await.map(|vues| vues.personnes.len()).unwrap_or_default();
    assert_eq!(trouvees().await, 1);
    banc.suspendue(retrait(&id(ALBA), Cause::Suspension, AUJOURD_HUI)).await;
    assert_eq!(trouvees().await, 0);
    assert!(banc.situations().fiche(&id(GESTIONNAIRE), &id(ALBA)).await.unwrap().hors_activite);
    banc.suspendue(retrait(&id(GESTIONNAIRE), Cause::Cessation, AUJOURD_HUI)).await;
    let refus = recherche.effectif(&id(GESTIONNAIRE), &finess(EHPAD), 1).await.unwrap_err();
    assert_eq!(refus.code(), "agent_sans_habilitation");
}

// requirement: R09
async fn the_journal_says_who_decided_what_and_from_when(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.suspendue(retrait(&personne, Cause::Radiation, date(2027, 3, 28))).await;
    banc.reprise(&personne, date(2027, 4, 1)).await;
    let dits = banc.assistance();
    let debut = instant("2027-03-27T23:00:00Z");
    let retrait = Retrait { cause: Cause::Radiation, debut, fin: None };
    assert!(dits.contains(&Assistance::Retrait { agent: id(DEUX), personne: personne.clone(), retrait }));
    let des = instant("2027-03-31T22:00:00Z");
    assert!(dits.contains(&Assistance::Reprise { agent: id(DEUX), personne: personne.clone(), des }));
    let dit = dits.iter().flat_map(Assistance::valeurs).collect::<Vec<_>>().join(" ");
    assert!(!dit.contains("décision") && !dit.contains("appel"), "the motive stands with the proposal: {dit}");
    *banc.carnet.casse.lock().unwrap() = true;
    let avant = banc.photographie().await;
    let refus = banc.activite().proposer_retrait(&agent(UN), self::retrait(&personne, Cause::Deces, AUJOURD_HUI)).await;
    assert_eq!(refus.unwrap_err().code(), "registre_hors_service");
    assert_eq!(banc.photographie().await, avant, "without a journal nothing is written");
    assert!(MAINTENANT < debut);
}

sur_les_deux_moteurs!(
    two_agents_suspend_somebody_and_the_provider_hears_of_it_at_once,
    a_suspension_to_come_begins_and_ends_by_itself_in_the_very_second_in_paris,
    a_service_that_slept_tells_both_instants_when_it_wakes,
    a_death_is_dated_in_the_past_takes_effect_at_once_and_nobody_is_written_to,
    whatever_is_decided_after_a_death_nobody_is_written_to_until_it_is_lifted,
    a_striking_off_takes_over_from_a_suspension_without_a_gap,
    a_measure_to_come_is_lifted_before_it_begins,
    two_agents_at_once_confirm_once_and_a_record_that_moved_is_not_overwritten,
    nobody_outside_the_support_and_nothing_without_a_reason,
    what_two_agents_decided_of_somebody_whom_an_order_sends_holds_against_its_files,
    who_is_suspended_is_in_no_directory_and_may_do_nothing_at_a_desk,
    the_journal_says_who_decided_what_and_from_when,
);
