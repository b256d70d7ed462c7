use ambient::Seconds;
use idp_partenaires::{Droit, Portee, Refus, Role};

use crate::bench::{Bench, fiche};

const ALBA: &str = "alba@editeur.example";

// requirement: R01 R02
#[tokio::test]
async fn an_organisation_is_seen_and_changed_by_its_members_alone() {
    let bench = Bench::new(|_| {}).await;
    let (_, noe) = bench.equipe().await;
    let service = bench.bureau.creer(&noe, fiche()).await.unwrap();
    let alba = bench.entrer(ALBA).await;
    assert!(matches!(bench.bureau.acteur(&alba.session, &noe.organisation).await, Err(Refus::Inconnu)));
    let hers = bench.bureau.creer_organisation(&alba.session, "Autre équipe").await.unwrap();
    let hers = bench.acteur(&alba, &hers.id).await;
    assert!(matches!(bench.bureau.service(&hers, &service.id).await, Err(Refus::Inconnu)));
    assert!(matches!(bench.bureau.modifier(&hers, &service.id, (1, fiche())).await, Err(Refus::Inconnu)));
    assert!(matches!(bench.bureau.retirer(&hers, &service.id).await, Err(Refus::Inconnu)));
    assert!(bench.bureau.services(&hers).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_invitation_waits_for_the_address_that_it_names() {
    let bench = Bench::new(|_| {}).await;
    let (_, noe) = bench.equipe().await;
    bench.bureau.inviter(&noe, ALBA, Role::Developpeur).await.unwrap();
    bench.taches.faire().await;
    assert!(bench.boite.dernier(ALBA).unwrap().contains("Équipe Dossier"));
    let stranger = bench.entrer("brice@editeur.example").await;
    assert!(bench.bureau.invitations_a(&stranger.session).await.unwrap().is_empty());
    assert!(matches!(bench.bureau.accepter(&stranger.session, &noe.organisation).await, Err(Refus::Inconnu)));
    let alba = bench.entrer(ALBA).await;
    bench.bureau.accepter(&alba.session, &noe.organisation).await.unwrap();
    let hers = bench.acteur(&alba, &noe.organisation).await;
    assert_eq!(hers.droit, Droit::Developper);
    assert!(matches!(bench.bureau.inviter(&hers, "x@editeur.example", Role::Responsable).await, Err(Refus::Droit)));
    assert!(matches!(bench.bureau.creer_cle(&hers, "CI", (Portee::Lecture, 30)).await, Err(Refus::Droit)));
    bench.bureau.retirer_membre(&noe, &alba.session.compte).await.unwrap();
    assert!(matches!(bench.bureau.acteur(&alba.session, &noe.organisation).await, Err(Refus::Inconnu)));
    let (noe_compte, _) = (bench.bureau.equipe(&noe).await.unwrap().membres.remove(0).compte, ());
    assert!(matches!(bench.bureau.retirer_membre(&noe, &noe_compte).await, Err(Refus::DernierResponsable)));
}

// requirement: R14 K13
#[tokio::test]
async fn a_key_of_the_api_does_what_its_scope_says_until_its_date() {
    let bench = Bench::new(|_| {}).await;
    let (_, noe) = bench.equipe().await;
    let read = bench.bureau.creer_cle(&noe, "lecture", (Portee::Lecture, 30)).await.unwrap();
    let write = bench.bureau.creer_cle(&noe, "CI", (Portee::Ecriture, 60)).await.unwrap();
    let reader = bench.bureau.par_cle(&read.secret).await.unwrap().unwrap();
    assert!(matches!(bench.bureau.creer(&reader, fiche()).await, Err(Refus::Droit)));
    assert!(bench.bureau.services(&reader).await.is_ok());
    let writer = bench.bureau.par_cle(&write.secret).await.unwrap().unwrap();
    let service = bench.bureau.creer(&writer, fiche()).await.unwrap();
    let asked = bench.bureau.demander_la_production(&writer, &service.id, ("Un dossier.", true)).await;
    assert!(matches!(asked, Err(Refus::Droit)), "the way to production stays with people");
    assert!(matches!(bench.bureau.creer_cle(&noe, "longue", (Portee::Lecture, 366)).await, Err(Refus::Delai)));
    bench.clock.advance(Seconds::hours(24 * 30));
    assert_eq!(bench.bureau.par_cle(&read.secret).await.unwrap(), None);
    bench.bureau.revoquer_cle(&noe, &write.cle.id).await.unwrap();
    assert_eq!(bench.bureau.par_cle(&write.secret).await.unwrap(), None);
}
