//! Civil statuses that a write is about to replace are kept first, whoever writes, an agent or a file (R09).

use std::collections::BTreeMap;

use ambient::Timestamp;
use async_trait::async_trait;
use database::list;
use registry_core::identite::{AncienEtatCivil, Anciens};
use registry_core::port::PortError;
use registry_core::{EtatCivil, Personne};
use sante::IdentifiantNational;
use sqlx::{Any, AnyConnection, AssertSqlSafe};

use crate::erreur::moteur;
use crate::fiche::Lue;
use crate::magasin::Magasin;

/// Rows a statement.
const PAQUET: usize = 500;

const CIVILS: &str = "nom, prenoms, civilite, sexe, naissance, commune_naissance, pays_naissance, lieu_naissance";

/// Whatever else of a person is written, a civil status that stays leaves no copy.
pub async fn garder(connexion: &mut AnyConnection, personnes: &[Personne], le: Timestamp) -> Result<(), PortError> {
    for paquet in personnes.chunks(PAQUET) {
        let identifiants: Vec<_> = paquet.iter().map(|personne| personne.identifiant().clone()).collect();
        let connus = connus(connexion, &identifiants).await?;
        let remplaces = paquet.iter().filter(|personne| {
            let connu = connus.get(personne.identifiant());
            connu.is_some_and(|connu| connu != personne.etat_civil())
        });
        let remplaces: Vec<String> = remplaces.map(|personne| personne.identifiant().to_string()).collect();
        if remplaces.is_empty() {
            continue;
        }
        let sql = format!(
            "INSERT INTO etat_civil_historique (personne, ordre, {CIVILS}, remplace_le) \
             SELECT p.identifiant, CAST(COALESCE((SELECT MAX(h.ordre) FROM etat_civil_historique h \
             WHERE h.personne = p.identifiant), 0) + 1 AS BIGINT), {CIVILS}, CAST($1 AS BIGINT) \
             FROM personne p WHERE p.identifiant IN ({})",
            list(2, remplaces.len())
        );
        // the text is made of names of columns and of numbers, never of a value
        let demande = sqlx::query::<Any>(AssertSqlSafe(sql)).bind(le.millis());
        let demande = remplaces.into_iter().fold(demande, |demande, personne| demande.bind(personne));
        demande.execute(&mut *connexion).await.map_err(moteur)?;
    }
    Ok(())
}

async fn connus(
    connexion: &mut AnyConnection,
    personnes: &[IdentifiantNational],
) -> Result<BTreeMap<IdentifiantNational, EtatCivil>, PortError> {
    let sql = format!("SELECT identifiant, {CIVILS} FROM personne WHERE identifiant IN ({})", list(1, personnes.len()));
    let demande = sqlx::query::<Any>(AssertSqlSafe(sql));
    let demande = personnes.iter().fold(demande, |demande, personne| demande.bind(personne.to_string()));
    let lignes = demande.fetch_all(connexion).await.map_err(moteur)?;
    lignes.iter().map(Lue).map(|lue| Ok((lue.lu("identifiant")?, lue.etat_civil("nom", "civilite")?))).collect()
}

#[async_trait]
impl Anciens for Magasin {
    async fn etats_civils(
        &self,
        personnes: &[IdentifiantNational],
    ) -> Result<BTreeMap<IdentifiantNational, EtatCivil>, PortError> {
        let mut lus = BTreeMap::new();
        let mut connexion = self.base.read().lend().await.map_err(moteur)?;
        for paquet in personnes.chunks(PAQUET) {
            lus.extend(connus(&mut connexion, paquet).await?);
        }
        connexion.done();
        Ok(lus)
    }

    async fn anciens_etats_civils(&self, personne: &IdentifiantNational) -> Result<Vec<AncienEtatCivil>, PortError> {
        let sql =
            format!("SELECT {CIVILS}, remplace_le FROM etat_civil_historique WHERE personne = $1 ORDER BY ordre DESC");
        let lignes = sqlx::query(AssertSqlSafe(sql))
            .bind(personne.to_string())
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        let anciens = lignes.iter().map(Lue).map(|lue| {
            let remplace_le = Timestamp::from_millis(lue.entier("remplace_le")?);
            Ok(AncienEtatCivil { etat_civil: lue.etat_civil("nom", "civilite")?, remplace_le })
        });
        anciens.collect()
    }
}
