//! What waits for a gestionnaire: which requests, in which order, with what should be thought about; mails that came back.

use ambient::Seconds;
use jiff::civil::date;
use registry_core::avis::Sujet;
use registry_core::demande::{
    Decision, Demandes as _, FiltreDemandes, Motif, NouvelleDemande, NouvelleInscription, Quelles,
};
use registry_core::habilitation::Perimetre;
use registry_core::idempotence::Auteur;
use registry_core::identite::EtatCivilSaisi;
use registry_core::journal::{Acte, Dossier, Geste};
use registry_core::page::Tranche;
use registry_core::situation_acte::SituationDemandee;

use crate::banc::{Banc, id};
use crate::courrier::{inconnu, pris};
use crate::portail::{
    COLLEGUE, EHPAD, IME, agent, attestations, cle, demande, finess, identite, inscription, situation,
};

// requirement: ENR-05 R09
async fn requests_are_listed_oldest_first_while_the_contract_is_in_force(banc: Banc) {
    banc.portail_sous_contrat_jusqu_au(Some(date(2027, 1, 16))).await;
    let premiere = banc.deposer().deposer(&cle("a"), demande("sub-1", identite())).await.unwrap();
    banc.horloge.advance(Seconds(1));
    let autre = EtatCivilSaisi { nom: "FICTIF-AUTRE".to_owned(), naissance: "01/02/1980".to_owned(), ..identite() };
    let seconde = banc.deposer().deposer(&cle("b"), demande("sub-2", autre)).await.unwrap();
    let vues = banc.consultation().a_traiter(&agent(), &FiltreDemandes::default(), None).await.unwrap().lignes;
    assert_eq!(vues.iter().map(|vue| &vue.id).collect::<Vec<_>>(), [&premiere, &seconde]);
    banc.consultation().historique(&agent(), &FiltreDemandes::default(), None).await.unwrap();
    let listees = |nombre| Geste::DemandesListees { agent: agent(), nombre };
    let gestes = banc.gestes();
    assert_eq!(gestes[gestes.len() - 2..], [listees(2), listees(0)]);
    let (tenus, une) = ([finess(EHPAD)], Tranche { apres: None, limite: 1 });
    let ouvertes = banc.magasin.lister(Quelles::Ouvertes(&tenus), &FiltreDemandes::default(), une).await.unwrap();
    assert_eq!(ouvertes[0].id, premiere, "the page is cut at the newest");
    banc.horloge.advance(Seconds::hours(72));
    assert!(
        banc.consultation().a_traiter(&agent(), &FiltreDemandes::default(), None).await.unwrap().lignes.is_empty(),
        "the contract is over"
    );
}

// requirement: ELI-06
async fn who_decides_is_warned_of_a_profession_outside_the_pilot(banc: Banc) {
    banc.portail().await;
    banc.contracter("310990031").await;
    for (sujet, structure, attendus) in [("sub-1", "310990320", 1), ("sub-2", EHPAD, 0)] {
        let nom = format!("FICTIF-{}", if attendus == 1 { "UN" } else { "DEUX" });
        let nouvelle =
            NouvelleDemande { structure: finess(structure), ..demande(sujet, EtatCivilSaisi { nom, ..identite() }) };
        banc.deposer().deposer(&cle(sujet), nouvelle).await.unwrap();
        let deposee = banc.consultation().miennes(&Auteur::franceconnect(sujet)).await.unwrap().remove(0);
        assert_eq!(banc.consultation().avertissements(&deposee).await.unwrap().len(), attendus, "{structure}");
    }
}

// requirement: ELI-01
async fn nobody_is_registered_for_a_time_that_is_over(banc: Banc) {
    banc.portail().await;
    let finie = SituationDemandee { debut: date(2026, 1, 5), fin: Some(date(2027, 1, 14)), ..situation() };
    let saisie = NouvelleInscription { situation: finie.clone(), ..inscription() };
    let seule = banc.enregistrer().enregistrer(&agent(), &cle("a"), saisie).await.unwrap_err();
    let nouvelle = NouvelleDemande { situation: finie, ..demande("sub-1", identite()) };
    let demandee = banc.deposer().deposer(&cle("b"), nouvelle).await.unwrap_err();
    for refusee in [seule, demandee] {
        assert_eq!(refusee.objections()[0].code, "periode_passee", "{refusee}");
    }
    let courte = SituationDemandee { debut: date(2026, 1, 5), fin: Some(date(2027, 1, 15)), ..situation() };
    let nouvelle = NouvelleDemande { situation: courte, ..demande("sub-1", identite()) };
    let id_demande = banc.deposer().deposer(&cle("c"), nouvelle).await.unwrap();
    banc.horloge.advance(Seconds::hours(48));
    let valider = Decision::Valider { attestations: attestations(), distinctes: Vec::new() };
    let tard = banc.traiter().traiter(&agent(), &cle("d"), (&id_demande, 1), valider).await.unwrap_err();
    assert_eq!(tard.objections()[0].code, "periode_passee", "over while it waited");
}

async fn a_rejection_that_came_back_is_put_aside_by_its_own_gestionnaires(banc: Banc) {
    banc.portail().await;
    banc.nommer(COLLEGUE, Perimetre::Etablissement(finess(IME))).await;
    banc.distribuer(pris()).await;
    let id_demande = banc.deposer().deposer(&cle("a"), demande("sub-1", identite())).await.unwrap();
    let rejet = Decision::Rejeter { motif: Motif::Changement, commentaire: String::new() };
    banc.traiter().traiter(&agent(), &cle("b"), (&id_demande, 1), rejet).await.unwrap();
    banc.distribuer(inconnu()).await;
    let sujet = Sujet::Demande(id_demande.to_string());
    let acte = Acte::Dossier(Dossier::RetourEcarte { agent: agent(), sujet: sujet.to_string() });
    for (qui, restent) in [(id(COLLEGUE), 1), (agent(), 0), (agent(), 0)] {
        banc.a_suivre().ecarter(&qui, &sujet).await.unwrap();
        assert_eq!(banc.a_suivre().revenus(&agent()).await.unwrap().len(), restent, "{qui}");
    }
    let actes = banc.carnet.actes.lock().unwrap();
    assert_eq!(actes.iter().filter(|un| matches!(un, Acte::Dossier(Dossier::RetourEcarte { .. }))).count(), 1);
    assert!(actes.contains(&acte));
}

sur_les_deux_moteurs!(
    a_rejection_that_came_back_is_put_aside_by_its_own_gestionnaires,
    requests_are_listed_oldest_first_while_the_contract_is_in_force,
    who_decides_is_warned_of_a_profession_outside_the_pilot,
    nobody_is_registered_for_a_time_that_is_over,
);
