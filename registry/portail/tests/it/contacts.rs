//! Contact data corrected by two gestionnaires, mails that came back, professions that are asked for.

use annuaire::Correspondance;
use http::StatusCode;
use pages::Langue;
use pages::samples::faults;
use registry_core::avis::{Retour, Sujet};
use registry_core::contact::MailRevenu;
use registry_core::proposition::Objet;
use registry_core::{CleStructure, Structure};

use crate::decor::{Decor, MAINTENANT};
use crate::guichets::autres::proposition;

const GESTIONNAIRE: &str = "3690990015/CPED0001";
const COLLEGUE: &str = "3690990015/CPE00003";
const ALBA: &str = "899900000011";
const SUIVRE: &str = "/bureau/coordonnees";
const CORRIGER: &str = "/bureau/professionnels/coordonnees";

fn objet() -> Objet {
    let apres = Correspondance {
        mobile: Some("+33781234567".to_owned()),
        courriel: Some("alba.autre@exemple.test".to_owned()),
        activation_des: None,
    };
    Objet::Contact { avant: Correspondance::default(), apres }
}

async fn avec_une_proposition(par: &str) -> Decor {
    let mut decor = Decor::nouveau().await;
    *decor.registre.autres.propositions.lock().unwrap() = vec![proposition(par, objet())];
    let sujet = Sujet::Personne(ALBA.parse().unwrap());
    let structure = CleStructure::from("F690990114");
    let retour = Retour { sujet, structure, code: "550".to_owned(), le: MAINTENANT };
    *decor.registre.autres.revenus.lock().unwrap() = vec![MailRevenu { retour, noms: None }];
    decor.entrer_caducee(GESTIONNAIRE).await;
    decor
}

#[tokio::test]
async fn a_second_gestionnaire_sees_the_correction_and_confirms_it() {
    let mut decor = avec_une_proposition(COLLEGUE).await;
    let page = decor.navigateur.lire(SUIVRE).await;
    assert_eq!(faults(&page.html, Langue::Fr), Vec::<String>::new());
    assert!(page.html.contains("alba.autre@exemple.test") && page.html.contains("Code du serveur"));
    assert!(page.html.contains("Alba FICTIF-MARTEL"), "whose contact data it is");
    let champs = [("action", "confirmer"), ("proposition", "p1")];
    assert!(decor.navigateur.envoyer(SUIVRE, &page.html, &champs).await.html.contains("Correction faite"));
    let encore = decor.navigateur.envoyer(SUIVRE, &page.html, &champs).await;
    assert!(encore.html.contains("déjà close"), "two at once: the second is told");
}

#[tokio::test]
async fn a_mail_that_came_back_is_put_aside() {
    let mut decor = avec_une_proposition(COLLEGUE).await;
    let rejet = Retour {
        sujet: Sujet::Demande("d1".to_owned()),
        structure: CleStructure::from("F690990114"),
        code: "5.1.1".to_owned(),
        le: MAINTENANT,
    };
    decor.registre.autres.revenus.lock().unwrap().push(MailRevenu { retour: rejet, noms: None });
    let page = decor.navigateur.lire(SUIVRE).await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    assert!(page.contains(r#"value="demande:d1""#) && page.contains("2 e‑mails revenus"), "{page}");
    let champs = [("action", "ecarter"), ("sujet", "demande:d1")];
    let apres = decor.navigateur.envoyer(SUIVRE, &page, &champs).await.html;
    assert!(apres.contains("E-mail mis de côté") && !apres.contains("demande:d1"), "{apres}");
    assert_eq!(decor.registre.autres.revenus.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn whoever_proposed_cannot_confirm_and_may_withdraw() {
    let mut decor = avec_une_proposition(GESTIONNAIRE).await;
    let page = decor.navigateur.lire(SUIVRE).await.html;
    assert!(!page.contains(r#"value="confirmer""#) && page.contains("Un collègue confirme"));
    let champs = [("action", "confirmer"), ("proposition", "p1")];
    let seule = decor.navigateur.envoyer(SUIVRE, &page, &champs).await;
    assert!(seule.html.contains("une autre personne la confirme"));
    let champs = [("action", "abandonner"), ("proposition", "p1")];
    assert!(decor.navigateur.envoyer(SUIVRE, &page, &champs).await.html.contains("Correction abandonnée"));
}

#[tokio::test]
async fn a_correction_is_made_face_to_face_with_usable_data() {
    let mut decor = avec_une_proposition(COLLEGUE).await;
    let page = decor.navigateur.lire(SUIVRE).await.html;
    let form = decor.navigateur.envoyer(CORRIGER, &page, &[("action", "ouvrir"), ("personne", ALBA)]).await.html;
    assert_eq!(faults(&form, Langue::Fr), Vec::<String>::new());
    let base = [("personne", ALBA), ("courriel", "alba.autre@exemple.test")];
    for (autres, champ) in [
        ([("mobile", "07 81 23 45 67"), ("etablissement", "")], "etablissement"),
        ([("mobile", "0123456789"), ("etablissement", "690990114")], "mobile"),
        ([("mobile", "07 81 23 45 67"), ("etablissement", "690990114")], "rencontre"),
    ] {
        let refusee = decor.navigateur.envoyer(CORRIGER, &form, &[&base[..], &autres[..]].concat()).await;
        assert_eq!(faults(&refusee.html, Langue::Fr), Vec::<String>::new());
        assert!(refusee.html.contains(&format!(r#"id="{champ}-remarque""#)), "{champ}");
        assert!(refusee.html.contains(r#"value="alba.autre@exemple.test""#));
    }
    let autres = [("mobile", "07 81 23 45 67"), ("etablissement", "690990114"), ("rencontre", "oui")];
    let faite = decor.navigateur.envoyer(CORRIGER, &form, &[&base[..], &autres[..]].concat()).await;
    assert!(faite.html.contains("Correction proposée"));
    assert_eq!(decor.registre.autres.corrections.lock().unwrap().len(), 1);
}

// requirement: ROL-09
#[tokio::test]
async fn a_profession_is_asked_for_with_its_label_volume_and_uses() {
    let mut decor = Decor::nouveau().await;
    let lieu = Structure::entite_juridique(&"690990114".parse().unwrap());
    *decor.registre.autres.etablissements.lock().unwrap() = vec![lieu];
    decor.entrer_caducee(GESTIONNAIRE).await;
    let liste = decor.navigateur.lire("/bureau/professions").await.html;
    assert_eq!(faults(&liste, Langue::Fr), Vec::<String>::new());
    const NOUVELLE: &str = "/bureau/professions/nouvelle";
    let form = decor.navigateur.lire(NOUVELLE).await.html;
    let champs = |volume: &'static str| {
        [("libelle", "Pair-aidant"), ("volume", volume), ("usages", "Lire le DUI"), ("etablissement", "690990114")]
    };
    let refusee = decor.navigateur.envoyer(NOUVELLE, &form, &champs("douze")).await;
    assert_eq!(refusee.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refusee.html.contains(r#"id="volume-remarque""#) && refusee.html.contains(r#"value="Pair-aidant""#));
    assert!(decor.navigateur.envoyer(NOUVELLE, &form, &champs("12")).await.html.contains("Demande envoyée"));
}
