use std::process::{Command, Output};

use lecteur::ESSAIS;
use serde_json::Value;

use super::{Poste, PosteError};
use crate::ports::origin;

impl Poste {
    /// Asks the card host with the card of the reader: curl uses its key through the module, as a browser does. Without `corps` what
    /// waits, empty when nothing does; with it, the answer.
    pub(super) fn curl(&self, pin: &str, corps: Option<&Value>) -> Result<String, PosteError> {
        let carte = self.lecteur.presente().ok_or(PosteError::Vide)?.carte;
        let faux = self.lecteur.essais(&carte);
        if faux == ESSAIS {
            return Err(PosteError::Bloquee(carte));
        }
        let ran = self.commande(pin, corps).output().map_err(PosteError::SansCurl)?;
        match reponse(&ran) {
            Some((200..=299, body)) => Ok(body),
            Some((status, body)) => Err(PosteError::refus(status, &body)),
            None => Err(self.sans_reponse(carte, faux, &ran)),
        }
    }

    fn commande(&self, pin: &str, corps: Option<&Value>) -> Command {
        let mut adresse = origin(self.ports.carte());
        adresse.set_path("lecteur/demande");
        let mut curl = Command::new("curl");
        curl.env("PKCS11_MODULE_PATH", self.lecteur.module())
            .args(["-sS", "--noproxy", "*", "--engine", "pkcs11", "--cert-type", "ENG", "--key-type", "ENG"])
            .args(["--cert", "pkcs11:type=cert", "--key", &format!("pkcs11:type=private;pin-value={pin}")])
            .args(["--write-out", "\n%{http_code}", "--cacert"])
            .arg(self.data.join("ca.pem"));
        if let Some(corps) = corps {
            curl.args(["--header", "content-type: application/json", "--data", &corps.to_string()]);
        }
        curl.arg(adresse.as_str());
        curl
    }

    /// The reader counts before it lets a PIN be tried: what it counted says why, else curl does.
    fn sans_reponse(&self, carte: String, faux: u8, ran: &Output) -> PosteError {
        match self.lecteur.essais(&carte) {
            ESSAIS => PosteError::Bloquee(carte),
            essais if essais > faux => PosteError::CodeFaux { carte, restants: ESSAIS - essais },
            _ => PosteError::Curl(String::from_utf8_lossy(&ran.stderr).into_owned()),
        }
    }
}

/// The status and the body; `None` when nothing was answered.
fn reponse(ran: &Output) -> Option<(u16, String)> {
    let said = String::from_utf8_lossy(&ran.stdout);
    let (body, status) = said.rsplit_once('\n')?;
    let status = status.parse().ok().filter(|status| *status != 0)?;
    Some((status, body.trim().to_owned()))
}
