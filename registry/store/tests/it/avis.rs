//! Notices and delays.

use ambient::Seconds;
use jiff::civil::date;
use registry_core::CleStructure;
use registry_core::avis::{Anticipation, Avis, AvisAEnvoyer, EnTete, Suivi as _, Sujet};
use registry_core::demande::VueGestionnaire;
use registry_core::port::Registre as _;
use registry_core::situation_acte::{Modification, QuandFinir};
use sante::IdentifiantNational;

use crate::banc::{Banc, MAINTENANT};
use crate::courrier::{inconnu, pris};
use crate::portail::{EHPAD, IME, agent, cle, inscription};

impl Banc {
    /// Lucie, registered by the gestionnaire of the EHPAD.
    pub async fn inscrite(&self) -> IdentifiantNational {
        self.portail().await;
        let faite = self.enregistrer().enregistrer(&agent(), &cle("inscrite"), inscription()).await.unwrap();
        let VueGestionnaire::Validee { personne } = faite.vue else { panic!("{:?}", faite.vue) };
        personne
    }
}

pub fn lieu(finess: &str) -> CleStructure {
    CleStructure::from(format!("F{finess}").as_str())
}

// requirement: NOT-01 NOT-02
async fn the_number_leaves_with_the_validation(banc: Banc) {
    let personne = banc.inscrite().await;
    assert_eq!(banc.distribuer(pris()).await, [("lucie@exemple.test".to_owned(), "numero")]);
    let lettres = banc.lettres(&format!("personne:{personne}")).await;
    assert_eq!((lettres.len(), lettres[0].sender.as_str()), (1, "F690990114"));
}

// requirement: NOT-04 NOT-05
async fn the_directory_waits_a_day_and_the_e_cps_two(banc: Banc) {
    let personne = banc.inscrite().await;
    let prevue = banc.magasin.disponibilite_de(&personne).await.unwrap().unwrap();
    assert_eq!(prevue.validee_le, MAINTENANT);
    assert_eq!(prevue.annuaire_le, MAINTENANT.plus(Seconds::hours(24)));
    let correspondance = banc.lecture().correspondance(&personne, "idp").await.unwrap();
    assert_eq!(correspondance.activation_des, Some(MAINTENANT.plus(Seconds::hours(48))));
    assert!(!correspondance.active(MAINTENANT.plus(Seconds(172_799))));
    assert!(correspondance.active(MAINTENANT.plus(Seconds(172_800))));
}

// requirement: NOT-05
async fn the_delay_can_be_anticipated_once(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.horloge.advance(Seconds(60));
    let anticipation = Anticipation::new(banc.ambient.clone(), banc.registre());
    let attendent = banc.magasin.en_attente(banc.ambient.now(), 10).await.unwrap();
    assert_eq!(attendent.iter().map(|(qui, _)| qui).collect::<Vec<_>>(), [&personne]);
    let disponibilite = anticipation.anticiper(&personne).await.unwrap();
    assert_eq!(disponibilite.ecps_le, MAINTENANT.plus(Seconds(60)));
    assert!(banc.lecture().correspondance(&personne, "idp").await.unwrap().active(banc.ambient.now()));
    let refusee = anticipation.anticiper(&personne).await.unwrap_err();
    assert_eq!(refusee.code(), "rien_a_attendre");
    assert!(banc.magasin.en_attente(banc.ambient.now(), 10).await.unwrap().is_empty());
}

async fn an_act_that_is_not_committed_tells_nobody(banc: Banc) {
    let sujet = Sujet::Demande("d1".to_owned());
    let en_tete = EnTete { origine: "o".to_owned(), sujet: sujet.clone(), structure: Some(lieu(EHPAD)) };
    let avis = Avis::EtatCivilCorrige { prenom: "Alba".to_owned(), le: MAINTENANT };
    let envoi = AvisAEnvoyer::nouveau(&banc.ambient, en_tete, "alba@exemple.test".into(), avis);
    let mut chantier = banc.magasin.chantier().await.unwrap();
    chantier.avertir(std::slice::from_ref(&envoi)).await.unwrap();
    drop(chantier);
    assert!(banc.lettres(&sujet.to_string()).await.is_empty());
    let mut chantier = banc.magasin.chantier().await.unwrap();
    chantier.avertir(&[envoi.clone(), envoi]).await.unwrap();
    chantier.valider().await.unwrap();
    assert_eq!(banc.lettres(&sujet.to_string()).await.len(), 1);
}

async fn a_mail_that_came_back_shows_to_its_gestionnaires(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.distribuer(inconnu()).await;
    let retours = banc.magasin.retours(&[lieu(EHPAD)], 10).await.unwrap();
    assert_eq!(retours.len(), 1);
    assert_eq!((&retours[0].sujet, retours[0].code.as_str()), (&Sujet::Personne(personne), "550"));
    assert!(banc.magasin.retours(&[lieu(IME)], 10).await.unwrap().is_empty());
}

// requirement: NOT-06
async fn a_change_and_an_end_are_told_to_the_person(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.distribuer(pris()).await;
    let vue = banc.situations().fiche(&agent(), &personne).await.unwrap().situations.remove(0);
    let voulue = Modification {
        noms: vue.noms,
        profession: vue.situation.code_role,
        role: "GENR10".to_owned(),
        debut: Some(date(2027, 2, 1)),
        fin: None,
    };
    let (id, version) = (vue.situation.id, vue.version.unwrap());
    banc.situations().modifier(&agent(), &id, &version, &voulue).await.unwrap();
    assert_eq!(banc.distribuer(pris()).await, [("lucie@exemple.test".to_owned(), "mise_a_jour")]);
    let version = banc.situations().fiche(&agent(), &personne).await.unwrap().situations.remove(0).version.unwrap();
    banc.situations().terminer(&agent(), &id, &version, QuandFinir::Apres(date(2027, 6, 30))).await.unwrap();
    assert_eq!(banc.distribuer(pris()).await, [("lucie@exemple.test".to_owned(), "mise_a_jour")]);
}

// requirement: NOT-03
async fn a_refusal_of_the_registry_that_came_back_shows_to_no_gestionnaire(banc: Banc) {
    banc.portail().await;
    let en_tete =
        EnTete { origine: "o".to_owned(), sujet: Sujet::Demande("d1".to_owned()), structure: Some(lieu(EHPAD)) };
    let (prenom, lieu_dit, motif) = ("Noé".to_owned(), "EHPAD".to_owned(), "Déjà inscrit.".to_owned());
    let avis = Avis::RefusDuRegistre { prenom, lieu: lieu_dit, motif };
    let envoi = AvisAEnvoyer::nouveau(&banc.ambient, en_tete, "noe@exemple.test".into(), avis);
    let mut chantier = banc.magasin.chantier().await.unwrap();
    chantier.avertir(&[envoi]).await.unwrap();
    chantier.valider().await.unwrap();
    assert_eq!(banc.distribuer(inconnu()).await.len(), 1);
    assert!(banc.magasin.retours(&[lieu(EHPAD)], 10).await.unwrap().is_empty());
}

sur_les_deux_moteurs!(
    the_number_leaves_with_the_validation,
    the_directory_waits_a_day_and_the_e_cps_two,
    the_delay_can_be_anticipated_once,
    an_act_that_is_not_committed_tells_nobody,
    a_mail_that_came_back_shows_to_its_gestionnaires,
    a_change_and_an_end_are_told_to_the_person,
    a_refusal_of_the_registry_that_came_back_shows_to_no_gestionnaire,
);
