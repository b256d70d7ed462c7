//! The token of a call: the provider says whether it is good (RFC 7662), then these checks, in their order.

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::CertificatPresente;
use super::refus::ApiRefus;
use crate::Dmp;
use crate::acces::Demandeur;
use crate::professionnel::Situation;
use crate::registre::Auteur;

/// A token that passed the checks, and what it says.
#[derive(Debug)]
pub struct Jeton(Value);

/// In whose name the token acts.
pub enum Porteur {
    Personne(Demandeur),
    /// A legal person, by its software.
    Machine(Auteur),
}

/// What a call showed.
struct Montre<'a> {
    dit: &'a Value,
    issuer: &'a str,
    destinataire: &'a str,
    /// SHA-256 of the certificate of this connection (RFC 8705 §3.1).
    empreinte: Option<String>,
    maintenant: i64,
}

type Controle = (&'static str, fn(&Montre<'_>) -> bool);

/// A name for the log, and what must hold.
const CONTROLES: [Controle; 5] = [
    ("actif", |m| m.dit["active"] == true),
    ("emetteur", |m| m.dit["iss"] == m.issuer),
    ("destinataire", pour_nous),
    ("dans-le-temps", |m| m.dit["exp"].as_i64().is_some_and(|exp| exp > m.maintenant)),
    ("porteur-de-la-cle", porteur_de_la_cle),
];

/// RFC 9068 §4: a token for another API is worth nothing here.
fn pour_nous(montre: &Montre<'_>) -> bool {
    match &montre.dit["aud"] {
        Value::Array(tous) => tous.iter().any(|aud| aud == montre.destinataire),
        aud => aud == montre.destinataire,
    }
}

/// A token that is bound to a certificate serves on a connection of that certificate alone; one that is bound to a key (DPoP) we do
/// not take.
fn porteur_de_la_cle(montre: &Montre<'_>) -> bool {
    match &montre.dit["cnf"] {
        Value::Null => true,
        cnf => cnf["x5t#S256"].as_str().is_some_and(|attendue| Some(attendue) == montre.empreinte.as_deref()),
    }
}

impl FromRequestParts<Arc<Dmp>> for Jeton {
    type Rejection = ApiRefus;

    async fn from_request_parts(parts: &mut Parts, dmp: &Arc<Dmp>) -> Result<Self, ApiRefus> {
        let entete = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let jeton = entete.and_then(|entete| entete.strip_prefix("Bearer ")).ok_or(ApiRefus::SansJeton)?;
        let dit = dmp.fournisseur.introspection(jeton).await.map_err(|_| ApiRefus::Injoignable)?;
        let certificat = parts.extensions.get::<CertificatPresente>();
        let config = &dmp.fournisseur.config;
        let montre = Montre {
            dit: &dit,
            issuer: &config.issuer,
            destinataire: &config.api_url,
            empreinte: certificat.map(|CertificatPresente(der)| URL_SAFE_NO_PAD.encode(digest(&SHA256, der))),
            maintenant: dmp.dossiers.maintenant(),
        };
        controler(&montre)?;
        Ok(Self(dit))
    }
}

fn controler(montre: &Montre<'_>) -> Result<(), ApiRefus> {
    match CONTROLES.into_iter().find(|(_, tient)| !tient(montre)) {
        None => Ok(()),
        Some((controle, _)) => Err(ApiRefus::Jeton(controle)),
    }
}

impl Jeton {
    pub fn porteur(&self) -> Porteur {
        let texte = |nom: &str| self.0[nom].as_str().unwrap_or_default().to_owned();
        let identifiant = texte("SubjectNameID");
        if identifiant.is_empty() {
            let (identifiant, nom) = (texte("Struct_IdNat"), texte("raisonSociale"));
            let nom = if nom.is_empty() { texte("client_id") } else { nom };
            return Porteur::Machine(Auteur { identifiant, nom, comme: "logiciel".to_owned(), lieu: String::new() });
        }
        let situation: Situation = serde_json::from_value(self.0["situation"].clone()).unwrap_or_default();
        Porteur::Personne(Demandeur {
            nom: identifiant.clone(),
            identifiant,
            role: situation.code_genre_activite.unwrap_or_default(),
            professions: situation.code_role.into_iter().collect(),
            lieu: situation.raison_sociale.unwrap_or_default(),
        })
    }

    /// Reading is a person's: a legal person that tries is refused, and the patient is told.
    pub fn personne(&self, dmp: &Dmp, patient: &str) -> Result<Demandeur, ApiRefus> {
        match self.porteur() {
            Porteur::Personne(demandeur) => Ok(demandeur),
            Porteur::Machine(auteur) => Err(ApiRefus::Ferme(dmp.dossiers.refuser_machine(auteur, patient)?)),
        }
    }

    pub fn porte(&self, mot: &'static str) -> Result<(), ApiRefus> {
        let portee = self.0["scope"].as_str().unwrap_or_default();
        portee.split(' ').any(|un| un == mot).then_some(()).ok_or(ApiRefus::Portee(mot))
    }

    /// What a certificate allows is worth nothing without it.
    pub fn lie(&self) -> Result<(), ApiRefus> {
        self.0["cnf"]["x5t#S256"].is_string().then_some(()).ok_or(ApiRefus::SansCertificat)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The check that stops a token which differs from a right one in one claim.
    fn arrete(nom: &str, valeur: Value, empreinte: Option<&str>) -> Option<&'static str> {
        let mut dit = json!({
            "active": true, "iss": "https://idp.test", "aud": "https://dmp.test/", "exp": 2_000, "cnf": {"x5t#S256": "abc"},
        });
        dit[nom] = valeur;
        let montre = Montre {
            dit: &dit,
            issuer: "https://idp.test",
            destinataire: "https://dmp.test/",
            empreinte: empreinte.map(str::to_owned),
            maintenant: 1_000,
        };
        match controler(&montre) {
            Err(ApiRefus::Jeton(controle)) => Some(controle),
            _ => None,
        }
    }

    // requirement: T09
    #[test]
    fn each_check_stops_what_it_names() {
        let abc = Some("abc");
        assert_eq!(arrete("autre", json!(1), abc), None);
        assert_eq!(arrete("active", json!(false), abc), Some("actif"));
        assert_eq!(arrete("active", Value::Null, abc), Some("actif"));
        assert_eq!(arrete("iss", json!("https://autre.test"), abc), Some("emetteur"));
        for aud in [json!("https://mss.test/"), json!(["https://mss.test/"]), Value::Null] {
            assert_eq!(arrete("aud", aud, abc), Some("destinataire"));
        }
        assert_eq!(arrete("aud", json!(["https://mss.test/", "https://dmp.test/"]), abc), None);
        assert_eq!(arrete("exp", json!(1_000), abc), Some("dans-le-temps"));
        assert_eq!(arrete("exp", Value::Null, abc), Some("dans-le-temps"));
        for empreinte in [None, Some("autre")] {
            assert_eq!(arrete("autre", json!(1), empreinte), Some("porteur-de-la-cle"));
        }
        assert_eq!(arrete("cnf", json!({"jkt": "abc"}), abc), Some("porteur-de-la-cle"));
        assert_eq!(arrete("cnf", Value::Null, None), None);
    }

    #[test]
    fn a_token_acts_for_a_person_or_for_a_legal_person() {
        let machine = Jeton(json!({"Struct_IdNat": "1690990015", "scope": "dmp.alimentation mss.envoi"}));
        assert!(matches!(machine.porteur(), Porteur::Machine(auteur) if auteur.identifiant == "1690990015"));
        assert!(machine.porte("dmp.alimentation").is_ok() && machine.porte("dmp").is_err());
        assert!(matches!(machine.lie(), Err(ApiRefus::SansCertificat)));
        let personne =
            Jeton(json!({"SubjectNameID": "8999", "situation": {"codeGenreActivite": "GENR11", "codeRole": "313"}}));
        let Porteur::Personne(demandeur) = personne.porteur() else { panic!("a person") };
        assert_eq!((demandeur.role.as_str(), demandeur.professions), ("GENR11", vec!["313".to_owned()]));
    }
}
