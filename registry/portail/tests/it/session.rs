//! Visits: one name after another, bounded, and nothing of them that can be read where they rest.

use ambient::Seconds;
use http::StatusCode;
use registry_core::visite::{DUREE, PAR_PERSONNE, REPOS, VisiteGardee, Visites as _};

use crate::decor::{Decor, MAINTENANT, cle};

const COOKIE: &str = "__Host-portail";
const DEPART: &str = "__Host-portail-depart";
const ALBA: &str = "899900000011";

async fn entree() -> Decor {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee(ALBA).await;
    decor
}

async fn gardee(decor: &Decor) -> Option<VisiteGardee> {
    let nom = cle().rest("portail.visite", &decor.navigateur.cookies[COOKIE]);
    decor.magasin.visite(&nom).await.unwrap()
}

/// With this cookie instead of the browser's own.
async fn avec(decor: &mut Decor, cookie: &str) -> bool {
    let sien = decor.navigateur.cookies.insert(COOKIE.to_owned(), cookie.to_owned()).unwrap();
    let entre = decor.navigateur.lire("/moi").await.statut.is_success();
    decor.navigateur.cookies.insert(COOKIE.to_owned(), sien);
    entre
}

// requirement: S01
#[tokio::test]
async fn a_cookie_from_before_a_login_or_a_proof_is_worth_nothing_after_it() {
    let mut decor = Decor::nouveau().await;
    let plante = "A".repeat(43);
    decor.navigateur.cookies.insert(COOKIE.to_owned(), plante.clone());
    decor.entrer_caducee(ALBA).await;
    let premier = decor.navigateur.cookies[COOKIE].clone();
    assert!(premier != plante && premier.len() == 43, "256 bits, drawn here");
    assert!(!avec(&mut decor, &plante).await && avec(&mut decor, &premier).await);
    decor.aller_retour("/connexion/preuve").await;
    let second = decor.navigateur.cookies[COOKIE].clone();
    assert_ne!(second, premier);
    assert!(avec(&mut decor, &second).await && !avec(&mut decor, &premier).await);
    let page = decor.navigateur.lire("/deconnexion").await.html;
    decor.navigateur.envoyer("/deconnexion", &page, &[]).await;
    assert!(!avec(&mut decor, &second).await, "signed out");
}

// requirement: O04
#[tokio::test]
async fn strangers_at_the_doors_leave_nothing_in_the_database() {
    let mut decor = Decor::nouveau().await;
    for _ in 0..30 {
        decor.autre_navigateur();
        assert!(decor.navigateur.lire("/connexion").await.statut.is_redirection());
        assert!(decor.navigateur.cookies.contains_key(DEPART) && !decor.navigateur.cookies.contains_key(COOKIE));
        decor.navigateur.lire("/connexion/retour?code=c&state=s").await;
        assert!(decor.navigateur.cookies.is_empty(), "a login serves once");
    }
    let toujours = MAINTENANT.plus(Seconds::hours(10_000));
    assert_eq!(decor.magasin.oublier(toujours).await.unwrap(), 0);
}

// requirement: S09
#[tokio::test]
async fn a_login_begun_elsewhere_at_another_door_or_too_long_ago_ends_nowhere() {
    let mut decor = Decor::nouveau().await;
    let depart = url::Url::parse(&decor.navigateur.lire("/connexion").await.vers).unwrap();
    let (state, commence) = (crate::decor::parametre(&depart, "state"), decor.navigateur.cookies[DEPART].clone());
    *decor.caducee.nonce.lock().unwrap() = crate::decor::parametre(&depart, "nonce");
    let retour = format!("/connexion/retour?code=c&state={state}");
    let refusee = async |decor: &mut Decor, chemin: &str, cookie: Option<&str>| {
        decor.navigateur.cookies.clear();
        decor.navigateur.cookies.extend(cookie.map(|cookie| (DEPART.to_owned(), cookie.to_owned())));
        let reponse = decor.navigateur.lire(chemin).await;
        reponse.statut == StatusCode::BAD_REQUEST && reponse.html.contains("portail.sans_depart")
    };
    let altere = commence.replacen(&commence[20..21], if &commence[20..21] == "A" { "B" } else { "A" }, 1);
    assert!(refusee(&mut decor, &retour, None).await, "another browser");
    assert!(refusee(&mut decor, &retour, Some(&altere)).await, "a cookie that was written elsewhere");
    let autre_porte = retour.replace("/connexion", "/franceconnect");
    assert!(refusee(&mut decor, &autre_porte, Some(&commence)).await, "another door");
    decor.horloge.advance(Seconds::minutes(15));
    assert!(refusee(&mut decor, &retour, Some(&commence)).await, "15 minutes ago");
}

#[tokio::test]
async fn the_eleventh_session_of_a_person_ends_the_one_that_served_the_longest_ago() {
    let mut decor = Decor::nouveau().await;
    let mut navigateurs = Vec::new();
    for rang in 0..=PAR_PERSONNE {
        *decor.caducee.session.lock().unwrap() = format!("session-{rang}");
        decor.entrer_caducee(ALBA).await;
        navigateurs.push(decor.autre_navigateur());
        decor.horloge.advance(Seconds(61));
        if rang == 5 {
            // the first one is used again: the second has rested the longest
            assert!(navigateurs[0].lire("/moi").await.statut.is_success());
        }
    }
    let mut ouvertes = Vec::new();
    for navigateur in &mut navigateurs {
        ouvertes.push(navigateur.lire("/moi").await.statut.is_success());
    }
    let attendues: Vec<bool> = (0..=PAR_PERSONNE).map(|rang| rang != 1).collect();
    assert_eq!(ouvertes, attendues);
}

#[tokio::test]
async fn a_page_that_is_read_writes_nothing_but_once_a_minute() {
    let mut decor = entree().await;
    for _ in 0..5 {
        decor.horloge.advance(Seconds(10));
        assert!(decor.navigateur.lire("/moi").await.statut.is_success());
        assert_eq!(gardee(&decor).await.unwrap().vue_le, MAINTENANT);
    }
    decor.horloge.advance(Seconds(10));
    decor.navigateur.lire("/moi").await;
    assert_eq!(gardee(&decor).await.unwrap().vue_le, MAINTENANT.plus(Seconds(60)));
}

#[tokio::test]
async fn what_rests_opens_nothing_and_names_nobody() {
    let mut decor = entree().await;
    let form = decor.navigateur.lire("/moi/coordonnees").await.html;
    decor.horloge.advance(REPOS);
    decor.navigateur.envoyer("/moi/coordonnees", &form, &[("courriel", "alba.gardee@exemple.test")]).await;
    let visite = gardee(&decor).await.unwrap();
    let cookie = decor.navigateur.cookies[COOKIE].clone();
    let lisible = format!("{visite:?} {}", String::from_utf8_lossy(&visite.contenu));
    let brouillon = visite.brouillon.clone().unwrap();
    let lisible = format!("{lisible} {}", String::from_utf8_lossy(&brouillon));
    for nom in [&*cookie, "FICTIF", ALBA, "f:essai", "session-1", "alba.gardee", "eyJ"] {
        assert!(!lisible.contains(nom), "{nom}: {lisible}");
    }
    let digest = visite.nom.as_str().to_owned();
    assert!(!avec(&mut decor, &digest).await, "the name that rests is no cookie");

    // signed out: nothing is left but digests, for the form of another tab
    decor.entrer_caducee(ALBA).await;
    let page = decor.navigateur.lire("/deconnexion").await.html;
    decor.navigateur.envoyer("/deconnexion", &page, &[]).await;
    let fermee = gardee(&decor).await.unwrap();
    assert!(fermee.contenu.is_empty() && fermee.brouillon.is_none());
    assert_eq!(fermee.finit_le, fermee.fermee_le.unwrap().plus(REPOS));
}

#[tokio::test]
async fn what_could_not_be_kept_is_said() {
    let mut decor = entree().await;
    let form = decor.navigateur.lire("/moi/coordonnees").await.html;
    let fin = MAINTENANT.plus(DUREE).plus(REPOS);
    assert_eq!(decor.magasin.oublier(fin).await.unwrap(), 1);
    let perdue = decor.navigateur.envoyer("/moi/coordonnees", &form, &[("courriel", "a@exemple.test")]).await;
    assert_eq!(perdue.statut, StatusCode::UNAUTHORIZED);
    assert!(perdue.html.contains("pas pu être gardé"), "{}", perdue.html);
}
