//! Proposals as they rest: what would change is JSON, and only while it waits.

use ambient::Timestamp;
use async_trait::async_trait;
use database::list;
use registry_core::CleStructure;
use registry_core::port::PortError;
use registry_core::proposition::{Genre, Issue, Objet, Proposition, PropositionId, Propositions};
use sqlx::{Any, AssertSqlSafe};

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;
use crate::texte;

const CONTENU: &str = "proposition.contenu";

#[async_trait]
impl Propositions for Magasin {
    async fn ouvertes(
        &self,
        genre: Genre,
        structures: Option<&[CleStructure]>,
        maintenant: Timestamp,
    ) -> Result<Vec<Proposition>, PortError> {
        let noms: Vec<String> = structures.unwrap_or_default().iter().map(ToString::to_string).collect();
        let lieu = match structures {
            None => "structure IS NULL".to_owned(),
            Some([]) => return Ok(Vec::new()),
            Some(_) => format!("structure IN ({})", list(3, noms.len())),
        };
        let sql = format!(
            "SELECT * FROM proposition WHERE issue = 'OUVERTE' AND genre = $1 AND expire_le > $2 AND {lieu} \
             ORDER BY le, id"
        );
        let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql)).bind(genre.as_str()).bind(maintenant.millis());
        for nom in noms {
            demande = demande.bind(nom);
        }
        let lignes = demande.fetch_all(self.base.read()).await.map_err(moteur)?;
        lignes.iter().filter_map(|ligne| lire(&Lue(ligne)).map(Result::ok).transpose()).collect()
    }
}

pub fn ecrire(objet: &Objet) -> Result<String, PortError> {
    texte::ecrire(CONTENU, objet)
}

/// Of a closed one nothing is left but how it ended.
pub fn lire(ligne: &Lue) -> Result<Result<Proposition, Issue>, PortError> {
    let issue = ligne.texte("issue")?;
    let issue = Issue::lue(&issue).ok_or_else(|| illisible("proposition.issue", &issue))?;
    if issue != Issue::Ouverte {
        return Ok(Err(issue));
    }
    let instant = |colonne: &str| ligne.entier(colonne).map(Timestamp::from_millis);
    Ok(Ok(Proposition {
        id: PropositionId::from(ligne.texte("id")?),
        personne: ligne.lu("personne")?,
        structure: ligne.texte_ou_rien("structure")?.as_deref().map(CleStructure::from),
        objet: texte::lire(CONTENU, &ligne.texte("contenu")?)?,
        motif: ligne.texte("motif")?,
        par: ligne.lu("par")?,
        le: instant("le")?,
        expire_le: instant("expire_le")?,
    }))
}
