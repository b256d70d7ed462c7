use serde::Deserialize;

/// The form of every screen: a button named `touche`, and the fields of the two screens that have some.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Formulaire {
    pub csrf: String,
    pub touche: String,
    pub numero: Option<String>,
    pub sms: String,
    pub courriel: String,
    pub lieu: Option<String>,
    pub lien: String,
}

/// One touch of the screen.
pub enum Touche {
    Numero(String),
    /// What the camera read off a screen.
    Lien(String),
    Codes {
        sms: String,
        courriel: String,
    },
    Chiffre(char),
    /// The situation that was touched.
    Lieu(String),
    Effacer,
    Ouvrir,
    PasMoi,
    Refuser,
    Annuler,
    Oubli,
    Activer,
    Fermer,
    Historique,
    /// Another SIM is put into the phone.
    Sim,
    Retirer,
}

impl Formulaire {
    /// `None`: no button of ours.
    pub fn touche(self) -> Option<Touche> {
        let mut lettres = self.touche.chars();
        Some(match (self.touche.as_str(), self.numero) {
            ("continuer", Some(numero)) => Touche::Numero(numero.trim().to_owned()),
            ("continuer", None) => Touche::Codes { sms: nus(&self.sms), courriel: nus(&self.courriel) },
            ("lire", _) => Touche::Lien(self.lien),
            ("sim", _) => Touche::Sim,
            ("retirer", _) => Touche::Retirer,
            ("lieu", _) => Touche::Lieu(self.lieu.unwrap_or_default()),
            ("effacer", _) => Touche::Effacer,
            ("ouvrir", _) => Touche::Ouvrir,
            ("pas_moi", _) => Touche::PasMoi,
            ("refuser", _) => Touche::Refuser,
            ("annuler", _) => Touche::Annuler,
            ("oubli", _) => Touche::Oubli,
            ("activer", _) => Touche::Activer,
            ("fermer", _) => Touche::Fermer,
            ("historique", _) => Touche::Historique,
            _ => match (lettres.next(), lettres.next()) {
                (Some(chiffre), None) if chiffre.is_ascii_digit() => Touche::Chiffre(chiffre),
                _ => return None,
            },
        })
    }
}

/// A code may be typed with spaces.
fn nus(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).collect()
}
