mod fournisseur;

use std::path::Path;
use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use axum::Router;
use axum::body::{Body, to_bytes};
use http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use http::{Request, Response, StatusCode};
use mobile_device::Cout;
use tower::ServiceExt as _;

use crate::{Acces, EtatTelephones, Telephones, router};
use fournisseur::Fournisseur;

/// A browser in front of one phone.
struct Decor {
    router: Router,
    fournisseur: Arc<Fournisseur>,
    dossier: tempfile::TempDir,
    cookie: String,
    page: String,
    telephone: String,
}

impl Decor {
    async fn neuf() -> Self {
        let (dossier, fournisseur) = (tempfile::tempdir().unwrap(), Arc::new(Fournisseur::default()));
        let router = router_sur(dossier.path(), &fournisseur);
        let mut decor = Self {
            router,
            fournisseur,
            dossier,
            cookie: String::new(),
            page: String::new(),
            telephone: "/".to_owned(),
        };
        decor.voir().await;
        let creation = decor.poster("/telephones", "nom=Le+t%C3%A9l%C3%A9phone+d%E2%80%99Alba").await;
        decor.telephone = creation.headers()["location"].to_str().unwrap().to_owned();
        decor
    }

    async fn demander(&mut self, demande: http::request::Builder, corps: String) -> Response<Body> {
        let demande = demande.header(COOKIE, self.cookie.clone()).body(Body::from(corps)).unwrap();
        let reponse = self.router.clone().oneshot(demande).await.unwrap();
        if let Some(cookie) = reponse.headers().get(SET_COOKIE) {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        reponse
    }

    async fn voir(&mut self) -> &str {
        let reponse = self.demander(Request::get(self.telephone.clone()), String::new()).await;
        let octets = to_bytes(reponse.into_body(), 1 << 20).await.unwrap();
        self.page = String::from_utf8(octets.to_vec()).unwrap();
        &self.page
    }

    async fn poster(&mut self, adresse: &str, champs: &str) -> Response<Body> {
        let jeton = self.page.split(r#"name="csrf" value=""#).nth(1).unwrap().split('"').next().unwrap().to_owned();
        let demande = Request::post(adresse).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.demander(demande, format!("csrf={jeton}&{champs}")).await
    }

    /// Touches the screen, and looks at what follows.
    async fn toucher(&mut self, champs: &str) -> &str {
        let adresse = self.telephone.clone();
        assert_eq!(self.poster(&adresse, champs).await.status(), StatusCode::SEE_OTHER);
        self.voir().await
    }

    async fn taper(&mut self, chiffres: &str) -> &str {
        for chiffre in chiffres.chars() {
            self.toucher(&format!("touche={chiffre}")).await;
        }
        &self.page
    }

    async fn activer(&mut self) {
        self.voir().await;
        assert!(self.toucher("touche=continuer&numero=8+999+0000+0011").await.contains("Deux codes vous attendent"));
        assert!(
            self.toucher("touche=continuer&sms=111+111&courriel=222222").await.contains("Choisissez un code secret")
        );
        assert!(self.taper("482913").await.contains("Tapez-le encore une fois"));
        assert!(self.taper("482913").await.contains("Votre e-CPS est prête"));
        assert!(self.toucher("touche=fermer").await.contains("Rien à valider"));
    }

    /// A request arrives at the provider, and its push at the phone.
    async fn demande_arrive(&mut self) {
        let push = self.fournisseur.demander("47");
        let reponse = self.demander(Request::post(format!("/push/{push}")), String::new()).await;
        assert_eq!(reponse.status(), StatusCode::NO_CONTENT);
    }

    async fn ouvrir(&mut self) -> &str {
        let adresse = format!("{}/ouvrir", self.telephone);
        self.demander(Request::get(adresse), String::new()).await;
        self.voir().await
    }

    fn fichiers(&self) -> String {
        let fichiers = std::fs::read_dir(self.dossier.path()).unwrap();
        fichiers.map(|fichier| std::fs::read_to_string(fichier.unwrap().path()).unwrap()).collect()
    }
}

fn router_sur(dossier: &Path, fournisseur: &Arc<Fournisseur>) -> Router {
    let ambient = Ambient::fixed(Timestamp::from_seconds(1_795_410_252), 1).0;
    let acces = Acces { ambient, provider: fournisseur.clone(), cout: Cout::ESSAIS_SEULEMENT };
    router(EtatTelephones::new(Arc::new(Telephones::ouvrir(dossier, acces).unwrap())))
}

#[tokio::test]
async fn a_person_activates_is_notified_carries_the_number_and_approves() {
    let mut decor = Decor::neuf().await;
    decor.activer().await;
    decor.demande_arrive().await;
    assert!(decor.voir().await.contains("Une demande vous attend"));
    let page = decor.ouvrir().await;
    assert!(page.contains("Dossier résident, EHPAD FICTIF LES TILLEULS") && page.contains("Se connecter"));
    assert!(decor.taper("47").await.contains("Votre code secret"));
    assert!(decor.taper("482913").await.contains("C’est validé"));
    assert_eq!(decor.fournisseur.reponses(), ["approuver 47"]);
    assert!(decor.toucher("touche=historique").await.contains("Validé"));
}

#[tokio::test]
async fn a_wrong_number_asks_for_the_number_again() {
    let mut decor = Decor::neuf().await;
    decor.activer().await;
    decor.demande_arrive().await;
    decor.ouvrir().await;
    decor.taper("74").await;
    let page = decor.taper("482913").await;
    assert!(page.contains("Ce n’est pas le numéro de l’écran") && page.contains("Aucun chiffre tapé, sur 2"));
}

#[tokio::test]
async fn three_wrong_pins_lock_the_phone_until_it_is_activated_again() {
    let mut decor = Decor::neuf().await;
    decor.activer().await;
    decor.demande_arrive().await;
    decor.ouvrir().await;
    decor.taper("47").await;
    assert!(decor.taper("111112").await.contains("Encore 2 essais"));
    assert!(decor.taper("111112").await.contains("Encore un essai"));
    assert!(decor.taper("111112").await.contains("Votre e-CPS est bloquée"));
    assert!(decor.toucher("touche=activer").await.contains("Activez votre e-CPS"));
    decor.activer().await;
}

#[tokio::test]
async fn not_me_and_refusing_are_told_apart() {
    let mut decor = Decor::neuf().await;
    decor.activer().await;
    for (touche, phrase) in [("refuser", "Vous avez refusé"), ("pas_moi", "Personne n’est entré à votre nom")] {
        decor.demande_arrive().await;
        decor.ouvrir().await;
        assert!(decor.toucher(&format!("touche={touche}")).await.contains(phrase));
        decor.toucher("touche=fermer").await;
    }
    assert_eq!(decor.fournisseur.reponses(), ["refuser", "pas_moi"]);
}

#[tokio::test]
async fn two_different_codes_and_weak_ones_are_not_chosen() {
    let mut decor = Decor::neuf().await;
    decor.voir().await;
    decor.toucher("touche=continuer&numero=899900000011").await;
    decor.toucher("touche=continuer&sms=111111&courriel=222222").await;
    assert!(decor.taper("123456").await.contains("se devine trop vite"));
    decor.taper("482913").await;
    assert!(decor.taper("482914").await.contains("ne sont pas les mêmes"));
}

#[tokio::test]
async fn a_restart_keeps_the_e_cps_and_no_file_ever_held_the_pin() {
    let mut decor = Decor::neuf().await;
    decor.activer().await;
    decor.demande_arrive().await;
    decor.ouvrir().await;
    decor.taper("47").await;
    decor.taper("48291").await;
    assert!(!decor.fichiers().contains("48291"));
    decor.router = router_sur(decor.dossier.path(), &decor.fournisseur);
    assert!(decor.voir().await.contains("Rien à valider"));
    decor.ouvrir().await;
    decor.taper("47").await;
    assert!(decor.taper("482913").await.contains("C’est validé"));
    assert!(!decor.fichiers().contains("482913"));
}

#[tokio::test]
async fn a_provider_out_of_reach_is_said_and_nothing_is_lost() {
    let mut decor = Decor::neuf().await;
    decor.activer().await;
    decor.demande_arrive().await;
    decor.ouvrir().await;
    decor.taper("47").await;
    decor.fournisseur.couper(true);
    assert!(decor.taper("482913").await.contains("ne répond pas"));
    decor.fournisseur.couper(false);
    assert!(decor.taper("482913").await.contains("C’est validé"));
}

#[tokio::test]
async fn a_form_that_is_not_ours_touches_nothing() {
    let mut decor = Decor::neuf().await;
    decor.voir().await;
    let page = decor.page.clone();
    decor.page = r#"name="csrf" value="faux""#.to_owned();
    assert!(decor.toucher("touche=continuer&numero=899900000011").await.contains("Activez votre e-CPS"));
    decor.page = page;
    let adresse = decor.telephone.clone();
    assert_eq!(decor.poster(&adresse, "touche=tout").await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_push_for_nobody_is_not_found_and_the_page_learns_of_its_own() {
    let mut decor = Decor::neuf().await;
    decor.activer().await;
    let vu = decor.page.split("nouveau?vu=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let adresse = format!("{}/nouveau?vu={vu}", decor.telephone);
    let demande = |adresse: &str| Request::get(adresse.to_owned());
    assert_eq!(decor.demander(demande(&adresse), String::new()).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(decor.demander(Request::post("/push/rien"), String::new()).await.status(), StatusCode::NOT_FOUND);
    decor.demande_arrive().await;
    assert_eq!(decor.demander(demande(&adresse), String::new()).await.status(), StatusCode::OK);
}
