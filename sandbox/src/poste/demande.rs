//! What a service asks of the card in the reader, and what its holder answers (CIBA, `channel=CARD`).

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Poste, PosteError};

impl Poste {
    pub(super) fn demande(&self, pin: &str) -> Result<Value, PosteError> {
        let texte = self.curl(pin, None)?;
        if texte.is_empty() { Err(PosteError::RienNAttend) } else { Ok(serde_json::from_str(&texte)?) }
    }

    /// Without a number: no.
    pub(super) fn repondre(
        &self,
        pin: &str,
        nombre: Option<&str>,
        situation: Option<&str>,
    ) -> Result<String, PosteError> {
        let demande = self.demande(pin)?["demande"].clone();
        let corps = match nombre {
            Some(nombre) => {
                json!({ "reponse": "approuver", "demande": demande, "nombre": nombre, "situation": situation })
            }
            None => json!({ "reponse": "refuser", "demande": demande }),
        };
        self.curl(pin, Some(&corps))?;
        let dit =
            if nombre.is_some() { "Vous avez approuvé la demande.\n" } else { "Vous avez refusé la demande.\n" };
        Ok(dit.to_owned())
    }
}

/// What a person reads before they answer: the number is on the screen of the service.
pub(super) fn dite(demande: &Value) -> String {
    let text = |key: &str| demande[key].as_str().unwrap_or_default().to_owned();
    let mut dite = format!(
        "{} ({}) demande : {}.\nTapez les {} chiffres que montre son écran.\n",
        text("client"),
        text("lieu"),
        text("action"),
        demande["chiffres"],
    );
    for lieu in demande["lieux"].as_array().into_iter().flatten() {
        let of = |key: &str| lieu[key].as_str().unwrap_or_default();
        let _ = writeln!(dite, "  --situation {} : {}. {}", of("situation"), of("titre"), of("details"));
    }
    dite
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_with_its_places_and_without_its_number() {
        let lieux = json!([{ "situation": "sit-1", "titre": "EHPAD", "details": "Médecin." }]);
        let demande =
            json!({ "client": "DMP", "lieu": "Ici", "action": "Se connecter", "chiffres": 2, "lieux": lieux });
        let dite = dite(&demande);
        assert!(dite.contains("DMP (Ici) demande : Se connecter.") && dite.contains("les 2 chiffres"), "{dite}");
        assert!(dite.contains("--situation sit-1 : EHPAD. Médecin."), "{dite}");
    }
}
