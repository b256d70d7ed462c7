use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::CleStructure;
use registry_core::formulaire::{Formulaire, FormulaireId, FormulairesLus};
use registry_core::habilitation::Perimetre;
use registry_core::idempotence::Auteur;
use registry_core::lot::Regards as _;
use registry_core::page::Tranche;
use registry_core::port::PortError;
use sante::Finess;
use sqlx::Row as _;

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;
use crate::selection::{Ordre, Selection};
use crate::texte;

/// The columns of one form, for every statement that reads some.
pub const COLONNES: &str = "f.id, f.auteur, f.contenu, f.etape, f.version, f.envoye_le";

const RECENTS: Ordre = Ordre::Recentes("f.envoye_le", "f.id");
const ANCIENS: Ordre = Ordre::Anciennes("f.envoye_le", "f.id");

/// No contract in force nor to come ($1: now) at the number in `{}` nor at the legal entity above it.
macro_rules! sans_contrat {
    ($numero:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM contrat c WHERE (c.fin IS NULL OR c.fin > $1) AND (c.finess = ",
            $numero,
            " OR c.finess IN (SELECT s.finess_ej FROM structure s WHERE s.cle = 'F' || ",
            $numero,
            ")))"
        )
    };
}

/// Open forms but those for a first contract, that no contract covers any more.
pub const ABANDONNES: &str =
    concat!("FROM formulaire f WHERE f.ouvert = 1 AND f.nature <> 'ADHESION' AND ", sans_contrat!("f.finess"));

/// The same of requests.
pub const DEMANDES_ABANDONNEES: &str = concat!("FROM demande d WHERE d.ouverte = 1 AND ", sans_contrat!("d.structure"));

#[async_trait]
impl FormulairesLus for Magasin {
    async fn formulaires_de(&self, auteur: &Auteur, limite: u32) -> Result<Vec<Formulaire>, PortError> {
        let mut selection = Selection::depuis("formulaire f");
        selection.texte("f.auteur = $", auteur.as_str());
        self.formulaires(selection, (RECENTS, limite)).await
    }

    async fn formulaires_pour(&self, niveaux: &[Perimetre], limite: u32) -> Result<Vec<Formulaire>, PortError> {
        let mut selection = Selection::depuis("formulaire f");
        selection.parmi(
            "(f.finess = $ OR f.finess IN (SELECT s.finess FROM structure s WHERE s.finess_ej = $ AND s.genre = 'EG'))",
            niveaux.iter().map(|niveau| niveau.finess().to_string()),
        );
        self.formulaires(selection, (RECENTS, limite)).await
    }

    async fn formulaires_envoyes(&self, tranche: Tranche<'_>) -> Result<(Vec<Formulaire>, u32), PortError> {
        let envoyes = || {
            let mut selection = Selection::depuis("formulaire f");
            selection.ou("f.stade = 'ENVOYE'");
            selection
        };
        let lignes = envoyes().lire(self, (COLONNES, ANCIENS), tranche).await?;
        let lus = lignes.iter().map(|ligne| lire(&Lue(ligne))).collect::<Result<_, _>>()?;
        Ok((lus, envoyes().compter(self).await?))
    }

    async fn formulaire_lu(&self, id: &FormulaireId) -> Result<Option<Formulaire>, PortError> {
        let mut selection = Selection::depuis("formulaire f");
        selection.texte("f.id = $", id.as_str());
        Ok(self.formulaires(selection, (RECENTS, 1)).await?.pop())
    }

    async fn attente_sans_contrat(&self, maintenant: Timestamp) -> Result<bool, PortError> {
        let sql = format!(
            "SELECT CAST(CASE WHEN EXISTS (SELECT 1 {ABANDONNES}) OR EXISTS (SELECT 1 {DEMANDES_ABANDONNEES}) \
             THEN 1 ELSE 0 END AS BIGINT) AS reste"
        );
        let ligne = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(maintenant.millis());
        let ligne = ligne.fetch_one(self.base.read()).await.map_err(moteur)?;
        Ok(ligne.try_get::<i64, _>("reste").map_err(moteur)? == 1)
    }

    async fn nombre_etablissements(&self, ej: &Finess) -> Result<u32, PortError> {
        let ligne = sqlx::query(
            "SELECT CAST(COUNT(*) AS BIGINT) AS nombre FROM structure WHERE finess_ej = $1 AND genre = 'EG'",
        )
        .bind(ej.as_str())
        .fetch_one(self.base.read())
        .await
        .map_err(moteur)?;
        let nombre: i64 = ligne.try_get("nombre").map_err(moteur)?;
        Ok(u32::try_from(nombre).unwrap_or(u32::MAX))
    }

    async fn secteur_lu(&self, structure: &CleStructure) -> Result<String, PortError> {
        self.secteur_de(structure).await
    }

    async fn sous_contrat(&self, finess: &Finess, ej: &Finess, maintenant: Timestamp) -> Result<bool, PortError> {
        let ligne = sqlx::query(
            "SELECT id FROM contrat WHERE finess IN ($1, $2) AND (debut IS NULL OR debut <= $3) \
             AND (fin IS NULL OR fin > $3) LIMIT 1",
        )
        .bind(finess.as_str())
        .bind(ej.as_str())
        .bind(maintenant.millis())
        .fetch_optional(self.base.read())
        .await
        .map_err(moteur)?;
        Ok(ligne.is_some())
    }
}

impl Magasin {
    async fn formulaires(
        &self,
        selection: Selection,
        (ordre, limite): (Ordre, u32),
    ) -> Result<Vec<Formulaire>, PortError> {
        let lignes = selection.lire(self, (COLONNES, ordre), Tranche { apres: None, limite }).await?;
        lignes.iter().map(|ligne| lire(&Lue(ligne))).collect()
    }
}

pub fn lire(ligne: &Lue) -> Result<Formulaire, PortError> {
    let version = ligne.entier("version")?;
    Ok(Formulaire {
        id: FormulaireId::from(ligne.texte("id")?),
        auteur: Auteur::from(ligne.texte("auteur")?),
        contenu: texte::lire("formulaire.contenu", &ligne.texte("contenu")?)?,
        etape: texte::lire("formulaire.etape", &ligne.texte("etape")?)?,
        version: u32::try_from(version).map_err(|cause| illisible("formulaire.version", cause))?,
        envoye_le: Timestamp::from_millis(ligne.entier("envoye_le")?),
    })
}
