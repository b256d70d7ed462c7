//! The fields of a service's form, there and back.

use idp_core::client::Profile;
use idp_core::registration::{Method, Objection};
use idp_partenaires::Fiche;
use pages::Cadre;

use crate::champ::{Champ, Choix, Genre, Remarque};
use crate::formulaire::Formulaire;
use crate::refus;

/// `nom` of the field that an objection is about.
const CHAMPS: [(&str, &str); 15] = [
    ("name", "nom"),
    ("place", "lieu"),
    ("profile", "profil"),
    ("auth", "methode"),
    ("redirect_uris", "adresses_retour"),
    ("post_logout_redirect_uris", "adresses_deconnexion"),
    ("scopes", "scopes"),
    ("jwks", "jwks"),
    ("jwks_uri", "jwks_uri"),
    ("tls_client_auth_subject_dn", "certificat"),
    ("backchannel_logout_uri", "deconnexion_serveur"),
    ("client_uri", "page"),
    ("logo_uri", "logo"),
    ("policy_uri", "politique"),
    ("tos_uri", "conditions"),
];

/// Beside their fields, and those that belong to none.
pub fn remarques(cadre: &Cadre, objections: &[Objection]) -> (Vec<Remarque>, Vec<String>) {
    let (mut siennes, mut autres) = (Vec::new(), Vec::new());
    for objection in objections {
        let dite = refus::objection(cadre, objection);
        match CHAMPS.iter().find(|(key, _)| *key == objection.key) {
            Some((_, champ)) => siennes.push((*champ, dite)),
            None => autres.push(dite),
        }
    }
    (siennes, autres)
}

pub fn champs(cadre: &Cadre, fiche: &Fiche, contacts: String, remarques: &[Remarque]) -> (Vec<Champ>, Vec<Champ>) {
    let champ = |nom, valeur: String, genre| Champ::new(cadre, nom, (valeur, genre), remarques);
    let dit = |valeur: &Option<String>| valeur.clone().unwrap_or_default();
    let jwks = fiche.jwks.as_ref().map(ToString::to_string).unwrap_or_default();
    let first = vec![
        champ("nom", fiche.nom.clone(), Genre::Texte),
        champ("lieu", fiche.lieu.clone(), Genre::Texte),
        champ("adresses_retour", fiche.adresses_retour.join("\n"), Genre::Adresses),
        champ("methode", fiche.methode.word().to_owned(), Genre::Liste(methodes(cadre))),
        champ("jwks_uri", dit(&fiche.jwks_uri), Genre::Texte),
        champ("jwks", jwks, Genre::Long),
        champ("certificat", dit(&fiche.certificat), Genre::Texte),
    ];
    let more = vec![
        champ("profil", fiche.profil.word().to_owned(), Genre::Liste(profils(cadre))),
        champ("scopes", fiche.scopes.join(" "), Genre::Texte),
        champ("adresses_deconnexion", fiche.adresses_deconnexion.join("\n"), Genre::Adresses),
        champ("deconnexion_serveur", dit(&fiche.deconnexion_serveur), Genre::Texte),
        champ("page", dit(&fiche.page), Genre::Texte),
        champ("logo", dit(&fiche.logo), Genre::Texte),
        champ("politique", dit(&fiche.politique), Genre::Texte),
        champ("conditions", dit(&fiche.conditions), Genre::Texte),
        champ("contacts", contacts, Genre::Long),
    ];
    (first, more)
}

fn methodes(cadre: &Cadre) -> Vec<Choix> {
    Method::ALL
        .into_iter()
        .map(|methode| Choix {
            valeur: methode.word(),
            libelle: cadre.t(format!("methode-{}", methode.word().replace('_', "-"))),
        })
        .collect()
}

fn profils(cadre: &Cadre) -> Vec<Choix> {
    Profile::ALL
        .into_iter()
        .map(|profil| Choix { valeur: profil.word(), libelle: cadre.t(format!("profil-{}", profil.word())) })
        .collect()
}

/// What the form says. `Err`: a JWK set that is no JSON; the rest as it was typed.
pub fn lire(formulaire: &Formulaire) -> Result<Fiche, Box<Fiche>> {
    let jwks = formulaire.facultatif("jwks").map(|text| serde_json::from_str(&text));
    let unread = matches!(jwks, Some(Err(_)));
    let methode = formulaire.champ("methode");
    let profil = formulaire.champ("profil");
    let fiche = Fiche {
        nom: formulaire.champ("nom").to_owned(),
        lieu: formulaire.champ("lieu").to_owned(),
        profil: Profile::ALL.into_iter().find(|one| one.word() == profil).unwrap_or(Profile::Psc),
        methode: Method::ALL.into_iter().find(|one| one.word() == methode).unwrap_or(Method::ClientSecretPost),
        adresses_retour: formulaire.liste("adresses_retour"),
        adresses_deconnexion: formulaire.liste("adresses_deconnexion"),
        scopes: formulaire.liste("scopes"),
        jwks: jwks.and_then(Result::ok),
        jwks_uri: formulaire.facultatif("jwks_uri"),
        certificat: formulaire.facultatif("certificat"),
        deconnexion_serveur: formulaire.facultatif("deconnexion_serveur"),
        page: formulaire.facultatif("page"),
        logo: formulaire.facultatif("logo"),
        politique: formulaire.facultatif("politique"),
        conditions: formulaire.facultatif("conditions"),
        contacts: formulaire.liste("contacts"),
    };
    if unread { Err(Box::new(fiche)) } else { Ok(fiche) }
}

pub fn illisible() -> Objection {
    Objection {
        code: "enregistrement.cles-publiques",
        key: "jwks",
        reason: "not a JWK set".to_owned(),
        remedy: "write {\"keys\": [...]}",
    }
}
