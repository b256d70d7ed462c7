use ambient::Seconds;
use http::StatusCode;
use oidc::Acr;
use registry_core::demande::Demandeur;
use registry_core::identite::Certification;

use crate::decor::Decor;

const NOUVELLE: &str = "/demande/nouvelle";
const BONNE: [(&str, &str); 8] = [
    ("courriel", "lina@exemple.test"),
    ("mobile", "06 39 98 00 01"),
    ("structure", "690990114"),
    ("profession", "313"),
    ("role", "GENR11"),
    ("nom_exercice", "FICTIF-OUEDRAOGO"),
    ("prenom_exercice", "Lina"),
    ("debut", "01/12/2026"),
];

// requirement: ENR-01 ENR-04 COL-09
#[tokio::test]
async fn a_professional_asks_with_the_identity_of_franceconnect() {
    let mut decor = Decor::nouveau().await;
    assert_eq!(decor.entrer_franceconnect("lina").await, "/");
    assert_eq!(decor.navigateur.lire("/").await.vers, "/demande");
    let page = decor.navigateur.lire(NOUVELLE).await.html;
    assert!(page.contains("FICTIF-OUEDRAOGO") && page.contains(r#"value="lina.ouedraogo@exemple.test""#));
    assert!(page.contains("Préférez des coordonnées personnelles"));
    let mut champs = BONNE.to_vec();
    champs.push(("nom", "QUELQU’UN D’AUTRE"));
    assert_eq!(decor.navigateur.envoyer(NOUVELLE, &page, &champs).await.vers, "/demande");
    let deposees = decor.registre.deposees.lock().unwrap();
    let Demandeur::FranceConnect { sujet, identite, certification, contact } = &deposees[0].demandeur else {
        panic!("a card")
    };
    assert!(sujet.ends_with("v1"));
    assert_eq!(*certification, Certification::FranceConnect);
    assert_eq!((identite.nom.as_str(), identite.naissance.as_str()), ("FICTIF-OUEDRAOGO", "1996-05-17"));
    assert_eq!(identite.prenoms, ["Lina", "Aminata"]);
    assert_eq!(contact.mobile, "06 39 98 00 01");
}

// requirement: ENR-04 IDN-05
#[tokio::test]
async fn franceconnect_plus_vouches_with_more() {
    let mut decor = Decor::nouveau().await;
    decor.demander(Acr::Eidas2);
    decor.entrer_franceconnect("lina").await;
    let page = decor.navigateur.lire(NOUVELLE).await.html;
    assert_eq!(decor.navigateur.envoyer(NOUVELLE, &page, &BONNE).await.vers, "/demande");
    let deposees = decor.registre.deposees.lock().unwrap();
    let Demandeur::FranceConnect { certification, .. } = &deposees[0].demandeur else { panic!("a card") };
    assert_eq!(*certification, Certification::FranceConnectPlus);
}

// requirement: ENR-04
#[tokio::test]
async fn a_level_that_the_browser_lowered_on_the_way_signs_nobody_in() {
    let mut decor = Decor::nouveau().await;
    decor.demander(Acr::Eidas2);
    let depart = decor.navigateur.lire("/franceconnect").await.vers;
    assert!(depart.contains("acr_values=eidas2"), "{depart}");
    let abaisse = depart.replace("acr_values=eidas2", "acr_values=eidas1");
    let refusee = decor.revenir_de_franceconnect(&abaisse, "lina").await;
    assert_eq!(refusee.statut, StatusCode::BAD_REQUEST);
    assert!(refusee.html.contains("portail.id_token"), "{}", refusee.html);
    assert_eq!(decor.navigateur.lire("/demande").await.vers, "/", "nobody is signed in");
}

#[tokio::test]
async fn what_was_typed_stays_beside_the_sentence() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_franceconnect("lina").await;
    let page = decor.navigateur.lire(NOUVELLE).await.html;
    let champs = [("mobile", "06 39"), ("structure", "690990114"), ("debut", "bientôt")];
    let refusee = decor.navigateur.envoyer(NOUVELLE, &page, &champs).await;
    assert_eq!(refusee.statut, StatusCode::UNPROCESSABLE_ENTITY);
    for garde in [r#"value="06 39""#, r#"value="bientôt""#, r#"value="690990114""#, r#"id="debut-remarque""#] {
        assert!(refusee.html.contains(garde), "{garde}");
    }
    assert!(decor.registre.deposees.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_session_that_ends_while_a_form_is_filled_loses_nothing_of_it() {
    for (revenu, garde) in [("lina", true), ("theo", false)] {
        let mut decor = Decor::nouveau().await;
        decor.entrer_franceconnect("lina").await;
        let page = decor.navigateur.lire(NOUVELLE).await.html;
        decor.horloge.advance(Seconds::minutes(31));
        let fermee = decor.navigateur.envoyer(NOUVELLE, &page, &BONNE).await;
        assert_eq!(fermee.statut, StatusCode::UNAUTHORIZED);
        assert!(fermee.html.contains("ce que vous avez écrit est gardé"));
        assert!(decor.registre.deposees.lock().unwrap().is_empty());
        let vers = decor.entrer_franceconnect(revenu).await;
        assert_eq!(vers == NOUVELLE, garde, "{revenu}");
        assert_eq!(decor.navigateur.lire(NOUVELLE).await.html.contains(r#"value="06 39 98 00 01""#), garde);
    }
}

#[tokio::test]
async fn a_form_left_open_in_another_tab_when_somebody_signs_out_stays_theirs() {
    for (revenu, garde) in [("lina", true), ("theo", false)] {
        let mut decor = Decor::nouveau().await;
        decor.entrer_franceconnect("lina").await;
        let page = decor.navigateur.lire(NOUVELLE).await.html;
        let sortie = decor.navigateur.lire("/deconnexion").await.html;
        decor.navigateur.envoyer("/deconnexion", &sortie, &[]).await;
        assert_eq!(decor.navigateur.lire(NOUVELLE).await.vers, "/", "the session is over");
        let fermee = decor.navigateur.envoyer(NOUVELLE, &page, &BONNE).await;
        assert_eq!(fermee.statut, StatusCode::UNAUTHORIZED);
        assert!(fermee.html.contains(r#"href="/franceconnect""#) && !fermee.html.contains(r#"href="/connexion""#));
        let vers = decor.entrer_franceconnect(revenu).await;
        assert_eq!(vers == NOUVELLE, garde, "{revenu}");
        assert_eq!(decor.navigateur.lire(NOUVELLE).await.html.contains(r#"value="06 39 98 00 01""#), garde);
    }
}

#[tokio::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_franceconnect("lina").await;
    assert_eq!(decor.navigateur.envoyer(NOUVELLE, "", &BONNE).await.vers, "/");
    assert!(decor.registre.deposees.lock().unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_that_this_browser_did_not_ask_for_signs_nobody_in() {
    let mut decor = Decor::nouveau().await;
    let perdue = decor.navigateur.lire("/franceconnect/retour?code=c&state=s").await;
    assert!(perdue.statut == StatusCode::BAD_REQUEST && perdue.html.contains("portail.sans_depart"));
    decor.navigateur.lire("/franceconnect").await;
    let autre = decor.navigateur.lire("/franceconnect/retour?code=c&state=s").await;
    assert!(autre.html.contains("portail.state"));
    assert_eq!(decor.navigateur.lire("/demande").await.vers, "/", "nobody is signed in");
}
