//! Whoever looks up too much is told when to come back (R06).

use ambient::Seconds;
use axum::body::Body;
use http::{Request, StatusCode};
use pages::Langue;
use pages::samples::faults;
use service::Peer;

use crate::decor::Decor;
use crate::navigateur::Reponse;
use crate::professionnels::vue;

const GESTIONNAIRE: &str = "3690990015/CPED0001";
const CHERCHER: &str = "/bureau/professionnels";

/// The page holds, helps, and says for how long.
fn de_trop(reponse: &Reponse) {
    assert_eq!((reponse.statut, reponse.attente.as_str()), (StatusCode::TOO_MANY_REQUESTS, "90"));
    assert_eq!(faults(&reponse.html, Langue::Fr), Vec::<String>::new());
    assert!(reponse.html.contains("Attendez un peu") && reponse.html.contains("à partir de"), "{}", reponse.html);
}

async fn plus_tard() -> Decor {
    let decor = Decor::nouveau().await;
    *decor.registre.autres.de_trop.lock().unwrap() = Some(Seconds(90));
    decor
}

// requirement: R06
#[tokio::test]
async fn a_stranger_who_asks_too_often_keeps_what_they_typed_and_learns_what_helps() {
    let mut decor = plus_tard().await;
    let reponse = decor.navigateur.lire("/annuaire?recherche=martel").await;
    de_trop(&reponse);
    assert!(reponse.html.contains(r#"value="martel""#) && reponse.html.contains("extraction publique"));
    assert!(!reponse.html.contains("aria-invalid"), "the field itself is right");
    assert_eq!(decor.navigateur.lire("/annuaire").await.statut, StatusCode::OK, "the question itself stays open");
    *decor.registre.autres.de_trop.lock().unwrap() = None;
    let reponse = decor.navigateur.lire("/annuaire?recherche=martel").await;
    assert_eq!((reponse.statut, reponse.attente.as_str()), (StatusCode::OK, ""));
}

// requirement: R06
#[tokio::test]
async fn a_source_is_the_address_of_the_socket_and_an_ipv6_network_is_one() {
    let mut decor = Decor::nouveau().await;
    for adresse in ["192.0.2.7:50000", "[::ffff:192.0.2.7]:50001", "[2001:db8:1:2::9]:50000"] {
        let mut demande = Request::get("/annuaire?recherche=martel")
            .header("x-forwarded-for", "198.51.100.1")
            .header("forwarded", "for=198.51.100.1")
            .body(Body::empty())
            .unwrap();
        demande.extensions_mut().insert(Peer { addr: adresse.parse().unwrap(), certificates: Vec::new() });
        assert_eq!(decor.navigateur.demander(demande).await.statut, StatusCode::OK);
    }
    let sources: Vec<_> = decor.registre.autres.sources.lock().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(sources, ["192.0.2.7", "192.0.2.7", "2001:db8:1:2::"]);
}

// requirement: R06
#[tokio::test]
async fn an_agent_who_asks_too_often_keeps_what_they_typed() {
    let mut decor = plus_tard().await;
    decor.entrer_caducee(GESTIONNAIRE).await;
    let page = decor.navigateur.lire(CHERCHER).await;
    assert_eq!(page.statut, StatusCode::OK);
    let reponse = decor.navigateur.envoyer(CHERCHER, &page.html, &[("recherche", "martel")]).await;
    de_trop(&reponse);
    assert!(reponse.html.contains(r#"value="martel""#));
    de_trop(&decor.navigateur.envoyer(CHERCHER, &page.html, &[("personne", "899900000011")]).await);
}

// requirement: R06
#[tokio::test]
async fn a_form_that_shows_a_record_is_a_search_too() {
    let mut decor = Decor::nouveau().await;
    *decor.registre.vues.lock().unwrap() = vec![vue("s1", Some("v1"))];
    decor.entrer_caducee(GESTIONNAIRE).await;
    let page = decor.navigateur.lire(CHERCHER).await.html;
    let alba = [("personne", "899900000011"), ("situation", "s1")];
    for forme in ["situation", "fin", "etablissement"] {
        let adresse = format!("{CHERCHER}/{forme}");
        let champs = [&[("action", "ouvrir")][..], &alba[..]].concat();
        *decor.registre.autres.de_trop.lock().unwrap() = Some(Seconds(90));
        let reponse = decor.navigateur.envoyer(&adresse, &page, &champs).await;
        de_trop(&reponse);
        assert!(!reponse.html.contains("FICTIF-MARTEL"), "{adresse}");
        de_trop(&decor.navigateur.lire(&adresse).await);
        *decor.registre.autres.de_trop.lock().unwrap() = None;
        let reponse = decor.navigateur.envoyer(&adresse, &page, &champs).await;
        assert_eq!(reponse.statut, StatusCode::OK, "{adresse}");
    }
}

// requirement: R06
#[tokio::test]
async fn a_form_that_comes_back_keeps_what_was_typed_however_much_was_asked() {
    let mut decor = Decor::nouveau().await;
    *decor.registre.vues.lock().unwrap() = vec![vue("s1", Some("v1"))];
    decor.entrer_caducee(GESTIONNAIRE).await;
    let adresse = format!("{CHERCHER}/fin");
    let page = decor.navigateur.lire(CHERCHER).await.html;
    *decor.registre.autres.de_trop.lock().unwrap() = Some(Seconds(90));
    let champs = [("personne", "899900000011"), ("situation", "s1"), ("dernier_jour", "le 31 à midi")];
    let reponse = decor.navigateur.envoyer(&adresse, &page, &champs).await;
    assert_eq!(reponse.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reponse.html.contains(r#"value="le 31 à midi""#) && reponse.html.contains("aria-invalid"));
}

#[tokio::test]
async fn what_is_outside_the_scope_is_forbidden_and_not_only_in_conflict() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee(GESTIONNAIRE).await;
    let reponse = decor.navigateur.lire("/bureau/etablissements/690990122").await;
    assert_eq!(reponse.statut, StatusCode::FORBIDDEN);
    let page = decor.navigateur.lire(CHERCHER).await.html;
    let inconnue = decor.navigateur.envoyer(CHERCHER, &page, &[("personne", "899900000029")]).await;
    assert_eq!(inconnue.statut, StatusCode::NOT_FOUND);
}
