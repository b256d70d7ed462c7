use ambient::Timestamp;
use annuaire::Fait;

use super::extrait::Extrait;
use super::ligne::LigneFiness;
use super::{Deplacement, Faute, FinessImportError, RaisonFaute, RapportFiness};
use crate::guichet::Guichet;
use crate::import::Fichier;
use crate::journal::Acte;
use crate::port::{Chantier, Ecritures, PortError};
use crate::structure::{CleStructure, GenreStructure, Structure};

/// Structures compared in one statement.
const PAQUET: usize = 500;

/// Takes an extract of FINESS in.
#[derive(Clone)]
pub struct ImportFiness {
    guichet: Guichet,
}

/// What one packet of rows does.
#[derive(Default)]
struct Passage {
    structures: Vec<Structure>,
    /// Known before, and told otherwise now.
    changees: Vec<CleStructure>,
    faits: Vec<(CleStructure, super::Faits)>,
    secteurs: Vec<(CleStructure, String)>,
}

impl ImportFiness {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    /// One transaction: all of it, or nothing. With `accepter`, rows that cannot be read are left out, and the structures that they
    /// speak of stay as they are.
    pub async fn importer(&self, fichier: &dyn Fichier, accepter: bool) -> Result<RapportFiness, FinessImportError> {
        let Extrait { empreinte, lignes, mut rapport } = Extrait::lire(fichier)?;
        if rapport.fautes > 0 && !accepter {
            return Err(FinessImportError::Lignes(Box::new(rapport)));
        }
        let journal = &self.guichet.journal;
        journal.consigner(Acte::ImportCommence { empreinte: empreinte.clone(), lignes: rapport.lignes }).await?;
        let maintenant = self.guichet.maintenant();
        let mut chantier = self.guichet.registre.chantier().await?;
        let (mut ecritures, mut evenements) = (0, 0);
        for paquet in lignes.chunks(PAQUET) {
            let passage = comparer(chantier.as_mut(), paquet, &mut rapport).await?;
            let (ecrites, dites) = ecrire(chantier.as_mut(), passage, maintenant).await?;
            ecritures += ecrites;
            evenements += dites;
        }
        // what the registry knows otherwise is found out while comparing: nothing was committed
        if rapport.fautes > 0 && !accepter {
            return Err(FinessImportError::Lignes(Box::new(rapport)));
        }
        chantier.valider().await?;
        journal.consigner(Acte::ImportTermine { empreinte, ecritures, evenements }).await?;
        Ok(rapport)
    }
}

async fn comparer(
    chantier: &mut dyn Chantier,
    lignes: &[LigneFiness],
    rapport: &mut RapportFiness,
) -> Result<Passage, PortError> {
    let siennes = lignes.iter().map(|ligne| ligne.structure.cle.clone());
    let entites = lignes.iter().map(|ligne| CleStructure::finess(&ligne.entite));
    let mut cles: Vec<CleStructure> = siennes.chain(entites).collect();
    cles.sort();
    cles.dedup();
    let mut connues = chantier.structures(&cles).await?;
    let faits = chantier.faits_finess(&cles).await?;
    let mut passage = Passage::default();
    for ligne in lignes {
        let cle = ligne.structure.cle.clone();
        let autre_genre = connues.get(&cle).is_some_and(|connue| connue.genre != ligne.structure.genre)
            || connues
                .get(&CleStructure::finess(&ligne.entite))
                .is_some_and(|entite| entite.genre != GenreStructure::EntiteJuridique);
        if autre_genre {
            rapport.signaler(faute(ligne));
            continue;
        }
        let apres = connues.get(&cle).map_or_else(|| ligne.structure.clone(), |connue| ligne.sur(connue));
        let dits = faits.get(&cle) == Some(&ligne.faits);
        match connues.get(&cle) {
            None => rapport.nouvelles += 1,
            Some(connue) if *connue == apres && dits => rapport.inchangees += 1,
            Some(connue) => {
                rapport.modifiees += 1;
                rapport.deplacements.extend(deplacement(connue, &apres, ligne));
                if *connue != apres {
                    passage.changees.push(cle.clone());
                }
            }
        }
        passage.entite(ligne, &mut connues);
        if connues.get(&cle) != Some(&apres) {
            passage.structures.push(apres.clone());
            connues.insert(cle.clone(), apres);
        }
        if !dits {
            passage.faits.push((cle.clone(), ligne.faits.clone()));
        }
        if !ligne.secteur.is_empty() {
            passage.secteurs.push((cle, ligne.secteur.clone()));
        }
    }
    Ok(passage)
}

impl Passage {
    /// An establishment names a legal entity that nobody has described yet: it is known by its number.
    fn entite(&mut self, ligne: &LigneFiness, connues: &mut std::collections::HashMap<CleStructure, Structure>) {
        let entite = Structure::entite_juridique(&ligne.entite);
        if ligne.structure.genre == GenreStructure::EntiteGeographique && !connues.contains_key(&entite.cle) {
            connues.insert(entite.cle.clone(), entite.clone());
            self.structures.push(entite);
        }
    }
}

fn faute(ligne: &LigneFiness) -> Faute {
    let titre = match ligne.structure.genre {
        GenreStructure::EntiteGeographique => super::titres::ETABLISSEMENT,
        _ => super::titres::ENTITE,
    };
    let valeur = ligne.structure.details.finess.clone();
    Faute { ligne: ligne.numero, titre, valeur, raison: RaisonFaute::AutreGenre }
}

fn deplacement(connue: &Structure, apres: &Structure, ligne: &LigneFiness) -> Option<Deplacement> {
    let (avant, vers) = (&connue.details.finess_ej, &apres.details.finess_ej);
    let etablissement = ligne.structure.details.finess.parse().ok()?;
    (avant != vers).then(|| Deplacement { etablissement, avant: avant.clone(), apres: vers.clone() })
}

/// Whoever works at a place that changed is told of: the provider reads them anew. How many rows, how many events.
async fn ecrire(chantier: &mut dyn Chantier, passage: Passage, maintenant: Timestamp) -> Result<(u64, u64), PortError> {
    let mut concernees = Vec::new();
    for cle in &passage.changees {
        concernees.extend(chantier.rattaches(cle, maintenant).await?);
    }
    concernees.sort_by_key(ToString::to_string);
    concernees.dedup();
    let evenements: Vec<_> = concernees.into_iter().map(|une| (une, Fait::PersonneModifiee)).collect();
    let nombre = (passage.structures.len() + passage.faits.len()) as u64;
    let dites = evenements.len() as u64;
    let ecritures = Ecritures { structures: passage.structures, evenements, ..Ecritures::default() };
    chantier.ecrire(&ecritures, maintenant).await?;
    chantier.ecrire_faits_finess(&passage.faits, maintenant).await?;
    for (cle, secteur) in &passage.secteurs {
        chantier.ecrire_secteur(cle, secteur).await?;
    }
    Ok((nombre, dites))
}
