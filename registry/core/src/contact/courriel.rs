use std::fmt;

use crate::import;

/// An address of correspondence.
#[derive(Clone, PartialEq, Eq)]
pub struct Courriel(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CourrielRefuse {
    #[error("not an address to which mail could be sent")]
    Illisible,
    #[error("a mailbox of MSSanté")]
    MsSante,
}

impl CourrielRefuse {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Illisible => "courriel_incomplet",
            Self::MsSante => "courriel_mssante",
        }
    }

    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Illisible => "Cette adresse n’est pas complète. Écrivez-la ainsi : nom@exemple.fr.",
            Self::MsSante => {
                "Une adresse MSSanté s’ouvre avec l’e-CPS : elle ne peut pas servir à l’activer. Donnez une autre adresse."
            }
        }
    }
}

/// The domains of the secure mail of health: whoever has lost the e-CPS cannot read there (MIE-17).
const MSSANTE: &str = "mssante.fr";

impl Courriel {
    /// The domain in small letters; the name before it as it was typed, because some servers tell them apart.
    pub fn lu(texte: &str) -> Result<Self, CourrielRefuse> {
        let adresse = import::courriel(texte.trim()).ok_or(CourrielRefuse::Illisible)?;
        let (nom, domaine) = adresse.rsplit_once('@').ok_or(CourrielRefuse::Illisible)?;
        let domaine = domaine.to_lowercase();
        let lettres = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
        if !domaine.chars().all(lettres) || !nom.is_ascii() || nom.bytes().any(|octet| octet.is_ascii_control()) {
            return Err(CourrielRefuse::Illisible);
        }
        if domaine == MSSANTE || domaine.strip_suffix(MSSANTE).is_some_and(|avant| avant.ends_with('.')) {
            return Err(CourrielRefuse::MsSante);
        }
        Ok(Self(format!("{nom}@{domaine}")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Never in a log.
impl fmt::Debug for Courriel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Courriel(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lu(texte: &str) -> Result<String, CourrielRefuse> {
        Courriel::lu(texte).map(|courriel| courriel.as_str().to_owned())
    }

    #[test]
    fn an_address_keeps_its_name_and_its_domain_is_small() {
        assert_eq!(lu(" Alba.Martel@Exemple.TEST ").as_deref(), Ok("Alba.Martel@exemple.test"));
        for texte in ["", "alba", "alba@", "a b@exemple.test", "alba@exemplé.test", "albà@exemple.test", "a@b@c.fr"] {
            assert_eq!(lu(texte), Err(CourrielRefuse::Illisible), "{texte}");
        }
    }

    // requirement: MIE-17
    #[test]
    fn a_mailbox_of_mssante_is_no_address_of_correspondence() {
        for texte in ["alba@mssante.fr", "alba@ch-test.mssante.fr", "ALBA@MEDECIN.MSSANTE.FR"] {
            assert_eq!(lu(texte), Err(CourrielRefuse::MsSante), "{texte}");
        }
        assert!(lu("alba@notmssante.fr").is_ok());
        assert!(lu("mssante.fr@exemple.test").is_ok());
    }
}
