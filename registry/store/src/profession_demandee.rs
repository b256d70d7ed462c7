use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::page::Tranche;
use registry_core::port::PortError;
use registry_core::profession_demandee::{
    Ensemble, FiltreProfessions, Portee, ProfessionDemandee, ProfessionDemandeeId, ProfessionsDemandees,
};

use crate::erreur::illisible;
use crate::fiche::Lue;
use crate::magasin::Magasin;
use crate::selection::{Ordre, Selection};
use crate::texte;

const TABLE: &str = "profession_demandee";

#[async_trait]
impl ProfessionsDemandees for Magasin {
    async fn lister_professions(
        &self,
        portee: Portee<'_>,
        filtre: &FiltreProfessions,
        tranche: Tranche<'_>,
    ) -> Result<Vec<ProfessionDemandee>, PortError> {
        let ordre = match filtre.anciennes_d_abord() {
            true => Ordre::Anciennes("le", "id"),
            false => Ordre::Recentes("le", "id"),
        };
        let lignes = selection(portee, filtre).lire(self, ("*", ordre), tranche).await?;
        lignes.iter().map(|ligne| lire(&Lue(ligne))).collect()
    }

    async fn compter_professions(&self, portee: Portee<'_>, filtre: &FiltreProfessions) -> Result<u32, PortError> {
        selection(portee, filtre).compter(self).await
    }

    async fn profession_lue(&self, id: &ProfessionDemandeeId) -> Result<Option<ProfessionDemandee>, PortError> {
        let mut selection = Selection::depuis(TABLE);
        selection.texte("id = $", id.as_str());
        let une = Tranche { apres: None, limite: 1 };
        let lignes = selection.lire(self, ("*", Ordre::Recentes("le", "id")), une).await?;
        lignes.first().map(|ligne| lire(&Lue(ligne))).transpose()
    }
}

fn selection(portee: Portee<'_>, filtre: &FiltreProfessions) -> Selection {
    let mut selection = Selection::depuis(TABLE);
    match portee {
        Portee::Structures(structures) => selection.un_de("structure", structures.iter().map(ToString::to_string)),
        Portee::Regions(prefixes) => {
            selection.parmi("structure LIKE $", prefixes.iter().map(|prefixe| format!("{prefixe}%")));
            selection.ou("reunie_a IS NULL");
        }
        Portee::Toutes => selection.ou("reunie_a IS NULL"),
    }
    if let Some(etablissement) = &filtre.etablissement {
        selection.texte("structure = $", etablissement.as_str());
    }
    if let Some(stade) = filtre.stade {
        selection.texte("stade = $", stade.nom());
    }
    selection
}

pub fn lire(ligne: &Lue) -> Result<ProfessionDemandee, PortError> {
    let nombre = |colonne: &str| u32::try_from(ligne.entier(colonne)?).map_err(|cause| illisible(TABLE, cause));
    Ok(ProfessionDemandee {
        id: ProfessionDemandeeId::from(ligne.texte("id")?),
        libelle: ligne.texte("libelle")?,
        volume: nombre("volume")?,
        usages: ligne.texte("usages")?,
        structure: ligne.lu("structure")?,
        par: ligne.lu("par")?,
        le: Timestamp::from_millis(ligne.entier("le")?),
        ensemble: Ensemble { demandes: nombre("demandes")?, personnes: nombre("personnes")? },
        reunie_a: ligne.texte_ou_rien("reunie_a")?.map(ProfessionDemandeeId::from),
        avis: texte::lire("profession_demandee.avis", &ligne.texte("avis")?)?,
        etape: texte::lire("profession_demandee.etape", &ligne.texte("etape")?)?,
        version: nombre("version")?,
    })
}
