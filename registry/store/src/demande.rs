use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::CleStructure;
use registry_core::demande::{Demande, DemandeId, Demandes, FiltreDemandes, Flux, Quelles};
use registry_core::idempotence::Auteur;
use registry_core::lot::Regards as _;
use registry_core::page::Tranche;
use registry_core::port::PortError;
use sqlx::AnyConnection;

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;
use crate::selection::{Ordre, Selection};
use crate::texte;

/// The columns of one request, for every statement that reads some.
pub const COLONNES: &str = "d.id, d.flux, d.auteur, d.structure, d.dossier, d.etape, d.version, d.deposee_le";

const ANCIENNES: Ordre = Ordre::Anciennes("d.deposee_le", "d.id");
const RECENTES: Ordre = Ordre::Recentes("d.deposee_le", "d.id");

#[async_trait]
impl Demandes for Magasin {
    async fn demande_lue(&self, id: &DemandeId) -> Result<Option<Demande>, PortError> {
        let mut selection = Selection::depuis("demande d");
        selection.texte("d.id = $", id.as_str());
        Ok(self.demandes(selection, RECENTES, Tranche { apres: None, limite: 1 }).await?.pop())
    }

    async fn lister(
        &self,
        quelles: Quelles<'_>,
        filtre: &FiltreDemandes,
        tranche: Tranche<'_>,
    ) -> Result<Vec<Demande>, PortError> {
        let ordre = match quelles {
            Quelles::Ouvertes(_) => ANCIENNES,
            Quelles::Traitees(_) => RECENTES,
        };
        self.demandes(selection(quelles, filtre), ordre, tranche).await
    }

    async fn compter(&self, quelles: Quelles<'_>, filtre: &FiltreDemandes) -> Result<u32, PortError> {
        selection(quelles, filtre).compter(self).await
    }

    async fn demandes_de(&self, auteur: &Auteur, limite: u32) -> Result<Vec<Demande>, PortError> {
        let mut selection = Selection::depuis("demande d");
        selection.texte("d.auteur = $", auteur.as_str());
        self.demandes(selection, RECENTES, Tranche { apres: None, limite }).await
    }

    async fn secteur_du_lieu(&self, structure: &CleStructure) -> Result<String, PortError> {
        self.secteur_de(structure).await
    }
}

fn selection(quelles: Quelles<'_>, filtre: &FiltreDemandes) -> Selection {
    let mut selection = Selection::depuis("demande d");
    match quelles {
        Quelles::Ouvertes(etablissements) => {
            selection.ou("d.ouverte = 1");
            selection.un_de("d.structure", etablissements.iter().map(ToString::to_string));
        }
        Quelles::Traitees(agent) => selection.texte("(d.par = $ OR d.auteur = $)", agent.to_string()),
    }
    if let Some(etablissement) = &filtre.etablissement {
        selection.texte("d.structure = $", etablissement.as_str());
    }
    if let Some(stade) = filtre.stade {
        selection.texte("d.stade = $", stade.etape());
    }
    for mot in filtre.mots() {
        // folded: letters, digits and spaces, none of which LIKE takes for something else
        selection.texte("d.noms_plies LIKE $", format!("%{mot}%"));
    }
    selection
}

impl Magasin {
    async fn demandes(
        &self,
        selection: Selection,
        ordre: Ordre,
        tranche: Tranche<'_>,
    ) -> Result<Vec<Demande>, PortError> {
        let lignes = selection.lire(self, (COLONNES, ordre), tranche).await?;
        lignes.iter().map(|ligne| lire(&Lue(ligne))).collect()
    }
}

/// How many requests of a former release are taken up at once.
const REPRISES: i64 = 500;

/// Gives their folded names to requests of a former release; tells whether others are left.
pub async fn reprendre(connexion: &mut AnyConnection) -> Result<bool, PortError> {
    let sql = format!("SELECT {COLONNES} FROM demande d WHERE d.noms_plies = '' ORDER BY d.id LIMIT $1");
    let lignes =
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(REPRISES).fetch_all(&mut *connexion).await.map_err(moteur)?;
    for ligne in &lignes {
        let demande = lire(&Lue(ligne))?;
        sqlx::query("UPDATE demande SET noms_plies = $1 WHERE id = $2")
            .bind(demande.noms_plies())
            .bind(demande.id.to_string())
            .execute(&mut *connexion)
            .await
            .map_err(moteur)?;
    }
    Ok(!lignes.is_empty())
}

pub fn lire(ligne: &Lue) -> Result<Demande, PortError> {
    let flux = ligne.texte("flux")?;
    let version = ligne.entier("version")?;
    Ok(Demande {
        id: DemandeId::from(ligne.texte("id")?),
        flux: Flux::lu(&flux).ok_or_else(|| illisible("demande.flux", flux))?,
        auteur: Auteur::from(ligne.texte("auteur")?),
        structure: ligne.lu("structure")?,
        dossier: texte::lire("demande.dossier", &ligne.texte("dossier")?)?,
        etape: texte::lire("demande.etape", &ligne.texte("etape")?)?,
        version: u32::try_from(version).map_err(|cause| illisible("demande.version", cause))?,
        deposee_le: Timestamp::from_millis(ligne.entier("deposee_le")?),
    })
}
