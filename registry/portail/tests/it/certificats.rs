//! The pages of certificates: what there is and what is missing, an order, a request (PKCS#10), an end.

mod armoire;
mod preuve;

use http::StatusCode;
use pages::Langue;
use pages::samples::faults;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use registry_core::certificat::{Certificat, CertificatId, Emploi, Etape};

use crate::decor::Decor;
pub use armoire::Armoire;
use armoire::{certificat, delivre};

const TECHNICIEN: &str = "3690990015/CPET0002";
const LISTE: &str = "/bureau/certificats";
const COMMANDER: &str = "/bureau/certificats/commander";
const DEMANDE: &str = "/bureau/certificats/demande";
const REVOQUER: &str = "/bureau/certificats/revoquer";

pub async fn avec(certificats: Vec<Certificat>) -> Decor {
    let mut decor = Decor::nouveau().await;
    *decor.registre.armoire.certificats.lock().unwrap() = certificats;
    decor.entrer_caducee(TECHNICIEN).await;
    decor
}

pub fn demande(nom: &str) -> String {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, nom);
    params.serialize_request(&KeyPair::generate().unwrap()).unwrap().pem().unwrap()
}

// requirement: CRT-03 CRT-05 CRT-06 CRT-07
#[tokio::test]
async fn the_page_explains_the_least_three_and_says_which_is_missing() {
    let mut decor = avec(vec![certificat("a", Emploi::Authentification, delivre())]).await;
    let page = decor.navigateur.lire(LISTE).await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    for dit in
        ["Au moins trois certificats", "Il manque\u{a0}: Signature (SIGN), Authentification à INSi", "lire le DMP"]
    {
        assert!(page.contains(dit), "{dit}");
    }
    assert!(page.contains("Commander un certificat") && page.contains("Télécharger"));
    let pem = decor.navigateur.lire("/bureau/certificats/a").await;
    assert!(pem.html.starts_with("-----BEGIN CERTIFICATE-----"));
    decor.entrer_caducee("3690990015/CPED0001").await;
    let page = decor.navigateur.lire(LISTE).await.html;
    assert!(
        !page.contains("Commander un certificat") && page.contains("Révoquer"),
        "who names revokes, and orders nothing"
    );
}

// requirement: CRT-06 CRT-08
#[tokio::test]
async fn a_certificate_is_ordered_and_its_name_follows_the_rule() {
    let mut decor = avec(Vec::new()).await;
    let form = decor.navigateur.lire(COMMANDER).await.html;
    assert_eq!(faults(&form, Langue::Fr), Vec::<String>::new());
    let champs = |nom: &'static str| {
        [("ej", "690990015"), ("logiciel", "Dossier résident"), ("emploi", "INSI"), ("nom_certificat", nom)]
    };
    for faux in ["DUI-AUTH", "INSI-DUI", "INSI AUTO"] {
        let refusee = decor.navigateur.envoyer(COMMANDER, &form, &champs(faux)).await;
        assert!(refusee.html.contains(r#"id="nom_certificat-remarque""#), "{faux}");
        assert!(refusee.html.contains(&format!(r#"value="{faux}""#)), "what was typed stays");
        assert_eq!(faults(&refusee.html, Langue::Fr), Vec::<String>::new());
    }
    let vide = decor.navigateur.envoyer(COMMANDER, &form, &[]).await;
    for champ in ["ej", "emploi", "logiciel", "nom_certificat"] {
        assert!(vide.html.contains(&format!(r#"id="{champ}-remarque""#)), "{champ}");
    }
    let faite = decor.navigateur.envoyer(COMMANDER, &form, &champs("INSI-AUTO-DUI")).await;
    assert!(faite.html.contains("Certificat commandé") && faite.html.contains("Déposer la demande"));
}

// requirement: CRT-08 X13
#[tokio::test]
async fn a_bad_request_gets_a_sentence_beside_the_field_and_loses_nothing() {
    let mut decor = avec(vec![certificat("a", Emploi::Authentification, Etape::NOUVELLE)]).await;
    let liste = decor.navigateur.lire(LISTE).await.html;
    let ouvrir = [("action", "ouvrir"), ("certificat", "a")];
    let form = decor.navigateur.envoyer(DEMANDE, &liste, &ouvrir).await.html;
    assert_eq!(faults(&form, Langue::Fr), Vec::<String>::new());
    assert!(form.contains("DUI-AUTH"), "the name that the request has to bear");
    let deux = format!("{}{}", demande("DUI-AUTH"), demande("DUI-AUTH"));
    for (texte, dit) in [
        (demande("AUTRE-NOM"), "autre nom"),
        (deux, "plusieurs demandes"),
        ("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----".to_owned(), "illisible"),
    ] {
        let refusee = decor.navigateur.envoyer(DEMANDE, &form, &[("certificat", "a"), ("demande", &texte)]).await;
        assert_eq!(refusee.statut, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refusee.html.contains(r#"id="demande-remarque""#) && refusee.html.contains(dit), "{dit}");
        assert!(refusee.html.contains("-----BEGIN CERTIFICATE REQUEST-----\n"), "what was pasted stays");
        assert_eq!(faults(&refusee.html, Langue::Fr), Vec::<String>::new());
    }
    let privee = KeyPair::generate().unwrap().serialize_pem();
    let refusee = decor.navigateur.envoyer(DEMANDE, &form, &[("certificat", "a"), ("demande", &privee)]).await;
    let corps = privee.lines().nth(1).unwrap();
    assert!(refusee.html.contains("clé privée") && !refusee.html.contains(corps), "nobody reads it again");
    let faite =
        decor.navigateur.envoyer(DEMANDE, &form, &[("certificat", "a"), ("demande", &demande("DUI-AUTH"))]).await;
    assert!(faite.html.contains("Certificat délivré"));
}

#[tokio::test]
async fn of_two_certificates_of_one_name_the_former_is_told_apart_and_is_renewed_no_more() {
    let suivant =
        Certificat { remplace: Some(CertificatId::from("a")), ..certificat("b", Emploi::Authentification, delivre()) };
    let mut decor = avec(vec![certificat("a", Emploi::Authentification, delivre()), suivant]).await;
    let page = decor.navigateur.lire(LISTE).await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    let nombre = |dit: &str| page.matches(&format!("aria-label=\"{dit}\"")).count();
    assert_eq!(nombre("Révoquer le certificat DUI-AUTH (l’ancien)"), 1);
    assert_eq!(nombre("Révoquer le certificat DUI-AUTH"), 1);
    assert_eq!(
        (nombre("Renouveler le certificat DUI-AUTH"), nombre("Renouveler le certificat DUI-AUTH (l’ancien)")),
        (1, 0)
    );
}

#[tokio::test]
async fn an_authority_that_is_silent_is_told_and_the_request_kept() {
    let mut decor = avec(vec![certificat("a", Emploi::Authentification, Etape::NOUVELLE)]).await;
    *decor.registre.armoire.muette.lock().unwrap() = true;
    let liste = decor.navigateur.lire(LISTE).await.html;
    let texte = demande("DUI-AUTH");
    let faite = decor.navigateur.envoyer(DEMANDE, &liste, &[("certificat", "a"), ("demande", &texte)]).await;
    assert!(faite.html.contains("L’IGC ne répond pas") && faite.html.contains("enregistré"));
}

// requirement: CRT-08
#[tokio::test]
async fn a_certificate_is_revoked_for_a_reason_and_an_order_given_up() {
    let commande = certificat("b", Emploi::Insi, Etape::NOUVELLE);
    let mut decor = avec(vec![certificat("a", Emploi::Authentification, delivre()), commande]).await;
    let liste = decor.navigateur.lire(LISTE).await.html;
    let ouvrir = [("action", "ouvrir"), ("certificat", "a")];
    let form = decor.navigateur.envoyer(REVOQUER, &liste, &ouvrir).await.html;
    assert_eq!(faults(&form, Langue::Fr), Vec::<String>::new());
    let sans = decor.navigateur.envoyer(REVOQUER, &form, &[("certificat", "a")]).await;
    assert!(sans.html.contains(r#"id="raison-remarque""#));
    let champs = [("certificat", "a"), ("raison", "cle-compromise")];
    let faite = decor.navigateur.envoyer(REVOQUER, &form, &champs).await;
    assert!(faite.html.contains("Certificat révoqué"));
    let annulee = decor.navigateur.envoyer(LISTE, &faite.html, &[("certificat", "b")]).await;
    assert!(annulee.html.contains("Commande annulée"));
}
