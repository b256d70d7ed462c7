//! The portal's visits as they rest: many requests and many nodes at once.

use ambient::{RestKey, Resting, Seconds, Timestamp};
use registry_core::visite::{
    Attache, DUREE, Deconnexion, Ouverture, PAR_PERSONNE, Porte, REPOS, Reception, VisiteGardee, Visites,
};
use registry_store::Magasin;

use crate::banc::{Banc, MAINTENANT};

fn digest(texte: impl AsRef<str>) -> Resting {
    RestKey::from_bytes(&[1; 32]).rest("essai", texte.as_ref())
}

fn attache(sujet: &str, session: Option<&str>) -> Attache {
    Attache { sujet: digest(sujet), session: session.map(digest), emis_le: MAINTENANT }
}

fn visite(nom: &str, attache: Attache, le: Timestamp) -> VisiteGardee {
    VisiteGardee::ouverte(digest(nom), (Porte::Caducee, attache), le, (b"sealed".to_vec(), None))
}

fn deconnexion(jti: &str, sujet: Option<&str>, session: Option<&str>) -> Deconnexion {
    Deconnexion {
        jti: digest(jti),
        sujet: sujet.map(digest),
        session: session.map(digest),
        emise_le: MAINTENANT,
        recue_le: MAINTENANT,
        retenue_jusque: MAINTENANT.plus(Seconds::minutes(15)),
    }
}

async fn lue(magasin: &Magasin, nom: &str) -> Option<VisiteGardee> {
    magasin.visite(&digest(nom)).await.unwrap()
}

async fn ouvrir(magasin: &Magasin, nom: &str, sujet: &str, session: Option<&str>) {
    let visite = visite(nom, attache(sujet, session), MAINTENANT);
    assert_eq!(magasin.ouvrir(&visite, None).await.unwrap(), Ouverture::Ouverte);
}

async fn a_visit_is_kept_as_it_is_and_takes_the_place_of_the_former(banc: Banc) {
    let magasin = &banc.magasin;
    let mut premiere = visite("un", attache("alba", Some("s1")), MAINTENANT);
    premiere.brouillon = Some(vec![0, 255, 7]);
    magasin.ouvrir(&premiere, None).await.unwrap();
    assert_eq!(lue(magasin, "un").await, Some(premiere));
    let seconde = VisiteGardee { porte: Porte::FranceConnect, ..visite("deux", attache("alba", None), MAINTENANT) };
    magasin.ouvrir(&seconde, Some(&digest("un"))).await.unwrap();
    assert_eq!((lue(magasin, "un").await, lue(magasin, "deux").await), (None, Some(seconde)));
}

async fn a_click_is_noted_once_and_never_backwards(banc: Banc) {
    let magasin = &banc.magasin;
    ouvrir(magasin, "un", "alba", None).await;
    let a = |secondes: i64| MAINTENANT.plus(Seconds(secondes));
    for (vue, avant, attendue) in [(30, -30, 0), (60, 0, 60), (70, 10, 60), (59, -1, 60), (130, 70, 130)] {
        magasin.noter(&digest("un"), a(vue), a(avant)).await.unwrap();
        assert_eq!(lue(magasin, "un").await.unwrap().vue_le, a(attendue), "{vue}");
    }
    magasin.clore(&digest("un"), a(140)).await.unwrap();
    magasin.noter(&digest("un"), a(300), a(240)).await.unwrap();
    assert_eq!(lue(magasin, "un").await.unwrap().vue_le, a(130), "a closed one rests");
}

async fn what_was_typed_is_kept_replaced_and_taken_once(banc: Banc) {
    let magasin = &banc.magasin;
    let nom = digest("un");
    assert!(!magasin.garder(&nom, b"a", MAINTENANT).await.unwrap(), "nobody's");
    ouvrir(magasin, "un", "alba", None).await;
    let fin = MAINTENANT.plus(DUREE).plus(REPOS);
    assert!(magasin.garder(&nom, b"a", MAINTENANT).await.unwrap());
    assert_eq!(lue(magasin, "un").await.unwrap().finit_le, fin, "it stays at least as long as before");
    assert!(magasin.garder(&nom, b"b", fin.plus(REPOS)).await.unwrap());
    assert_eq!(lue(magasin, "un").await.unwrap().finit_le, fin.plus(REPOS));
    assert!(!magasin.reprendre(&nom, b"a").await.unwrap(), "something else is kept");
    let preneurs = (0..10).map(|_| {
        let (magasin, nom) = (magasin.clone(), nom.clone());
        tokio::spawn(async move { magasin.reprendre(&nom, b"b").await.unwrap() })
    });
    let mut pris = 0;
    for preneur in preneurs.collect::<Vec<_>>() {
        pris += i32::from(preneur.await.unwrap());
    }
    assert_eq!((pris, lue(magasin, "un").await.unwrap().brouillon), (1, None));
}

async fn a_closed_visit_holds_nothing_and_goes_after_a_while(banc: Banc) {
    let magasin = &banc.magasin;
    ouvrir(magasin, "un", "alba", Some("s1")).await;
    magasin.garder(&digest("un"), b"a", MAINTENANT).await.unwrap();
    assert!(magasin.clore(&digest("un"), MAINTENANT).await.unwrap());
    assert!(!magasin.clore(&digest("un"), MAINTENANT.plus(Seconds(5))).await.unwrap(), "once");
    let fermee = lue(magasin, "un").await.unwrap();
    assert!(fermee.contenu.is_empty() && fermee.brouillon.is_none() && fermee.fermee_le == Some(MAINTENANT));
    assert!(!fermee.vit(MAINTENANT));
    assert_eq!(magasin.oublier(MAINTENANT.plus(REPOS).minus(Seconds(1))).await.unwrap(), 0);
    assert_eq!(magasin.oublier(MAINTENANT.plus(REPOS)).await.unwrap(), 1);
    assert_eq!(lue(magasin, "un").await, None);
}

async fn twenty_who_sign_in_at_once_leave_one_person_ten_visits_at_most(banc: Banc) {
    let magasin = &banc.magasin;
    ouvrir(magasin, "autre", "noe", None).await;
    let entrees = (0..20).map(|rang| {
        let magasin = magasin.clone();
        let visite = visite(&format!("v{rang}"), attache("alba", None), MAINTENANT.plus(Seconds(rang)));
        tokio::spawn(async move { magasin.ouvrir(&visite, None).await.unwrap() })
    });
    for entree in entrees.collect::<Vec<_>>() {
        assert_eq!(entree.await.unwrap(), Ouverture::Ouverte);
    }
    let mut restent = 0;
    for rang in 0..20 {
        restent += u32::from(lue(magasin, &format!("v{rang}")).await.is_some());
    }
    assert!((1..=PAR_PERSONNE).contains(&restent), "{restent}");
    assert!(lue(magasin, "autre").await.is_some(), "nobody else's");
}

async fn a_closed_visit_makes_room_before_an_open_one(banc: Banc) {
    let magasin = &banc.magasin;
    for rang in 0..i64::from(PAR_PERSONNE) {
        let visite = visite(&format!("v{rang}"), attache("alba", None), MAINTENANT.plus(Seconds(rang)));
        magasin.ouvrir(&visite, None).await.unwrap();
    }
    magasin.clore(&digest("v7"), MAINTENANT.plus(Seconds(60))).await.unwrap();
    for (nouvelle, partie) in [("v20", "v7"), ("v21", "v0"), ("v22", "v1")] {
        let visite = visite(nouvelle, attache("alba", None), MAINTENANT.plus(Seconds(100)));
        magasin.ouvrir(&visite, None).await.unwrap();
        assert_eq!(lue(magasin, partie).await, None, "{nouvelle}");
    }
    assert!(lue(magasin, "v2").await.is_some() && lue(magasin, "v20").await.is_some());
}

// requirement: S04
async fn a_logout_reaches_the_session_or_the_person_that_it_names(banc: Banc) {
    let magasin = &banc.magasin;
    let posees =
        [("a1", "alba", Some("s1")), ("a2", "alba", Some("s2")), ("a0", "alba", None), ("n1", "noe", Some("s9"))];
    for (nom, sujet, session) in posees {
        ouvrir(magasin, nom, sujet, session).await;
    }
    // the node that gave the last token of s1 is a second ahead; in s3 the person signed in since
    for (nom, session) in [("avance", "s1"), ("apres", "s3")] {
        let mut plus_tard = visite(nom, attache("alba", Some(session)), MAINTENANT);
        plus_tard.attache.emis_le = MAINTENANT.plus(Seconds(1));
        magasin.ouvrir(&plus_tard, None).await.unwrap();
    }
    for (jti, sujet, session, fermees) in [
        ("j1", Some("noe"), Some("s1"), vec![]),
        ("j2", None, Some("s7"), vec![]),
        ("j3", Some("alba"), Some("s1"), vec!["a1", "avance"]),
        ("j4", None, Some("s2"), vec!["a2"]),
        ("j5", Some("alba"), None, vec!["a0"]),
    ] {
        let faite = magasin.deconnecter(&deconnexion(jti, sujet, session)).await.unwrap();
        assert_eq!(faite, Reception::Faite(fermees.len() as u64), "{jti}");
        for nom in fermees {
            let visite = lue(magasin, nom).await.unwrap();
            assert!(!visite.vit(MAINTENANT) && visite.contenu.is_empty(), "{nom}");
        }
    }
    assert!(lue(magasin, "n1").await.unwrap().vit(MAINTENANT));
    assert!(lue(magasin, "apres").await.unwrap().vit(MAINTENANT), "signed in since");
}

// requirement: S06
async fn of_one_jti_ten_times_at_once_one_is_carried_out(banc: Banc) {
    let magasin = &banc.magasin;
    ouvrir(magasin, "un", "alba", Some("s1")).await;
    let essais = (0..10).map(|_| {
        let magasin = magasin.clone();
        tokio::spawn(async move { magasin.deconnecter(&deconnexion("j", None, Some("s1"))).await.unwrap() })
    });
    let mut recues = Vec::new();
    for essai in essais.collect::<Vec<_>>() {
        recues.push(essai.await.unwrap());
    }
    assert_eq!(recues.iter().filter(|recue| **recue == Reception::Faite(1)).count(), 1);
    assert_eq!(recues.iter().filter(|recue| **recue == Reception::DejaRecue).count(), 9);
    magasin.oublier(MAINTENANT.plus(Seconds::minutes(15))).await.unwrap();
    let oubliee = magasin.deconnecter(&deconnexion("j", None, Some("s1"))).await.unwrap();
    assert_eq!(oubliee, Reception::Faite(0), "past its time, nothing is known of it");
}

/// A node stopped between the two.
// requirement: S04
async fn a_logout_that_was_only_noted_is_carried_out_when_it_comes_again(banc: Banc) {
    ouvrir(&banc.magasin, "un", "alba", Some("s1")).await;
    banc.magasin.deconnecter(&deconnexion("j", None, Some("s2"))).await.unwrap();
    banc.executer("UPDATE deconnexion SET faite = 0").await;
    let encore = banc.magasin.deconnecter(&deconnexion("j", None, Some("s1"))).await.unwrap();
    assert_eq!(encore, Reception::Faite(1));
    assert!(!lue(&banc.magasin, "un").await.unwrap().vit(MAINTENANT));
}

// requirement: S04
async fn a_sign_in_and_a_logout_at_once_leave_nobody_signed_in(banc: Banc) {
    let magasin = &banc.magasin;
    for tour in 0..40 {
        let (nom, session) = (format!("v{tour}"), format!("s{tour}"));
        let arrivee = visite(&nom, attache("alba", Some(&session)), MAINTENANT);
        let depart = deconnexion(&format!("j{tour}"), Some("alba"), Some(&session));
        let (entree, sortie) = tokio::join!(magasin.ouvrir(&arrivee, None), magasin.deconnecter(&depart));
        sortie.unwrap();
        let vit = lue(magasin, &nom).await.is_some_and(|visite| visite.vit(MAINTENANT));
        assert!(!vit, "{tour}: {:?}", entree.unwrap());
    }
    let tard = visite("tard", attache("alba", Some("s0")), MAINTENANT);
    assert_eq!(magasin.ouvrir(&tard, None).await.unwrap(), Ouverture::Deconnectee);
    assert_eq!(lue(magasin, "tard").await, None);
}

sur_les_deux_moteurs!(
    a_visit_is_kept_as_it_is_and_takes_the_place_of_the_former,
    a_click_is_noted_once_and_never_backwards,
    what_was_typed_is_kept_replaced_and_taken_once,
    a_closed_visit_holds_nothing_and_goes_after_a_while,
    twenty_who_sign_in_at_once_leave_one_person_ten_visits_at_most,
    a_closed_visit_makes_room_before_an_open_one,
    a_logout_reaches_the_session_or_the_person_that_it_names,
    of_one_jti_ten_times_at_once_one_is_carried_out,
    a_logout_that_was_only_noted_is_carried_out_when_it_comes_again,
    a_sign_in_and_a_logout_at_once_leave_nobody_signed_in,
);
