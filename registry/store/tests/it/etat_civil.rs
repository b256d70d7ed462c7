//! Civil statuses that were replaced: kept, dated, read by the support and by the person (R09).

use std::sync::Arc;

use ambient::Seconds;
use jiff::civil::date;
use registry_core::espace::Espace;
use registry_core::journal::{Acte, Dossier};
use registry_core::support::{ChangementEtatCivil, Dossiers, NouvelEtatCivil};
use registry_core::{EtatCivil, journal::Assistance};
use sante::IdentifiantNational;

use crate::banc::{Banc, MAINTENANT, PREMIER, SECOND, id};
use crate::extraction::{ALBA, Extraction};
use crate::support::{DEUX, UN, agent};

async fn present(banc: &Banc, personne: &IdentifiantNational) -> EtatCivil {
    banc.registre().fiche(personne).await.unwrap().unwrap().personne.etat_civil().clone()
}

pub async fn corriger(banc: &Banc, personne: &IdentifiantNational, etat_civil: EtatCivil) {
    let changement = ChangementEtatCivil::new(banc.guichet(), Arc::new(banc.magasin.clone()));
    let motif = "acte de naissance, demande 42".to_owned();
    let nouvel = NouvelEtatCivil { personne: personne.clone(), etat_civil, motif, distinctes: Vec::new() };
    let proposition = changement.proposer(&agent(UN), nouvel).await.unwrap();
    changement.confirmer(&agent(DEUX), &proposition).await.unwrap();
}

// requirement: R09 IDN-01
async fn what_it_was_is_kept_dated_for_the_support_and_the_person(banc: Banc) {
    let personne = banc.inscrite().await;
    let premier = present(&banc, &personne).await;
    let second = EtatCivil { nom: "FICTIF-LUCE-BIS".to_owned(), ..premier.clone() };
    corriger(&banc, &personne, second.clone()).await;
    banc.horloge.advance(Seconds(60));
    corriger(&banc, &personne, EtatCivil { naissance: Some(date(1990, 5, 13).into()), ..second.clone() }).await;
    let dossier = Dossiers::new(banc.guichet(), Arc::new(banc.magasin.clone()));
    let dossier = dossier.lire(&agent(UN), &personne).await.unwrap();
    let attendus = [(second, MAINTENANT.plus(Seconds(60))), (premier, MAINTENANT)];
    let lus = dossier.anciens.iter().map(|ancien| (ancien.etat_civil.clone(), ancien.remplace_le));
    assert!(lus.eq(attendus.clone()), "{:?}", dossier.anciens);
    let mien = Espace::new(banc.guichet()).mon_dossier(&personne).await.unwrap();
    assert_eq!(mien.anciens, dossier.anciens);
    let actes = banc.carnet.actes.lock().unwrap();
    let lu = Assistance::DossierLu { agent: id(UN), personne: personne.clone() };
    assert!(actes.contains(&Acte::Dossier(Dossier::Assistance(lu))));
    let moi = Dossier::EtatCivilLu { agent: personne.clone(), personne };
    assert_eq!(actes.last(), Some(&Acte::Dossier(moi)));
}

// requirement: R09
async fn a_file_that_corrects_one_leaves_the_same_trace_and_one_that_does_not_leaves_none(banc: Banc) {
    let exemple = Extraction::exemple();
    banc.importer(&exemple.texte(), PREMIER).await;
    let avant = present(&banc, &id(ALBA)).await;
    let autre = exemple.clone().avec(0, "Nom de famille", "FICTIF-AUTRE").avec(1, "Nom de famille", "FICTIF-AUTRE");
    banc.importer(&autre.texte(), SECOND).await;
    let anciens = banc.registre().anciens_etats_civils(&id(ALBA)).await.unwrap();
    assert_eq!(anciens.len(), 1);
    assert_eq!((&anciens[0].etat_civil, anciens[0].remplace_le), (&avant, MAINTENANT));
    banc.importer(&autre.sans_personnes(&[ALBA]).texte(), SECOND.plus(Seconds(60))).await;
    assert_eq!(banc.registre().anciens_etats_civils(&id(ALBA)).await.unwrap().len(), 1, "only gone");
    assert_eq!(banc.colonne("etat_civil_historique", "personne").await, [ALBA], "nobody else's changed");
}

sur_les_deux_moteurs!(
    what_it_was_is_kept_dated_for_the_support_and_the_person,
    a_file_that_corrects_one_leaves_the_same_trace_and_one_that_does_not_leaves_none,
);
