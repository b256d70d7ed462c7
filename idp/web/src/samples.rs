//! What every sample of this crate begins with: the frame, a service, a token.

use ambient::RestKey;
use pages::{Cadre, Csrf, Langue, Ruban};

use crate::connexion::Service;
use crate::textes::TEXTES;

pub fn cadre(langue: Langue) -> Cadre {
    let espace = Cadre::new(langue, &TEXTES, "").t("espace");
    Cadre::new(langue, &TEXTES, espace).avec_ruban(Some(Ruban::BacASable)).a_l_adresse("/connexion/exemple")
}

pub fn service() -> Service {
    Service {
        nom: "Dossier résident".into(),
        ou: "EHPAD FICTIF LES TILLEULS, tilleuls.example".into(),
        coordonnees: false,
        politique: Some("https://tilleuls.example/donnees".into()),
        conditions: Some("https://tilleuls.example/conditions".into()),
    }
}

pub fn csrf() -> Csrf {
    Csrf::for_cookie(&RestKey::from_bytes(&[0; 32]), "exemple")
}
