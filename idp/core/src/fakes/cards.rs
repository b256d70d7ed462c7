use ambient::Timestamp;
use carte_cps::{Famille, RefusCarte};
use idp_core::carte::{CarteLue, VerificationCarte};
use oidc::Acr;

/// Reads a chain of one text: `CPS 899900000011`, `LATE 899900000011` of an authority whose lists are late, `OLD 899900000011`
/// of a card that has expired; an expired card of nobody otherwise.
pub struct FakeCards;

impl FakeCards {
    pub const MOYEN: &str = "issuer:01";
}

impl VerificationCarte for FakeCards {
    fn verifier(&self, chaine: &[Vec<u8>], _now: Timestamp) -> Result<CarteLue, RefusCarte> {
        if chaine[0].starts_with(b"OLD ") { Err(RefusCarte::Expiree) } else { self.reconnaitre(&chaine[0]) }
    }

    fn reconnaitre(&self, certificat: &[u8]) -> Result<CarteLue, RefusCarte> {
        let text = String::from_utf8_lossy(certificat);
        let Some((kind, number)) = text.split_once(' ') else { return Err(RefusCarte::Expiree) };
        let plafond = (kind == "LATE").then_some(Acr::Eidas2);
        let identifiant = number.parse().map_err(|_| RefusCarte::IdentiteIllisible("a number"))?;
        Ok(CarteLue { identifiant, famille: Famille::Cps, moyen: Self::MOYEN.to_owned(), plafond })
    }
}
