use ambient::{ExposeSecret as _, SecretString};
use aws_lc_rs::{constant_time, digest};

/// A service that FranceConnect knows.
#[derive(Clone, Debug)]
pub struct Client {
    pub id: String,
    pub secret: SecretString,
    /// With what the client asked to be answered.
    pub signature: Signature,
    /// Shown on the page: « Portail RPPS+ ».
    pub nom: String,
    /// Compared letter by letter.
    pub retours: Vec<String>,
    /// Where a logout may end, compared letter by letter.
    pub apres_deconnexion: Vec<String>,
}

/// Of ID tokens and of userinfo: each client chose one when it was registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// The one that FranceConnect advises.
    Es256,
    Rs256,
}

impl Signature {
    pub const fn alg(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
        }
    }
}

impl Client {
    /// In a time that says nothing of the secret.
    pub fn a_pour_secret(&self, presente: &str) -> bool {
        constant_time::verify_slices_are_equal(self.secret.expose_secret().as_bytes(), presente.as_bytes()).is_ok()
    }

    /// What this client knows a person by: stable, told to no other client, 64 hexadecimal digits and `v1`.
    pub fn sujet(&self, personne: &str) -> String {
        let mut contexte = digest::Context::new(&digest::SHA256);
        for part in ["franceconnect-simule", &self.id, personne] {
            contexte.update(part.as_bytes());
            contexte.update(&[0]);
        }
        let hexa: String = contexte.finish().as_ref().iter().map(|octet| format!("{octet:02x}")).collect();
        hexa + "v1"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_clients_know_one_person_by_two_names() {
        let client = |id: &str| Client {
            id: id.to_owned(),
            secret: SecretString::from("s"),
            signature: Signature::Es256,
            nom: String::new(),
            retours: Vec::new(),
            apres_deconnexion: Vec::new(),
        };
        let sujet = client("a").sujet("lina");
        assert_eq!((sujet.len(), sujet.ends_with("v1")), (66, true));
        assert_eq!(sujet, client("a").sujet("lina"));
        assert_ne!(sujet, client("b").sujet("lina"));
    }
}
