use axum_extra::extract::CookieJar;
use registry_core::port::PortError;
use registry_core::visite::PAS;

use super::{Brouillon, Porte, Qui, Sessions};

/// What one request finds of its visit.
#[derive(Default)]
pub struct Lue {
    /// `None`: nobody is signed in, or no longer.
    pub qui: Option<Qui>,
    /// Through which door whoever visits came, their session open or over.
    pub porte: Option<Porte>,
    /// What waits to be given back, as it rests and as it was typed.
    pub(super) brouillon: Option<(Vec<u8>, Brouillon)>,
}

impl Sessions {
    /// Who is signed in; being asked keeps the session awake, and is noted once a minute.
    pub async fn lire(&self, jar: &CookieJar) -> Result<Lue, PortError> {
        let Some(visite) = self.connue(jar).await? else { return Ok(Lue::default()) };
        let maintenant = self.maintenant();
        let porte = Some(visite.porte);
        if !visite.vit(maintenant) {
            return Ok(Lue { porte, ..Lue::default() });
        }
        // sealed by a former release, or under a key that is gone: the person signs in again
        let Some(contenu) = self.contenu(jar, &visite) else { return Ok(Lue { porte, ..Lue::default() }) };
        if visite.a_noter(maintenant)
            && let Err(cause) = self.visites.noter(&visite.nom, maintenant, maintenant.minus(PAS)).await
        {
            tracing::warn!(%cause, "a click was not noted: the session rests since the one before");
        }
        let brouillon = visite.brouillon.clone().zip(self.brouillon(jar, &visite));
        Ok(Lue { qui: Some(contenu.qui), porte, brouillon })
    }
}
