//! What was seen while a scenario was played. Holds secrets: never written anywhere.

use serde::{Deserialize, Deserializer};

/// Everything that one scenario left.
#[derive(Default)]
pub struct Trace {
    /// What the relying party answered to the browser, in order.
    pub vues: Vec<Vue>,
    /// What the relying party, and the browser on its behalf, asked of the provider.
    pub observations: Vec<Observation>,
    /// What the hook said after each step that may change it.
    pub etats: Vec<Moi>,
    /// Answers to what the bench asked of the hooks, in order.
    pub actes: Vec<Acte>,
    /// What the provider gave: to be found nowhere in the browser.
    pub secrets: Vec<Secret>,
    /// The provider has sent the browser back to the service.
    pub revenue: bool,
    /// The numbers that the service showed to a person who has to approve (CIBA), in order.
    pub nombres: Vec<String>,
    /// Why the driver could not go on.
    pub empechement: Option<String>,
}

/// `GET /moi`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Moi {
    pub connecte: bool,
    pub nom: Option<String>,
    pub sub: Option<String>,
    /// The identifier of the structure where the person acts; none while it is not chosen. Services that show the provider's
    /// whole `situation` are read by its `id`.
    #[serde(deserialize_with = "identifiant")]
    pub situation: Option<String>,
    /// The local account, as the service calls it.
    pub compte: Option<String>,
}

fn identifiant<'de, D: Deserializer<'de>>(lu: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Dite {
        Texte(String),
        Objet { id: String },
    }
    let dite = Option::deserialize(lu)?;
    Ok(dite.map(|(Dite::Texte(id) | Dite::Objet { id })| id))
}

/// One answer of the relying party, its body cut at the bench's limit.
#[derive(Clone, Debug, Default)]
pub struct Vue {
    pub adresse: String,
    pub statut: u16,
    /// Lower-case names.
    pub entetes: Vec<(String, String)>,
    pub corps: String,
    /// Milliseconds.
    pub duree: u64,
}

impl Vue {
    pub fn entete(&self, nom: &str) -> Option<&str> {
        self.entetes.iter().find(|(autre, _)| autre == nom).map(|(_, valeur)| valeur.as_str())
    }

    pub fn redirige(&self) -> bool {
        (300..400).contains(&self.statut) && self.entete("location").is_some()
    }
}

/// Which door of the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    Decouverte,
    Cles,
    Autorisation,
    Jeton,
    Userinfo,
    Introspection,
    Fin,
    Ciba,
    /// Pushed authorization requests (RFC 9126).
    Pousse,
}

impl Point {
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Decouverte => "de découverte",
            Self::Cles => "des clés",
            Self::Autorisation => "d'autorisation",
            Self::Jeton => "« token »",
            Self::Userinfo => "« userinfo »",
            Self::Introspection => "d'introspection",
            Self::Fin => "de fin de session",
            Self::Ciba => "CIBA",
            Self::Pousse => "de demande poussée",
        }
    }
}

/// One request that the provider received.
#[derive(Clone, Debug)]
pub struct Observation {
    pub point: Point,
    pub methode: String,
    /// Of the address.
    pub requete: Vec<(String, String)>,
    /// Of the body, where it is a form.
    pub formulaire: Vec<(String, String)>,
    /// What an authorization request asks, wherever it is written: in the address, in a pushed request, in a signed object.
    pub demande: Vec<(String, String)>,
    /// Lower-case names.
    pub entetes: Vec<(String, String)>,
    /// Milliseconds from the start of the scenario.
    pub a: u64,
    /// The answer's.
    pub statut: u16,
    /// `error` of a token answer (RFC 6749 §5.2).
    pub erreur: Option<String>,
    /// Whether a certificate of the client came with it.
    pub certificat: bool,
}

impl Observation {
    /// A parameter, wherever it came.
    pub fn parametre(&self, nom: &str) -> Option<&str> {
        let partout = self.requete.iter().chain(&self.formulaire);
        partout.into_iter().find(|(autre, _)| autre == nom).map(|(_, valeur)| valeur.as_str())
    }

    /// A parameter of what an authorization request asks.
    pub fn demande(&self, nom: &str) -> Option<&str> {
        self.demande.iter().find(|(autre, _)| autre == nom).map(|(_, valeur)| valeur.as_str())
    }

    pub fn entete(&self, nom: &str) -> Option<&str> {
        self.entetes.iter().find(|(autre, _)| autre == nom).map(|(_, valeur)| valeur.as_str())
    }

    /// A question about a request that waits for a person (CIBA Core 1.0 §10.1).
    pub fn est_question(&self) -> bool {
        self.point == Point::Jeton && self.parametre("grant_type").is_some_and(|nom| nom.ends_with(":grant-type:ciba"))
    }

    pub fn est_echange(&self) -> bool {
        self.point == Point::Jeton && self.parametre("grant_type") == Some("authorization_code")
    }

    pub fn est_rafraichissement(&self) -> bool {
        self.point == Point::Jeton && self.parametre("grant_type") == Some("refresh_token")
    }
}

/// What the bench asked of a hook.
#[derive(Clone, Debug)]
pub struct Acte {
    pub quoi: &'static str,
    pub statut: u16,
}

/// Something that must stay on the server.
#[derive(Clone)]
pub struct Secret {
    pub nom: &'static str,
    pub valeur: String,
}

impl Trace {
    pub fn dernier(&self) -> Option<&Moi> {
        self.etats.last()
    }

    pub fn au(&self, point: Point) -> impl Iterator<Item = &Observation> {
        self.observations.iter().filter(move |vue| vue.point == point)
    }

    pub fn noter(&mut self, quoi: &'static str, statut: u16) {
        self.actes.push(Acte { quoi, statut });
    }

    /// The last page that is not a redirection.
    pub fn page(&self) -> Option<&Vue> {
        self.vues.iter().rev().find(|vue| !vue.redirige())
    }
}
