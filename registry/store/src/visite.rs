//! Visits of the portal as they rest.

mod fin;
mod ouverture;

use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use registry_core::port::PortError;
use registry_core::visite::{Attache, Deconnexion, Ouverture, Porte, Reception, VisiteGardee, Visites};

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;

#[async_trait]
impl Visites for Magasin {
    async fn visite(&self, nom: &Resting) -> Result<Option<VisiteGardee>, PortError> {
        let ligne = sqlx::query(
            "SELECT nom, porte, sujet, session, emis_le, ouverte_le, vue_le, fermee_le, finit_le, contenu, brouillon \
             FROM visite WHERE nom = $1",
        )
        .bind(nom.as_str().to_owned())
        .fetch_optional(self.base.read())
        .await
        .map_err(moteur)?;
        ligne.map(|ligne| lire(&Lue(&ligne))).transpose()
    }

    async fn ouvrir(&self, visite: &VisiteGardee, ancienne: Option<&Resting>) -> Result<Ouverture, PortError> {
        ouverture::ouvrir(self, visite, ancienne).await
    }

    async fn noter(&self, nom: &Resting, vue_le: Timestamp, avant: Timestamp) -> Result<(), PortError> {
        sqlx::query("UPDATE visite SET vue_le = $2 WHERE nom = $1 AND vue_le <= $3 AND fermee_le IS NULL")
            .bind(nom.as_str().to_owned())
            .bind(vue_le.millis())
            .bind(avant.millis())
            .execute(self.base.write())
            .await
            .map(drop)
            .map_err(moteur)
    }

    async fn clore(&self, nom: &Resting, le: Timestamp) -> Result<bool, PortError> {
        fin::clore(self, nom, le).await
    }

    async fn garder(&self, nom: &Resting, brouillon: &[u8], jusque: Timestamp) -> Result<bool, PortError> {
        let garde = sqlx::query(
            "UPDATE visite SET brouillon = $2, finit_le = CASE WHEN finit_le < $3 THEN $3 ELSE finit_le END \
             WHERE nom = $1",
        )
        .bind(nom.as_str().to_owned())
        .bind(brouillon.to_vec())
        .bind(jusque.millis())
        .execute(self.base.write())
        .await
        .map_err(moteur)?;
        Ok(garde.rows_affected() == 1)
    }

    async fn reprendre(&self, nom: &Resting, brouillon: &[u8]) -> Result<bool, PortError> {
        let repris = sqlx::query("UPDATE visite SET brouillon = NULL WHERE nom = $1 AND brouillon = $2")
            .bind(nom.as_str().to_owned())
            .bind(brouillon.to_vec())
            .execute(self.base.write())
            .await
            .map_err(moteur)?;
        Ok(repris.rows_affected() == 1)
    }

    async fn deconnecter(&self, deconnexion: &Deconnexion) -> Result<Reception, PortError> {
        fin::deconnecter(self, deconnexion).await
    }

    async fn oublier(&self, maintenant: Timestamp) -> Result<u64, PortError> {
        fin::oublier(self, maintenant).await
    }
}

fn lire(ligne: &Lue) -> Result<VisiteGardee, PortError> {
    let porte = ligne.texte("porte")?;
    let digest = |colonne: &str| ligne.texte(colonne).map(Resting::from);
    let instant = |colonne: &str| ligne.entier(colonne).map(Timestamp::from_millis);
    Ok(VisiteGardee {
        nom: digest("nom")?,
        porte: Porte::lue(&porte).ok_or_else(|| illisible("visite.porte", &porte))?,
        attache: Attache {
            sujet: digest("sujet")?,
            session: ligne.texte_ou_rien("session")?.map(Resting::from),
            emis_le: instant("emis_le")?,
        },
        ouverte_le: instant("ouverte_le")?,
        vue_le: instant("vue_le")?,
        fermee_le: ligne.instant("fermee_le")?,
        contenu: ligne.octets("contenu")?,
        brouillon: ligne.octets_ou_rien("brouillon")?,
        finit_le: instant("finit_le")?,
    })
}

/// An absent digest has its type.
fn peut_etre(digest: Option<&Resting>) -> Option<String> {
    digest.map(|digest| digest.as_str().to_owned())
}
