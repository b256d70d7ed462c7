//! What gives a certificate asks for a fresh proof, and what was typed waits meanwhile; what ends one waits for nobody.

use ambient::Seconds;
use http::StatusCode;
use pages::Langue;
use pages::samples::faults;
use rcgen::KeyPair;
use registry_core::certificat::{Certificat, Emploi, Etape};

use super::armoire::{certificat, delivre};
use super::{COMMANDER, DEMANDE, LISTE, REVOQUER, TECHNICIEN, demande};
use crate::decor::{Decor, MAINTENANT, parametre};
use crate::navigateur::Reponse;

const PREUVE: &str = "/connexion/preuve";
const COMMANDE: [(&str, &str); 4] =
    [("ej", "690990015"), ("logiciel", "Dossier résident"), ("emploi", "INSI"), ("nom_certificat", "INSI-AUTO-DUI")];

/// The factors were shown an hour ago.
async fn ancienne(certificats: Vec<Certificat>) -> Decor {
    let mut decor = Decor::nouveau().await;
    *decor.registre.armoire.certificats.lock().unwrap() = certificats;
    *decor.caducee.montree.lock().unwrap() = MAINTENANT.seconds() - 3_600;
    decor.entrer_caducee(TECHNICIEN).await;
    decor
}

fn etapes(decor: &Decor) -> Vec<&'static str> {
    decor.registre.armoire.certificats.lock().unwrap().iter().map(|un| un.etape.mot()).collect()
}

fn est_demandee(reponse: &Reponse) {
    assert_eq!(reponse.statut, StatusCode::UNAUTHORIZED, "{}", reponse.html);
    assert!(reponse.html.contains(PREUVE) && reponse.html.contains("ce que vous avez écrit est gardé"));
    assert!(reponse.html.contains(&format!(r#"href="{LISTE}""#)), "whoever changes their mind goes back to the list");
    assert_eq!(faults(&reponse.html, Langue::Fr), Vec::<String>::new());
}

/// Shown once more, now; where the portal leads.
async fn montrer(decor: &mut Decor) -> String {
    *decor.caducee.montree.lock().unwrap() = MAINTENANT.seconds();
    let (depart, retour) = decor.aller_retour(PREUVE).await;
    assert_eq!((parametre(&depart, "prompt").as_str(), parametre(&depart, "max_age").as_str()), ("login", "0"));
    retour.vers
}

// requirement: CRT-08 S03 S11
#[tokio::test]
async fn a_certificate_is_ordered_with_a_fresh_proof_and_what_was_typed_waits_for_it() {
    let mut decor = ancienne(Vec::new()).await;
    let form = decor.navigateur.lire(COMMANDER).await.html;
    let vide = decor.navigateur.envoyer(COMMANDER, &form, &[]).await;
    assert_eq!(vide.statut, StatusCode::UNPROCESSABLE_ENTITY, "what is missing is told before the detour");
    est_demandee(&decor.navigateur.envoyer(COMMANDER, &form, &COMMANDE).await);
    assert!(etapes(&decor).is_empty());
    assert_eq!(montrer(&mut decor).await, COMMANDER);
    let rendu = decor.navigateur.lire(COMMANDER).await.html;
    for dit in [r#"value="Dossier résident""#, r#"value="INSI-AUTO-DUI""#] {
        assert!(rendu.contains(dit), "{dit}");
    }
    let faite = decor.navigateur.envoyer(COMMANDER, &rendu, &COMMANDE).await;
    assert!(faite.html.contains("Certificat commandé"), "{}", faite.html);
    assert_eq!(etapes(&decor), ["COMMANDE"]);
}

// requirement: CRT-08 S03 S11
#[tokio::test]
async fn a_request_is_brought_and_a_certificate_renewed_with_a_fresh_proof_and_the_request_waits_for_it() {
    for (etape, dit) in [(Etape::NOUVELLE, "Certificat délivré"), (delivre(), "Nouveau certificat délivré")] {
        let mut decor = ancienne(vec![certificat("a", Emploi::Authentification, etape)]).await;
        let liste = decor.navigateur.lire(LISTE).await.html;
        let ouvrir = [("action", "ouvrir"), ("certificat", "a")];
        let form = decor.navigateur.envoyer(DEMANDE, &liste, &ouvrir).await.html;
        let avant = etapes(&decor);
        let texte = demande("DUI-AUTH");
        let champs = [("certificat", "a"), ("demande", texte.as_str())];
        est_demandee(&decor.navigateur.envoyer(DEMANDE, &form, &champs).await);
        assert_eq!(etapes(&decor), avant);
        assert_eq!(montrer(&mut decor).await, DEMANDE);
        let rendu = decor.navigateur.lire(DEMANDE).await.html;
        assert!(rendu.contains(texte.lines().nth(1).unwrap()), "the request is there again: {rendu}");
        assert_eq!(faults(&rendu, Langue::Fr), Vec::<String>::new());
        let faite = decor.navigateur.envoyer(DEMANDE, &rendu, &champs).await;
        assert!(faite.html.contains(dit), "{}", faite.html);
    }
}

// requirement: S11
#[tokio::test]
async fn a_means_that_is_no_strong_one_orders_nothing_however_fresh() {
    let mut decor = Decor::nouveau().await;
    *decor.registre.armoire.certificats.lock().unwrap() =
        vec![certificat("a", Emploi::Authentification, Etape::NOUVELLE)];
    *decor.caducee.moyen.lock().unwrap() = "PASSWORD";
    decor.entrer_caducee(TECHNICIEN).await;
    let liste = decor.navigateur.lire(LISTE).await.html;
    let form = decor.navigateur.lire(COMMANDER).await.html;
    est_demandee(&decor.navigateur.envoyer(COMMANDER, &form, &COMMANDE).await);
    let texte = demande("DUI-AUTH");
    est_demandee(&decor.navigateur.envoyer(DEMANDE, &liste, &[("certificat", "a"), ("demande", &texte)]).await);
    assert_eq!(etapes(&decor), ["COMMANDE"]);
}

// requirement: X03 M15
#[tokio::test]
async fn a_lost_key_waits_neither_for_a_proof_nor_for_who_searched_too_much() {
    let mut decor = ancienne(vec![certificat("a", Emploi::Authentification, delivre())]).await;
    let liste = decor.navigateur.lire(LISTE).await.html;
    *decor.registre.autres.de_trop.lock().unwrap() = Some(Seconds::hours(20));
    let form = decor.navigateur.envoyer(REVOQUER, &liste, &[("action", "ouvrir"), ("certificat", "a")]).await;
    assert_eq!(form.statut, StatusCode::OK, "{}", form.html);
    let champs = [("certificat", "a"), ("raison", "cle-compromise")];
    let faite = decor.navigateur.envoyer(REVOQUER, &form.html, &champs).await;
    assert!(faite.html.contains("Certificat révoqué"), "{}", faite.html);
}

// requirement: CRT-08 S03
#[tokio::test]
async fn a_private_key_that_was_pasted_waits_for_nobody_neither_for_a_proof_nor_for_a_session() {
    let privee = KeyPair::generate().unwrap().serialize_pem();
    let corps = privee.lines().nth(1).unwrap();
    let longue = format!("{privee}{}", "A".repeat(certificat_org::LONGUEUR_MAX));
    let mut decor = ancienne(vec![certificat("a", Emploi::Authentification, Etape::NOUVELLE)]).await;
    let liste = decor.navigateur.lire(LISTE).await.html;
    for texte in [&privee, &longue, &privee.to_lowercase()] {
        let refusee = decor.navigateur.envoyer(DEMANDE, &liste, &[("certificat", "a"), ("demande", texte)]).await;
        assert!(refusee.html.contains("clé privée"), "told, and nobody sent away: {}", refusee.html);
        assert!(!refusee.html.contains(corps) && !refusee.html.contains(&corps.to_lowercase()));
    }
    decor.horloge.advance(Seconds::minutes(31));
    let perdue = decor.navigateur.envoyer(DEMANDE, &liste, &[("certificat", "a"), ("demande", &privee)]).await;
    assert_eq!(perdue.statut, StatusCode::UNAUTHORIZED, "the session is over");
    assert_eq!(decor.entrer_caducee(TECHNICIEN).await, DEMANDE);
    let rendu = decor.navigateur.lire(DEMANDE).await.html;
    assert!(rendu.contains(r#"name="certificat" value="a""#), "which one it is about was kept: {rendu}");
    assert!(!rendu.contains(corps), "the key was not");
}
