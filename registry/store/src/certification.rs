//! Who vouches for a civil status.

use std::collections::BTreeMap;

use ambient::Timestamp;
use async_trait::async_trait;
use database::list;
use registry_core::identite::{Certification, Certifications, Certifie};
use registry_core::port::PortError;
use sante::IdentifiantNational;
use sqlx::{Any, AssertSqlSafe};

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;

/// Names in one statement.
const PAQUET: usize = 500;

/// What stands for a day that is not known, since the table was made.
const INCONNU: Timestamp = Timestamp::from_millis(0);

#[async_trait]
impl Certifications for Magasin {
    async fn certifications(
        &self,
        personnes: &[IdentifiantNational],
    ) -> Result<BTreeMap<IdentifiantNational, Certifie>, PortError> {
        let mut lues = BTreeMap::new();
        for paquet in personnes.chunks(PAQUET) {
            let marques = list(1, paquet.len());
            let sql = format!("SELECT personne, etat, depuis FROM certification WHERE personne IN ({marques})");
            let demande = sqlx::query::<Any>(AssertSqlSafe(sql));
            let demande = paquet.iter().fold(demande, |demande, personne| demande.bind(personne.to_string()));
            for ligne in demande.fetch_all(self.base.read()).await.map_err(moteur)? {
                let lue = Lue(&ligne);
                let code = lue.texte("etat")?;
                let etat = Certification::lue(&code).ok_or_else(|| illisible("etat", code))?;
                let depuis = lue.instant("depuis")?.filter(|depuis| *depuis != INCONNU);
                lues.insert(lue.lu("personne")?, Certifie { etat, depuis });
            }
        }
        Ok(lues)
    }
}
