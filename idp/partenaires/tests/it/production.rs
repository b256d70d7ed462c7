use ambient::Seconds;
use idp_core::client::Clients as _;
use idp_partenaires::{Decision, Environnement, EtatDemande, Fiche, Nouvelle, Qui, Refus};

use crate::bench::{Bench, fiche};

#[tokio::test]
async fn production_is_asked_for_reviewed_and_given_as_it_was_asked() {
    let bench = Bench::new(|_| {}).await;
    let (_, noe) = bench.equipe().await;
    let service = bench.bureau.creer(&noe, fiche()).await.unwrap();
    let id = &service.id;
    bench.bureau.demander_la_production(&noe, id, ("Pour 3 EHPAD.", true)).await.unwrap();
    let asked = bench.bureau.demander_la_production(&noe, id, ("Pour 4 EHPAD.", true)).await;
    assert!(matches!(asked, Err(Refus::Etape)), "what the operator reads does not move");
    // what changes afterwards is the sandbox's alone
    let other = Fiche { adresses_retour: vec!["https://ailleurs.example/retour".into()], ..fiche() };
    bench.bureau.modifier(&noe, id, (1, other)).await.unwrap();
    let (_, vue) = bench.bureau.demande(id).await.unwrap();
    let stale = bench.bureau.decider(Qui::Exploitant, id, (vue.version - 1, &Decision::Accepter)).await;
    assert!(matches!(stale, Err(Refus::ChangeEntreTemps)));
    bench.bureau.decider(Qui::Exploitant, id, (vue.version, &Decision::Accepter)).await.unwrap();
    let vu = bench.bureau.service(&noe, id).await.unwrap();
    let client = vu.client(Environnement::Production).unwrap();
    assert_eq!(client.redirect_uris, fiche().adresses_retour, "what was accepted, not what came later");
    assert_ne!(client.id, vu.client(Environnement::Essai).unwrap().id);
    let drawn = (Nouvelle::Secret, Seconds(0));
    assert!(bench.bureau.tourner(&noe, (id, Environnement::Production), drawn).await.unwrap().secret.is_some());
}

#[tokio::test]
async fn an_operator_who_does_not_accept_says_why_and_the_team_reads_it() {
    let bench = Bench::new(|_| {}).await;
    let (_, noe) = bench.equipe().await;
    let service = bench.bureau.creer(&noe, fiche()).await.unwrap();
    let id = &service.id;
    bench.bureau.demander_la_production(&noe, id, ("Pour 3 EHPAD.", true)).await.unwrap();
    let silent = bench.bureau.decider(Qui::Exploitant, id, (1, &Decision::Refuser(" ".into()))).await;
    assert!(matches!(silent, Err(Refus::SansMotif)));
    bench.bureau.decider(Qui::Exploitant, id, (1, &Decision::Completer("Quel hébergeur ?".into()))).await.unwrap();
    let vu = bench.bureau.service(&noe, id).await.unwrap();
    let demande = vu.demande.unwrap().demande;
    assert!(matches!(&demande.etat, EtatDemande::ACompleter { motif, .. } if motif == "Quel hébergeur ?"));
    assert!(vu.production.is_none());
    bench.bureau.demander_la_production(&noe, id, ("Hébergé en France.", true)).await.unwrap();
    bench.bureau.decider(Qui::Exploitant, id, (3, &Decision::Accepter)).await.unwrap();
    let client = bench.bureau.service(&noe, id).await.unwrap().service.production.unwrap();
    assert!(bench.sql.client(&client).await.unwrap().is_some());
}

#[tokio::test]
async fn an_address_of_one_machine_does_not_reach_production() {
    let bench = Bench::new(|_| {}).await;
    let (_, noe) = bench.equipe().await;
    let local = Fiche { adresses_retour: vec!["https://localhost:3000/retour".into()], ..fiche() };
    let service = bench.bureau.creer(&noe, local).await.unwrap();
    let asked = bench.bureau.demander_la_production(&noe, &service.id, ("Essai.", true)).await;
    assert!(matches!(asked, Err(Refus::Fiche(objections)) if objections[0].key == "redirect_uris"));
    bench.bureau.demander_la_production(&noe, &service.id, ("Essai.", false)).await.unwrap();
    let vu = bench.bureau.service(&noe, &service.id).await.unwrap();
    assert_eq!(vu.demande.unwrap().demande.etat, EtatDemande::Brouillon, "a draft keeps what was typed");
}
