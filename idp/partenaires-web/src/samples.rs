//! What every sample of this crate begins with.

use ambient::RestKey;
use pages::{Cadre, Connecte, Csrf, Langue, Onglet, Ruban};

use crate::adresses;

pub fn cadre(langue: Langue) -> Cadre {
    crate::visite::cadre(langue).avec_ruban(Some(Ruban::BacASable)).a_l_adresse("/")
}

pub fn place(langue: Langue) -> Cadre {
    let mut cadre = cadre(langue).avec_connecte(Connecte {
        nom: "noe.fictif@editeur.example".into(),
        role: "Équipe <Dossier résident>".into(),
        deconnexion: adresses::SORTIE.into(),
    });
    let href = adresses::of(adresses::SERVICES, "org-exemple", "");
    cadre.onglets = vec![Onglet { titre: cadre.t("onglet-services"), href, courant: true, compte: 0 }];
    cadre
}

pub fn csrf() -> Csrf {
    Csrf::for_cookie(&RestKey::from_bytes(&[0; 32]), "exemple")
}
