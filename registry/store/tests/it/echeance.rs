//! Ends set for a day to come are told by the log when they come, without anybody doing anything (SIT-10).

use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use annuaire::Fait;
use jiff::civil::{Date, date};
use registry_core::echeance::Echeances;
use registry_core::situation_acte::{Modification, Noms, NouvelleSituation, QuandFinir, SituationDemandee, Version};
use registry_store::Magasin;
use sante::SituationId;

use crate::banc::{Banc, id};
use crate::extraction::LUC;
use crate::portail::{EHPAD, IME, agent, attestations, cle, finess, situation};

impl Banc {
    fn echeances(&self) -> Echeances {
        Echeances::new(self.ambient.clone(), self.registre())
    }

    /// The ends of Luc's situations that the log tells.
    async fn fins(&self) -> Vec<(SituationId, Timestamp)> {
        let faits = self.faits(LUC).await.into_iter();
        let fins = faits.filter_map(|fait| match fait {
            Fait::SituationTerminee { situation, fin } => Some((situation, fin)),
            _ => None,
        });
        fins.collect()
    }

    fn a_l_instant(&self, texte: &str) -> Timestamp {
        let instant = Timestamp::from_millis(texte.parse::<jiff::Timestamp>().unwrap().as_millisecond());
        let reste = instant.since(self.ambient.now());
        self.horloge.advance(Seconds(i64::try_from(reste.as_secs()).unwrap()));
        instant
    }
}

/// Luc works at `structure` until `fin`, included.
async fn ajouter(banc: &Banc, structure: &str, fin: Option<Date>) -> SituationId {
    let situation = SituationDemandee { fin, ..situation() };
    let nouvelle =
        NouvelleSituation { personne: id(LUC), structure: finess(structure), situation, attestations: attestations() };
    let cle = cle(&format!("luc-{structure}"));
    banc.situations().ajouter(&agent(), &cle, nouvelle).await.unwrap().situation
}

async fn tenue(banc: &Banc, id_situation: &SituationId) -> (Version, Modification) {
    let fiche = banc.situations().fiche(&agent(), &id(LUC)).await.unwrap();
    let vue = fiche.situations.into_iter().find(|vue| vue.situation.id == *id_situation).unwrap();
    let noms = Noms { nom: "FICTIF-LUC".to_owned(), prenom: "Luc".to_owned(), ..vue.noms };
    let (profession, role) = (vue.situation.code_role, vue.situation.code_genre);
    let modification = Modification { noms, profession, role, debut: Some(date(2027, 2, 1)), fin: None };
    (vue.version.unwrap(), modification)
}

// requirement: SIT-10 R05
async fn an_end_is_told_at_midnight_in_paris_also_when_clocks_turn(banc: Banc) {
    banc.portail().await;
    let veille = ajouter(&banc, EHPAD, Some(date(2027, 3, 27))).await;
    let jour = ajouter(&banc, IME, Some(date(2027, 3, 28))).await;
    banc.a_l_instant("2027-03-27T22:59:59Z");
    let premiere = banc.echeances().tour().await.unwrap();
    assert!(banc.fins().await.is_empty());
    let minuit = banc.a_l_instant("2027-03-27T23:00:00Z");
    assert_eq!(premiere, Some(minuit));
    let seconde = banc.echeances().tour().await.unwrap();
    assert_eq!(banc.fins().await, [(veille.clone(), minuit)]);
    // the 28th has 23 hours
    let ensuite = banc.a_l_instant("2027-03-28T22:00:00Z");
    assert_eq!(seconde, Some(ensuite));
    assert_eq!(banc.echeances().tour().await.unwrap(), None);
    assert_eq!(banc.fins().await, [(veille, minuit), (jour, ensuite)]);
}

// requirement: SIT-10
async fn the_day_in_autumn_has_twenty_five_hours(banc: Banc) {
    banc.portail().await;
    ajouter(&banc, EHPAD, Some(date(2027, 10, 31))).await;
    banc.a_l_instant("2027-10-31T22:59:59Z");
    banc.echeances().tour().await.unwrap();
    assert!(banc.fins().await.is_empty());
    banc.a_l_instant("2027-10-31T23:00:00Z");
    banc.echeances().tour().await.unwrap();
    assert_eq!(banc.fins().await.len(), 1);
}

// requirement: SIT-11
async fn what_has_no_end_ends_by_nobody_s_silence(banc: Banc) {
    banc.portail().await;
    let tenue = ajouter(&banc, EHPAD, None).await;
    let dans_dix_ans = banc.a_l_instant("2037-02-01T00:00:00Z");
    assert_eq!(banc.echeances().tour().await.unwrap(), None);
    assert!(banc.fins().await.is_empty());
    let luc = banc.personne(LUC).await.unwrap();
    let situations = luc.exercices.iter().flat_map(|exercice| &exercice.situations);
    assert!(situations.filter(|une| une.id == tenue).all(|une| une.en_cours(dans_dix_ans)));
}

async fn an_end_that_moved_is_told_on_its_new_day_alone(banc: Banc) {
    banc.portail().await;
    let deplacee = ajouter(&banc, EHPAD, Some(date(2027, 3, 31))).await;
    let reprise = ajouter(&banc, IME, Some(date(2027, 3, 31))).await;
    let (version, voulue) = tenue(&banc, &deplacee).await;
    let voulue = Modification { fin: Some(date(2027, 4, 30)), ..voulue };
    banc.situations().modifier(&agent(), &deplacee, &version, &voulue).await.unwrap();
    let (version, voulue) = tenue(&banc, &reprise).await;
    banc.situations().modifier(&agent(), &reprise, &version, &voulue).await.unwrap();
    banc.a_l_instant("2027-04-15T00:00:00Z");
    banc.echeances().tour().await.unwrap();
    assert!(banc.fins().await.is_empty());
    let fin = banc.a_l_instant("2027-04-30T22:00:00Z");
    assert_eq!(banc.echeances().tour().await.unwrap(), None);
    assert_eq!(banc.fins().await, [(deplacee, fin)]);
}

async fn an_end_by_hand_is_told_once_and_one_set_in_the_past_too(banc: Banc) {
    banc.portail().await;
    let finie = ajouter(&banc, EHPAD, Some(date(2027, 3, 31))).await;
    let corrigee = ajouter(&banc, IME, None).await;
    banc.a_l_instant("2027-02-15T12:00:00Z");
    let (version, _) = tenue(&banc, &finie).await;
    banc.situations().terminer(&agent(), &finie, &version, QuandFinir::Maintenant).await.unwrap();
    let (version, voulue) = tenue(&banc, &corrigee).await;
    let voulue = Modification { fin: Some(date(2027, 2, 10)), ..voulue };
    banc.situations().modifier(&agent(), &corrigee, &version, &voulue).await.unwrap();
    assert_eq!(banc.echeances().tour().await.unwrap(), None);
    let fins: Vec<SituationId> = banc.fins().await.into_iter().map(|(situation, _)| situation).collect();
    assert_eq!(fins, [finie, corrigee]);
}

async fn of_two_nodes_at_once_one_tells(banc: Banc) {
    banc.portail().await;
    ajouter(&banc, EHPAD, Some(date(2027, 3, 31))).await;
    banc.a_l_instant("2027-04-01T00:00:00Z");
    let ailleurs = Magasin::ouvrir(banc.url()).await.unwrap();
    let (un, autre) = (banc.echeances(), Echeances::new(banc.ambient.clone(), Arc::new(ailleurs)));
    let (a, b) =
        tokio::join!(tokio::spawn(async move { un.tour().await }), tokio::spawn(async move { autre.tour().await }));
    assert_eq!((a.unwrap().unwrap(), b.unwrap().unwrap(), banc.fins().await.len()), (None, None, 1));
}

sur_les_deux_moteurs!(
    an_end_is_told_at_midnight_in_paris_also_when_clocks_turn,
    the_day_in_autumn_has_twenty_five_hours,
    what_has_no_end_ends_by_nobody_s_silence,
    an_end_that_moved_is_told_on_its_new_day_alone,
    an_end_by_hand_is_told_once_and_one_set_in_the_past_too,
    of_two_nodes_at_once_one_tells,
);
