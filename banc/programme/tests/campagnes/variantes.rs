//! Services that speak otherwise with the provider: pushed requests, signed ones, answers by form, a certificate instead of a
//! secret. The right one passes entirely, and the bench sees and alters what it would of any other.

use banc::pilote::Bornes;
use banc_core::{Conclusion, catalogue};
use jumeau::{Cle, Faute, Forme, Variante};

use crate::maison::{Maison, SECRET};
use crate::matrice::{blames, complet, ecart};

/// What the reduced run plays of a form: requests read, answers altered, tokens altered, calls counted.
const REDUIT: [&str; 20] = [
    "connexion-carte",
    "demande-acr",
    "demande-state",
    "state-neuf",
    "demande-nonce",
    "demande-pkce",
    "redirection-exacte",
    "authentification-du-service",
    "canal-prouve",
    "demande-poussee",
    "demande-signee",
    "state-altere",
    "state-rejoue",
    "retour-detourne",
    "code-rejoue",
    "iss-absent",
    "annulation",
    "message-inerte",
    "nonce-faux",
    "connexion-ciba",
];

/// The right service of this form, then its twins: those of the form, and some that any service may have.
async fn tenir(maison: &Maison, variante: Variante, forme: Forme, fautes: &[Faute]) {
    let jumeau = maison.varie(variante);
    let _service = maison.servir(jumeau.router()).await;
    let reduit = REDUIT.map(str::to_owned);
    let juste = maison.campagne((!complet()).then_some(&reduit[..]), Bornes::default()).await;
    for ligne in &juste.scenarios {
        let vu = ligne.raison.clone().unwrap_or_else(|| ligne.observe.join(" ; "));
        println!("{forme:?} {:<32} {:<14} {:>6} ms  {vu}", ligne.id, ligne.verdict.mot(), ligne.duree_ms);
    }
    assert_eq!(juste.conclusion, Conclusion::Conforme, "{:?}", blames(&juste));
    let siennes = Faute::TOUTES.iter().filter(|faute| faute.forme() == forme);
    let mut fausses = Vec::new();
    for faute in siennes.chain(fautes) {
        jumeau.devenir(Some(*faute));
        let voisins = ["connexion-carte", "demande-state", "nonce-faux"];
        let mut essais: Vec<String> = faute.attrapee_par().iter().chain(&voisins).map(|id| (*id).to_owned()).collect();
        essais.retain(|id| catalogue::trouver(id).is_some());
        essais.dedup();
        fausses.extend(ecart(*faute, &maison.campagne(Some(&essais), Bornes::default()).await));
    }
    assert!(fausses.is_empty(), "{} differences:\n{}", fausses.len(), fausses.join("\n"));
}

/// With the public part of this key in the folder.
fn signees(texte: &str, dossier: &std::path::Path, cle: &Cle) -> String {
    let chemin = dossier.join("jwks.json");
    std::fs::write(&chemin, cle.jwks().to_string()).unwrap();
    texte.replace("[client]", &format!("[client]\nsignees = true\njwks = \"{}\"", chemin.display()))
}

#[tokio::test(flavor = "multi_thread")]
async fn pushed_requests_are_read_and_answers_by_form_are_altered() {
    let poussees = |texte: String, _: &std::path::Path| texte.replace("[client]", "[client]\npoussees = true");
    let maison = Maison::ouvrir_avec(poussees).await;
    let variante = Variante { poussee: true, formulaire: true, ..Variante::default() };
    let fautes = [
        Faute::SansState,
        Faute::NonceFixe,
        Faute::SansAcr,
        Faute::SansPkce,
        Faute::StateIgnore,
        Faute::DemandeNonConsommee,
        Faute::DemandesCommunes,
        Faute::IssDeReponseIgnore,
        Faute::MessageRecopie,
        Faute::RefusPlante,
    ];
    tenir(&maison, variante, Forme::Poussee, &fautes).await;
    maison.fournisseur.arreter().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signed_requests_are_read() {
    let cle = Cle::tirer().unwrap();
    let maison = Maison::ouvrir_avec(|texte, dossier| signees(&texte, dossier, &cle)).await;
    let variante = Variante { cle: Some(cle), ..Variante::default() };
    let fautes = [Faute::StateFixe, Faute::SansNonce, Faute::RetourSelonLHote, Faute::SecretDansLAdresse];
    tenir(&maison, variante, Forme::Signee, &fautes).await;
    maison.fournisseur.arreter().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_proves_itself_by_a_certificate_passes_and_one_that_forgets_it_is_caught() {
    let prouvee = |texte: String, _: &std::path::Path| {
        texte.replace("client_secret_basic", "tls_client_auth").replace(&format!("secret = \"{SECRET}\""), "")
    };
    let maison = Maison::ouvrir_avec(prouvee).await;
    tenir(&maison, par_certificat(&maison), Forme::Prouvee, &[Faute::SansState, Faute::NonceIgnore]).await;
    maison.fournisseur.arreter().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_bound_to_the_certificate_pushed_and_signed_requests_go_together() {
    let cle = Cle::tirer().unwrap();
    let changer = |texte: String, dossier: &std::path::Path| {
        let texte = signees(&texte, dossier, &cle).replace("client_secret_basic", "tls_client_auth");
        let texte = texte.replace(&format!("secret = \"{SECRET}\""), "jetons_lies = true");
        texte.replace("[client]", "[client]\npoussees = true")
    };
    let maison = Maison::ouvrir_avec(changer).await;
    let variante = Variante { poussee: true, cle: Some(cle), formulaire: true, ..par_certificat(&maison) };
    let jumeau = maison.varie(variante);
    let _service = maison.servir(jumeau.router()).await;
    let reduit = REDUIT.map(str::to_owned);
    let juste = maison.campagne((!complet()).then_some(&reduit[..]), Bornes::default()).await;
    assert_eq!((juste.conclusion, juste.bilan.sans_objet), (Conclusion::Conforme, 0), "{:?}", blames(&juste));
    maison.fournisseur.arreter().await;
}

/// With the certificate that the bench hands out.
fn par_certificat(maison: &Maison) -> Variante {
    let (certificat, cle) = &maison.fournisseur.certificat;
    let pem = [std::fs::read(certificat).unwrap(), std::fs::read(cle).unwrap()].concat();
    Variante { certificat: Some(pem), ..Variante::default() }
}
