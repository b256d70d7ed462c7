use jose::jws;

use super::Fournisseur;
use crate::deconnexion::{Attendu, Logout, RefusLogout};

impl Fournisseur {
    /// A logout token of this provider for this portal (OpenID Connect Back-Channel Logout 1.0 §2.6), verified with the keys and
    /// under the algorithms of its ID tokens.
    pub async fn logout(&self, jeton: &str) -> Result<Logout, RefusLogout> {
        let entete = jws::header(jeton).map_err(|cause| RefusLogout::de(&cause))?;
        Logout::du_bon_genre(&entete)?;
        let decouvert = self.decouvert_avec(entete.kid.as_deref()).await?;
        let verifie = jws::verify(jeton, &decouvert.cles, &decouvert.algs).map_err(|cause| RefusLogout::de(&cause))?;
        let attendu = Attendu { issuer: self.issuer(), client_id: &self.usage.qui.client_id };
        attendu.lire(&verifie.claims, self.ambient.now())
    }
}
