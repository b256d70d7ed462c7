//! The log, read by long poll.

use std::time::Duration;

use ambient::{Ambient, Timestamp};
use annuaire::{Evenements, Fait, Numero, Refus, chemin};
use http::StatusCode;
use registry_core::retrait::{Cause, Retrait};
use registry_server::Registry;
use tokio::time::{Instant, sleep};

use crate::maison::{ALBA, Maison, activation, config};

async fn tout(maison: &Maison) -> Evenements {
    maison.lire(&chemin::evenements(Numero(0), 0), "evenements").await.1
}

#[tokio::test]
async fn what_happened_is_told_at_once_in_order() {
    let maison = Maison::ouvrir().await;
    let tout = tout(&maison).await;
    assert_eq!(tout.evenements.first().map(|evenement| evenement.numero), Some(Numero(1)));
    assert_eq!(tout.evenements.last().map(|evenement| evenement.numero), Some(tout.dernier));
    let chemin = chemin::evenements(Numero(tout.dernier.0 - 2), 25);
    let (_, fin): (_, Evenements) = maison.lire(&chemin, "evenements").await;
    assert_eq!(fin.evenements, tout.evenements[tout.evenements.len() - 2..]);
}

#[tokio::test]
async fn an_answer_is_held_until_something_happens() {
    let maison = Maison::ouvrir().await;
    let dernier = tout(&maison).await.dernier;
    let (activation, alba) = (maison.activation(), "899900000011".parse().unwrap());
    let acte = async {
        sleep(Duration::from_millis(300)).await;
        activation.desactiver(&alba).await.unwrap();
        Instant::now()
    };
    let chemin = chemin::evenements(dernier, 20);
    let attente = async { (maison.lire::<Evenements>(&chemin, "evenements").await.1, Instant::now()) };
    let (fait, (page, su)) = tokio::join!(acte, attente);
    assert_eq!(page.evenements[0].fait, Fait::PersonneDesactivee);
    assert!(su.saturating_duration_since(fait) < Duration::from_secs(1), "told within a second");
}

#[tokio::test]
async fn what_another_node_commits_is_seen_too() {
    let maison = Maison::ouvrir().await;
    let dernier = tout(&maison).await.dernier;
    let autre = Registry::open(&config(&maison.dossier), Ambient::system()).await.unwrap();
    let acte = async {
        sleep(Duration::from_millis(100)).await;
        activation(&autre).desactiver(&"899900000011".parse().unwrap()).await.unwrap();
    };
    let (debut, chemin) = (Instant::now(), chemin::evenements(dernier, 20));
    let ((), (_, page)) = tokio::join!(acte, maison.lire::<Evenements>(&chemin, "evenements"));
    assert_eq!(page.evenements.len(), 1);
    assert!(debut.elapsed() < Duration::from_secs(5), "{:?}", debut.elapsed());
}

// requirement: SIT-10
#[tokio::test]
async fn an_end_to_come_is_told_when_it_comes_by_the_registry_itself() {
    let maison = Maison::ouvrir().await;
    let personne = maison.registre.lecture().personne(&"899900000011".parse().unwrap()).await.unwrap();
    let situation = personne.exercices[0].situations[0].id.clone();
    let le = Ambient::system().now();
    let fin = Timestamp::from_millis(le.millis() + 1_200);
    crate::fin::finir(maison.registre.guichet().registre.as_ref(), &situation, (fin, le)).await;
    let prevue = tout(&maison).await.dernier;
    let (_, page): (_, Evenements) = maison.lire(&chemin::evenements(prevue, 20), "evenements").await;
    assert_eq!(page.evenements[0].fait, Fait::SituationTerminee { situation, fin });
    let dite = page.evenements[0].survenu;
    assert!(dite >= fin && dite.since(fin) < Duration::from_secs(1), "{dite:?} {fin:?}");
}

#[tokio::test]
async fn an_answer_is_not_held_longer_than_asked() {
    let maison = Maison::ouvrir().await;
    let (dernier, debut) = (tout(&maison).await.dernier, Instant::now());
    let (_, page): (_, Evenements) = maison.lire(&chemin::evenements(dernier, 1), "evenements").await;
    assert_eq!((page.evenements.len(), page.dernier), (0, dernier));
    let duree = debut.elapsed();
    assert!(duree >= Duration::from_secs(1) && duree < Duration::from_secs(5), "{duree:?}");
}

#[tokio::test]
async fn a_question_that_is_none_is_refused() {
    let maison = Maison::ouvrir().await;
    for chemin in ["/v1/evenements?apres=x", "/v1/evenements?apres=1&attente=-1"] {
        let (statut, refus): (_, Refus) = maison.lire(chemin, "evenements").await;
        assert_eq!((statut, refus.code.as_str()), (StatusCode::BAD_REQUEST, "demande_mal_formee"));
    }
}

// requirement: R05 S08
#[tokio::test]
async fn a_suspension_to_come_is_told_in_its_second_by_the_registry_itself_and_the_person_is_gone() {
    let maison = Maison::ouvrir().await;
    let maintenant = Ambient::system().now();
    let debut = Timestamp::from_millis(maintenant.millis() + 1_200);
    let suspension = Retrait { cause: Cause::Suspension, debut, fin: None };
    let mut chantier = maison.registre.guichet().registre.chantier().await.unwrap();
    chantier.retirer(&"899900000011".parse().unwrap(), &suspension, maintenant).await.unwrap();
    chantier.valider().await.unwrap();
    assert_eq!(maison.demander(ALBA, Some("Bearer cle-lecture")).await.status(), StatusCode::OK, "not yet");
    let dernier = tout(&maison).await.dernier;
    let (_, page): (_, Evenements) = maison.lire(&chemin::evenements(dernier, 20), "evenements").await;
    assert_eq!(page.evenements[0].fait, Fait::PersonneDesactivee);
    let tard = page.evenements[0].survenu.since(debut);
    assert!(page.evenements[0].survenu >= debut && tard < Duration::from_secs(2), "{tard:?}");
    assert_eq!(maison.demander(ALBA, Some("Bearer cle-lecture")).await.status(), StatusCode::GONE);
}
