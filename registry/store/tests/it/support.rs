//! Civil status: the support alone, and never one agent alone.

use std::sync::Arc;

use ambient::Seconds;
use annuaire::Fait;
use jiff::civil::date;
use registry_core::EtatCivil;
use registry_core::idempotence::empreinte;
use registry_core::journal::{Acte, Assistance, Dossier};
use registry_core::nomenclature::Referentiel;
use registry_core::profession_demandee::{FiltreProfessions, ProfessionDemandeeId, Suite};
use registry_core::proposition::Objet;
use registry_core::retrait::{Cause, NouveauRetrait};
use registry_core::support::{AgentSupport, ChangementEtatCivil, Equipe, NouvelEtatCivil, SupportError};
use sante::IdentifiantNational;

use crate::activite::retrait;
use crate::banc::{Banc, id};
use crate::courrier::pris;
use crate::extraction::{ALBA, NOE};
use crate::portail::{COLLEGUE, SUPPORT};

pub const UN: &str = SUPPORT[0];
pub const DEUX: &str = SUPPORT[1];

pub fn agent(identifiant: &str) -> AgentSupport {
    let equipe: Equipe = [id(UN), id(DEUX)].into_iter().collect();
    equipe.agent(&id(identifiant)).unwrap()
}

impl Banc {
    /// What the journal was told of the support's acts.
    pub fn assistance(&self) -> Vec<Assistance> {
        let actes = self.carnet.actes.lock().unwrap();
        let dits = actes.iter().filter_map(|acte| match acte {
            Acte::Dossier(Dossier::Assistance(dit)) => Some(dit.clone()),
            _ => None,
        });
        dits.collect()
    }
}

fn changement(banc: &Banc) -> ChangementEtatCivil {
    ChangementEtatCivil::new(banc.guichet(), Arc::new(banc.magasin.clone()))
}

async fn etat_civil(banc: &Banc, personne: &IdentifiantNational) -> EtatCivil {
    banc.registre().fiche(personne).await.unwrap().unwrap().personne.etat_civil().clone()
}

async fn mariee(banc: &Banc, personne: &IdentifiantNational) -> NouvelEtatCivil {
    let etat_civil = EtatCivil { nom: "FICTIF-LUCE-BIS".to_owned(), ..etat_civil(banc, personne).await };
    NouvelEtatCivil {
        personne: personne.clone(),
        etat_civil,
        motif: "acte de naissance, demande 42".to_owned(),
        distinctes: Vec::new(),
    }
}

// requirement: IDN-01 IDN-02 R03
async fn a_second_agent_confirms_and_the_provider_hears_of_it(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.distribuer(pris()).await;
    let nouvel = mariee(&banc, &personne).await;
    let proposition = changement(&banc).proposer(&agent(UN), nouvel.clone()).await.unwrap();
    assert_ne!(etat_civil(&banc, &personne).await, nouvel.etat_civil, "one agent changes nothing");
    let ouvertes = changement(&banc).ouvertes(&agent(DEUX)).await.unwrap();
    assert!(matches!(&ouvertes[0].ligne.objet, Objet::EtatCivil { apres, .. } if **apres == nouvel.etat_civil));
    let seul = changement(&banc).confirmer(&agent(UN), &proposition).await.unwrap_err();
    assert_eq!(seul.code(), "proposition_meme_personne");
    changement(&banc).confirmer(&agent(DEUX), &proposition).await.unwrap();
    assert_eq!(etat_civil(&banc, &personne).await, nouvel.etat_civil);
    assert_eq!(banc.personne(&personne.to_string()).await.unwrap().nom, "FICTIF-LUCE-BIS");
    assert_eq!(banc.faits(&personne.to_string()).await.last(), Some(&Fait::PersonneModifiee));
    assert_eq!(banc.distribuer(pris()).await, [("lucie@exemple.test".to_owned(), "etat_civil_corrige")]);
    assert!(changement(&banc).ouvertes(&agent(UN)).await.unwrap().is_empty());
}

// requirement: R09
async fn the_journal_says_which_fields_change_and_why_by_a_digest_and_who_read_of_whom(banc: Banc) {
    let personne = banc.inscrite().await;
    let nouvel = mariee(&banc, &personne).await;
    let proposition = changement(&banc).proposer(&agent(UN), nouvel.clone()).await.unwrap();
    changement(&banc).ouvertes(&agent(DEUX)).await.unwrap();
    changement(&banc).confirmer(&agent(DEUX), &proposition).await.unwrap();
    let actes = banc.carnet.actes.lock().unwrap();
    let dossiers: Vec<&Dossier> = actes
        .iter()
        .filter_map(|acte| match acte {
            Acte::Dossier(dossier) => Some(dossier),
            _ => None,
        })
        .collect();
    let motif_attendu = empreinte(nouvel.motif.as_bytes());
    let mues: Vec<_> = dossiers
        .iter()
        .filter_map(|dossier| match dossier {
            Dossier::Proposition { champs, motif, issue, .. } => {
                Some((champs.as_str(), motif == &motif_attendu, *issue))
            }
            _ => None,
        })
        .collect();
    assert_eq!(mues, [("nom", true, "OUVERTE"), ("nom", true, "CONFIRMEE")]);
    let lue = Dossier::PropositionsLues { agent: id(DEUX), genre: "ETAT_CIVIL", personnes: vec![personne] };
    assert!(dossiers.contains(&&lue));
    let dit = dossiers.iter().flat_map(|dossier| dossier.valeurs()).collect::<Vec<_>>().join(" ");
    assert!(!dit.contains("FICTIF") && !dit.contains("naissance, demande"), "{dit}");
}

async fn a_proposal_lapses_and_makes_way_for_another(banc: Banc) {
    let personne = banc.inscrite().await;
    let nouvel = mariee(&banc, &personne).await;
    let premiere = changement(&banc).proposer(&agent(UN), nouvel.clone()).await.unwrap();
    banc.horloge.advance(Seconds::hours(72));
    let tard = changement(&banc).confirmer(&agent(DEUX), &premiere).await.unwrap_err();
    assert_eq!(tard.code(), "proposition_perimee");
    let seconde = changement(&banc).proposer(&agent(UN), nouvel).await.unwrap();
    let tard = changement(&banc).confirmer(&agent(DEUX), &premiere).await.unwrap_err();
    assert_eq!(tard.code(), "proposition_perimee");
    changement(&banc).retirer(&agent(UN), &seconde).await.unwrap();
    let close = changement(&banc).confirmer(&agent(DEUX), &seconde).await.unwrap_err();
    assert_eq!(close.code(), "proposition_deja_tranchee");
}

// requirement: R03
async fn two_agents_at_once_confirm_once(banc: Banc) {
    let personne = banc.inscrite().await;
    let proposition = changement(&banc).proposer(&agent(UN), mariee(&banc, &personne).await).await.unwrap();
    let (un, deux) = (changement(&banc), changement(&banc));
    let (agent_un, agent_deux) = (agent(DEUX), agent(DEUX));
    let (a, b) = tokio::join!(un.confirmer(&agent_un, &proposition), deux.confirmer(&agent_deux, &proposition));
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1);
}

// requirement: IDN-02 R03
async fn nobody_else_and_nothing_that_another_authority_keeps(banc: Banc) {
    let personne = banc.inscrite().await;
    let equipe: Equipe = [id(UN)].into_iter().collect();
    assert!(equipe.agent(&id(COLLEGUE)).is_none());
    let avant = banc.photographie().await;
    let dehors = NouvelEtatCivil { personne: id(ALBA), ..mariee(&banc, &personne).await };
    let refuse = changement(&banc).proposer(&agent(UN), dehors).await.unwrap_err();
    assert_eq!(refuse.code(), "etat_civil_tenu_ailleurs");
    let sans_motif = NouvelEtatCivil { motif: " ".to_owned(), ..mariee(&banc, &personne).await };
    let refuse = changement(&banc).proposer(&agent(UN), sans_motif).await.unwrap_err();
    assert_eq!(refuse.code(), "support_sans_motif");
    let meme = NouvelEtatCivil { etat_civil: etat_civil(&banc, &personne).await, ..mariee(&banc, &personne).await };
    assert_eq!(changement(&banc).proposer(&agent(UN), meme).await.unwrap_err().code(), "etat_civil_inchange");
    assert_eq!(banc.photographie().await, avant);
}

// requirement: R01 R03
async fn an_agent_whose_card_has_ended_does_nothing_more(banc: Banc) {
    let personne = banc.inscrite().await;
    let proposition = changement(&banc).proposer(&agent(UN), mariee(&banc, &personne).await).await.unwrap();
    banc.activation().desactiver(&id(DEUX)).await.unwrap();
    let (avant, changement, lui) = (banc.photographie().await, changement(&banc), agent(DEUX));
    let professions = banc.professions();
    let suite = (&ProfessionDemandeeId::from("aucune".to_owned()), 1);
    let refus = [
        changement.proposer(&lui, mariee(&banc, &personne).await).await.unwrap_err().code(),
        changement.confirmer(&lui, &proposition).await.unwrap_err().code(),
        changement.retirer(&lui, &proposition).await.unwrap_err().code(),
        changement.lire(&lui, &personne).await.unwrap_err().code(),
        changement.ouvertes(&lui).await.unwrap_err().code(),
        professions.toutes(&lui, &FiltreProfessions::default(), None).await.unwrap_err().code(),
        professions.avancer(&lui, suite, Suite::Relayer).await.unwrap_err().code(),
    ];
    assert_eq!(refus, [["support_reserve"; 5].as_slice(), &["agent_sans_habilitation"; 2]].concat()[..]);
    assert_eq!(banc.photographie().await, avant);
    banc.activation().reactiver(&id(DEUX)).await.unwrap();
    changement.confirmer(&lui, &proposition).await.unwrap();
}

// requirement: ENR-15
async fn a_correction_that_makes_somebody_of_somebody_else_is_refused_or_asked_about(banc: Banc) {
    let personne = banc.inscrite().await;
    let de_noe = crate::portail::identite_de_noe().verifier(&Referentiel::embarque(), date(2027, 1, 15)).unwrap();
    let meme = NouvelEtatCivil { etat_civil: de_noe.clone(), ..mariee(&banc, &personne).await };
    let avant = banc.photographie().await;
    let refuse = changement(&banc).proposer(&agent(UN), meme).await.unwrap_err();
    assert!(matches!(&refuse, SupportError::DejaInscrite(connue) if *connue == id(NOE)), "{refuse}");
    let proche = EtatCivil { nom: "FICTIF-DURIEU".to_owned(), ..de_noe };
    let proche = NouvelEtatCivil { etat_civil: proche, ..mariee(&banc, &personne).await };
    let refuse = changement(&banc).proposer(&agent(UN), proche.clone()).await.unwrap_err();
    assert!(matches!(&refuse, SupportError::Ressemblances(proches) if *proches == [id(NOE)]), "{refuse}");
    assert_eq!(banc.photographie().await, avant);
    let distinguee = NouvelEtatCivil { distinctes: vec![id(NOE)], ..proche };
    let proposition = changement(&banc).proposer(&agent(UN), distinguee).await.unwrap();
    changement(&banc).confirmer(&agent(DEUX), &proposition).await.unwrap();
    assert_eq!(etat_civil(&banc, &personne).await.nom, "FICTIF-DURIEU");
}

// requirement: R03
async fn nobody_of_the_support_decides_about_themselves(banc: Banc) {
    banc.portail().await;
    let (un, deux) = (agent(UN), agent(DEUX));
    let suspendre = |qui: &str| retrait(&id(qui), Cause::Suspension, date(2027, 1, 16));
    let soi = banc.activite().proposer_retrait(&un, suspendre(UN)).await.unwrap_err();
    assert_eq!(soi.code(), "proposition_concernee");
    let proposition = banc.activite().proposer_retrait(&un, suspendre(DEUX)).await.unwrap();
    for refus in [banc.yeux().confirmer(&deux, &proposition).await, banc.yeux().retirer(&deux, &proposition).await] {
        assert_eq!(refus.unwrap_err().code(), "proposition_concernee");
    }
    banc.yeux().retirer(&un, &proposition).await.unwrap();
}

// requirement: R03 R05
async fn a_suspension_that_was_over_before_its_second_agent_came_never_was(banc: Banc) {
    let personne = banc.inscrite().await;
    let jour = date(2027, 1, 15);
    let court = NouveauRetrait { dernier_jour: Some(jour), ..retrait(&personne, Cause::Suspension, jour) };
    let proposition = banc.activite().proposer_retrait(&agent(UN), court).await.unwrap();
    banc.horloge.advance(Seconds::hours(48));
    let refus = banc.yeux().confirmer(&agent(DEUX), &proposition).await.unwrap_err();
    assert_eq!(refus.code(), "proposition_perimee");
}

// requirement: R03
async fn a_motive_is_a_line_of_a_list(banc: Banc) {
    let personne = banc.inscrite().await;
    let long = NouveauRetrait { motif: "m".repeat(501), ..retrait(&personne, Cause::Suspension, date(2027, 1, 16)) };
    let refus = banc.activite().proposer_retrait(&agent(UN), long).await.unwrap_err();
    assert_eq!(refus.code(), "support_sans_motif");
}

sur_les_deux_moteurs!(
    a_second_agent_confirms_and_the_provider_hears_of_it,
    the_journal_says_which_fields_change_and_why_by_a_digest_and_who_read_of_whom,
    a_proposal_lapses_and_makes_way_for_another,
    two_agents_at_once_confirm_once,
    an_agent_whose_card_has_ended_does_nothing_more,
    nobody_else_and_nothing_that_another_authority_keeps,
    a_correction_that_makes_somebody_of_somebody_else_is_refused_or_asked_about,
    nobody_of_the_support_decides_about_themselves,
    a_suspension_that_was_over_before_its_second_agent_came_never_was,
    a_motive_is_a_line_of_a_list,
);
