//! What one person proposed and nobody confirmed: once its time is over nothing is left of what would have changed, whether or not
//! somebody proposes again (R13).

use std::sync::Arc;

use ambient::Seconds;
use registry_core::EtatCivil;
use registry_core::contact::{Correction, NouvelleCorrection};
use registry_core::support::{ChangementEtatCivil, NouvelEtatCivil};

use crate::banc::{Banc, id};
use crate::contact::saisies;
use crate::portail::{EHPAD, GESTIONNAIRE, finess};
use crate::support::{DEUX, UN, agent};

// requirement: R13 R03
async fn what_nobody_confirmed_in_time_is_closed_and_forgotten_by_itself(banc: Banc) {
    let personne = banc.inscrite().await;
    let present = banc.registre().fiche(&personne).await.unwrap().unwrap().personne.etat_civil().clone();
    let support = ChangementEtatCivil::new(banc.guichet(), Arc::new(banc.magasin.clone()));
    let nouvel = NouvelEtatCivil {
        personne: personne.clone(),
        etat_civil: EtatCivil { nom: "FICTIF-MARQUE".to_owned(), ..present },
        motif: "acte de naissance, demande 42".to_owned(),
        distinctes: Vec::new(),
    };
    let proposition = support.proposer(&agent(UN), nouvel.clone()).await.unwrap();
    banc.horloge.advance(Seconds::hours(1));
    let correction = NouvelleCorrection {
        personne,
        structure: finess(EHPAD),
        saisies: saisies("06 39 98 00 72", "marque-deux@exemple.test"),
        face_a_face: true,
    };
    Correction::new(banc.guichet()).proposer(&id(GESTIONNAIRE), &correction).await.unwrap();

    banc.horloge.advance(Seconds(71 * 3_600 - 1));
    banc.executer_lots().oublier().await.unwrap();
    assert_eq!(banc.issues().await, ["CONTACT OUVERTE tenue", "ETAT_CIVIL OUVERTE tenue"]);
    banc.horloge.advance(Seconds(1));
    banc.executer_lots().oublier().await.unwrap();
    assert_eq!(banc.issues().await, ["CONTACT OUVERTE tenue", "ETAT_CIVIL PERIMEE oubliée"]);
    let tard = support.confirmer(&agent(DEUX), &proposition).await.unwrap_err();
    assert_eq!(tard.code(), "proposition_perimee", "it says so still");
    banc.horloge.advance(Seconds::hours(1));
    banc.executer_lots().oublier().await.unwrap();
    assert_eq!(banc.issues().await, ["CONTACT PERIMEE oubliée", "ETAT_CIVIL PERIMEE oubliée"]);
    support.proposer(&agent(UN), nouvel).await.unwrap();
}

impl Banc {
    /// Of each proposal: its kind, how it ended, whether its content is there.
    async fn issues(&self) -> Vec<String> {
        let tenu = "CASE WHEN contenu = '' THEN 'oubliée' ELSE 'tenue' END";
        let mut dites = self.colonne("proposition", &format!("genre || ' ' || issue || ' ' || {tenu}")).await;
        dites.sort();
        dites
    }
}

sur_les_deux_moteurs!(what_nobody_confirmed_in_time_is_closed_and_forgotten_by_itself);
