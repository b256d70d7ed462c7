//! Places as the directory shows them: what a file says of each, what FINESS says, and the sector.

use std::collections::HashMap;

use ambient::Timestamp;
use database::list;
use registry_core::annuaire::{Candidat, LieuPublie, Publication as _};
use registry_core::finess::Faits;
use registry_core::port::PortError;
use sqlx::any::AnyRow;

use super::PAQUET;
use super::dates::STRUCTURE;
use super::demandes::{Demande, Valeur};
use crate::fiche::Lue;
use crate::magasin::Magasin;

/// The sector that was told, else that of somebody who works there: one row of an index, whatever the size of the place.
const COLONNES: &str = "SELECT st.cle, st.genre AS st_genre, st.details, f.categorie, f.libelle_categorie, f.statut, \
    f.libelle_statut, COALESCE(x.secteur, (SELECT s.secteur FROM situation s WHERE s.structure = st.cle LIMIT 1)) AS secteur \
    FROM structure st LEFT JOIN structure_finess f ON f.structure = st.cle \
    LEFT JOIN secteur_structure x ON x.structure = st.cle";

impl Magasin {
    /// Those of these places that exist, in their order.
    pub(super) async fn publier_lieux(
        &self,
        places: Vec<Candidat<String>>,
        maintenant: Timestamp,
    ) -> Result<Vec<Candidat<LieuPublie>>, PortError> {
        let premier = self.premier_instant().await?;
        let mut publies = Vec::with_capacity(places.len());
        for paquet in places.chunks(PAQUET) {
            let cles: Vec<String> = paquet.iter().map(|candidat| candidat.qui.clone()).collect();
            let dates = self.dates((STRUCTURE, &cles), maintenant).await?;
            let sql = format!("{COLONNES} WHERE st.cle IN ({})", list(1, cles.len()));
            let lignes = Demande::nouvelle(sql, cles.into_iter().map(Valeur::Texte).collect()).lire(self).await?;
            let mut connus: HashMap<String, LieuPublie> = HashMap::new();
            for ligne in &lignes {
                let cle = Lue(ligne).texte("cle")?;
                let maj = dates.get(&cle).copied().unwrap_or(premier);
                connus.extend(lieu(ligne, maj)?.map(|lieu| (cle, lieu)));
            }
            publies.extend(paquet.iter().filter_map(|candidat| {
                let lieu = connus.remove(&candidat.qui)?;
                Some(Candidat { place: candidat.place.clone(), qui: lieu })
            }));
        }
        Ok(publies)
    }
}

fn lieu(ligne: &AnyRow, maj: Timestamp) -> Result<Option<LieuPublie>, PortError> {
    let lue = Lue(ligne);
    let texte = |colonne| Ok::<_, PortError>(lue.texte_ou_rien(colonne)?.unwrap_or_default());
    let faits = Faits {
        categorie: texte("categorie")?,
        libelle_categorie: texte("libelle_categorie")?,
        statut: texte("statut")?,
        libelle_statut: texte("libelle_statut")?,
    };
    let secteur = texte("secteur")?;
    Ok(lue.structure()?.map(|structure| LieuPublie { structure, maj, faits, secteur }))
}
