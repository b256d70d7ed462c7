//! People read back: one statement joins what stands in four tables, so that what is read was true at one moment. The few whom
//! the support ever took out of service need another one.

use std::collections::HashMap;

use ambient::Timestamp;
use database::list;
use registry_core::port::{Fiche, PortError};
use registry_core::{
    CleExercice, CleStructure, DateNaissance, Desactivation, EtatCivil, ExerciceProfessionnel, Fin, GenreStructure,
    Personne, PorteurDeCarte, Professionnel, SituationExercice, Source, Structure,
};
use sante::{IdentifiantNational, SituationId};
use sqlx::any::AnyRow;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Row as _};

use crate::erreur::{illisible, moteur};
use crate::tables::PORTEUR;
use crate::{retrait, texte};

const COLONNES: &str = "p.identifiant, p.genre AS p_genre, p.source AS p_source, p.nom AS p_nom, p.prenoms, \
    p.civilite AS p_civilite, p.sexe, p.naissance, p.commune_naissance, p.pays_naissance, p.lieu_naissance, \
    p.autres_identifiants, p.structure AS p_structure, p.desactivee_le, p.desactivee_par, p.retiree, \
    e.profession, e.categorie, e.civilite AS e_civilite, e.nom AS e_nom, e.prenom AS e_prenom, e.noms_par, e.savoir_faire, \
    e.retire_le, s.id, s.source AS s_source, s.mode, s.secteur, s.section_pharmacien, s.role, s.genre_activite, \
    s.autorite, s.structure AS s_structure, s.debut, s.fin, s.terminee_par, \
    st.cle, st.genre AS st_genre, st.details";

const JOINTURE: &str = "FROM personne p \
    LEFT JOIN exercice e ON e.personne = p.identifiant \
    LEFT JOIN situation s ON s.personne = e.personne AND s.profession = e.profession AND s.categorie = e.categorie \
    LEFT JOIN structure st ON st.cle = COALESCE(s.structure, p.structure)";

/// Those of `identifiants` that exist, in no particular order.
pub async fn lire(connexion: &mut AnyConnection, identifiants: &[String]) -> Result<Vec<Fiche>, PortError> {
    let marques = list(1, identifiants.len());
    let sql = format!(
        "SELECT {COLONNES} {JOINTURE} WHERE p.identifiant IN ({marques}) ORDER BY p.identifiant, e.rang, s.rang, s.id"
    );
    let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql));
    for identifiant in identifiants {
        demande = demande.bind(identifiant);
    }
    let (mut fiches, mut retirees): (Vec<Fiche>, Vec<String>) = (Vec::new(), Vec::new());
    for ligne in demande.fetch_all(&mut *connexion).await.map_err(moteur)? {
        let (lue, connues) = (Lue(&ligne), fiches.len());
        ajouter(&mut fiches, &lue)?;
        if fiches.len() > connues && lue.entier("retiree")? == 1 {
            retirees.push(lue.texte("identifiant")?);
        }
    }
    retrait::completer(connexion, &mut fiches, &retirees).await?;
    Ok(fiches)
}

/// Rows of one person follow one another, rows of one exercise too.
fn ajouter(fiches: &mut Vec<Fiche>, ligne: &Lue) -> Result<(), PortError> {
    let identifiant: IdentifiantNational = ligne.lu("identifiant")?;
    if fiches.last().is_none_or(|fiche| *fiche.personne.identifiant() != identifiant) {
        fiches.push(Fiche { personne: ligne.personne(identifiant)?, structures: HashMap::new() });
    }
    let Some(fiche) = fiches.last_mut() else { return Ok(()) };
    if let Some(structure) = ligne.structure()? {
        fiche.structures.insert(structure.cle.clone(), structure);
    }
    let Personne::Professionnel(professionnel) = &mut fiche.personne else { return Ok(()) };
    let Some(cle) = ligne.cle_exercice()? else { return Ok(()) };
    if professionnel.exercices.last().is_none_or(|exercice| exercice.cle != cle) {
        professionnel.exercices.push(ligne.exercice(cle)?);
    }
    if let (Some(exercice), Some(situation)) = (professionnel.exercices.last_mut(), ligne.situation()?) {
        exercice.situations.push(situation);
    }
    Ok(())
}

/// A row, read column by column into types.
pub struct Lue<'a>(pub &'a AnyRow);

impl Lue<'_> {
    pub fn texte(&self, colonne: &str) -> Result<String, PortError> {
        self.0.try_get(colonne).map_err(moteur)
    }

    pub fn texte_ou_rien(&self, colonne: &str) -> Result<Option<String>, PortError> {
        self.0.try_get(colonne).map_err(moteur)
    }

    pub fn entier(&self, colonne: &str) -> Result<i64, PortError> {
        self.0.try_get(colonne).map_err(moteur)
    }

    pub fn instant(&self, colonne: &str) -> Result<Option<Timestamp>, PortError> {
        let millis: Option<i64> = self.0.try_get(colonne).map_err(moteur)?;
        Ok(millis.map(Timestamp::from_millis))
    }

    pub fn octets(&self, colonne: &str) -> Result<Vec<u8>, PortError> {
        self.0.try_get(colonne).map_err(moteur)
    }

    pub fn octets_ou_rien(&self, colonne: &str) -> Result<Option<Vec<u8>>, PortError> {
        self.0.try_get(colonne).map_err(moteur)
    }

    /// A text that has a type of its own.
    pub fn lu<T: std::str::FromStr<Err: ToString>>(&self, colonne: &str) -> Result<T, PortError> {
        self.texte(colonne)?.parse().map_err(|cause: T::Err| illisible(colonne, cause))
    }

    fn source(&self, colonne: &str) -> Result<Option<Source>, PortError> {
        let texte = self.texte_ou_rien(colonne)?;
        texte.map(|texte| texte.parse().map_err(|cause| illisible(colonne, cause))).transpose()
    }

    fn personne(&self, identifiant: IdentifiantNational) -> Result<Personne, PortError> {
        let source = self.lu("p_source")?;
        let etat_civil = self.etat_civil("p_nom", "p_civilite")?;
        let desactivation = self
            .instant("desactivee_le")?
            .zip(self.source("desactivee_par")?)
            .map(|(depuis, par)| Desactivation { depuis, par });
        if self.texte("p_genre")? == PORTEUR {
            let structure = CleStructure::from(self.texte("p_structure")?.as_str());
            let retraits = Vec::new();
            let porteur = PorteurDeCarte { identifiant, source, etat_civil, desactivation, retraits, structure };
            return Ok(Personne::PorteurDeCarte(porteur));
        }
        let autres_identifiants = texte::lire("autres_identifiants", &self.texte("autres_identifiants")?)?;
        let exercices = Vec::new();
        Ok(Personne::Professionnel(Professionnel {
            identifiant,
            source,
            etat_civil,
            autres_identifiants,
            desactivation,
            retraits: Vec::new(),
            exercices,
        }))
    }

    /// `nom` and `civilite`: what these columns are called where others have the same names.
    pub fn etat_civil(&self, nom: &str, civilite: &str) -> Result<EtatCivil, PortError> {
        let naissance = self.texte_ou_rien("naissance")?;
        let naissance = naissance
            .map(|jour| DateNaissance::gardee(&jour).map_err(|cause| illisible("naissance", cause)))
            .transpose()?;
        Ok(EtatCivil {
            nom: self.texte(nom)?,
            prenoms: texte::lire("prenoms", &self.texte("prenoms")?)?,
            code_civilite: self.texte(civilite)?,
            code_sexe: self.texte("sexe")?,
            naissance: naissance.flatten(),
            commune_naissance: self.texte("commune_naissance")?,
            pays_naissance: self.texte("pays_naissance")?,
            lieu_naissance: self.texte("lieu_naissance")?,
        })
    }

    fn cle_exercice(&self) -> Result<Option<CleExercice>, PortError> {
        let cle = self.texte_ou_rien("profession")?.zip(self.texte_ou_rien("categorie")?);
        Ok(cle.map(|(code_profession, code_categorie)| CleExercice { code_profession, code_categorie }))
    }

    fn exercice(&self, cle: CleExercice) -> Result<ExerciceProfessionnel, PortError> {
        Ok(ExerciceProfessionnel {
            cle,
            code_civilite: self.texte("e_civilite")?,
            nom: self.texte("e_nom")?,
            prenom: self.texte("e_prenom")?,
            noms_par: self.lu("noms_par")?,
            savoir_faire: texte::lire("savoir_faire", &self.texte("savoir_faire")?)?,
            retire_le: self.instant("retire_le")?,
            situations: Vec::new(),
        })
    }

    fn situation(&self) -> Result<Option<SituationExercice>, PortError> {
        let Some(id) = self.texte_ou_rien("id")? else { return Ok(None) };
        let fin = self.instant("fin")?.zip(self.source("terminee_par")?).map(|(le, par)| Fin { le, par });
        Ok(Some(SituationExercice {
            id: SituationId::from(id),
            source: self.lu("s_source")?,
            code_mode: self.texte("mode")?,
            code_secteur: self.texte("secteur")?,
            code_section_pharmacien: self.texte("section_pharmacien")?,
            code_role: self.texte("role")?,
            code_genre: self.texte("genre_activite")?,
            autorite: self.texte("autorite")?,
            structure: self.texte_ou_rien("s_structure")?.map(|cle| CleStructure::from(cle.as_str())),
            debut: self.instant("debut")?,
            fin,
        }))
    }

    /// The columns `cle`, `st_genre` and `details`.
    pub fn structure(&self) -> Result<Option<Structure>, PortError> {
        let Some(cle) = self.texte_ou_rien("cle")? else { return Ok(None) };
        let genre = self.texte("st_genre")?;
        let genre = GenreStructure::lu(&genre).ok_or_else(|| illisible("structure.genre", genre))?;
        let details = texte::lire("structure.details", &self.texte("details")?)?;
        Ok(Some(Structure { cle: CleStructure::from(cle.as_str()), genre, details }))
    }
}
