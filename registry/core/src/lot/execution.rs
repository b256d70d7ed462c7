use std::sync::Arc;

use ambient::Seconds;
use sante::IdentifiantNational;

use crate::demande::{Attestations, DemandeError, Enregistree, Enregistrer};
use crate::doublon::{Verdict, juger};
use crate::exercice::{CleExercice, ExerciceProfessionnel};
use crate::guichet::Guichet;
use crate::idempotence::{ActeFait, Auteur, CleIdempotence};
use crate::identite::{Objection, Traits};
use crate::journal::{Acte, LotActe};
use crate::lot::jugement::en_place;
use crate::lot::{Bail, Contenu, Ecart, Etape, Issue, LigneDeLot, Lot, LotId, Lots, Qui, Regards};
use crate::numero::NumeroError;
use crate::personne::Personne;
use crate::port::PortError;
use crate::situation_acte::{Ajoutee, SituationError, Situations};
use crate::structure::CleStructure;

/// Registers the lines of confirmed files, one after the other, each whole or not at all. Taken up after a stop, no line is
/// done twice: each has a key of its own, and the registry knows what was done under it.
#[derive(Clone)]
pub struct Executer {
    guichet: Guichet,
    lots: Arc<dyn Lots>,
    regards: Arc<dyn Regards>,
    enregistrer: Enregistrer,
    situations: Situations,
}

/// What one step found to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pas {
    Rien,
    /// So many lines were done; there may be more.
    Lignes(usize),
}

/// Longer than any line takes: a node that dies loses its file to another after this.
const BAIL: Seconds = Seconds(30);
/// Lines of one step.
const PAQUET: u32 = 20;

/// The doors that a line goes through.
#[derive(Clone, Copy)]
enum Porte {
    Inscrire,
    Rattacher,
}

impl Executer {
    pub fn new(guichet: Guichet, lots: Arc<dyn Lots>, regards: Arc<dyn Regards>) -> Self {
        let (enregistrer, situations) = (Enregistrer::new(guichet.clone()), Situations::new(guichet.clone()));
        Self { guichet, lots, regards, enregistrer, situations }
    }

    /// Forgets files that are past their time, what came of acts, the lines of files among them, contact data that nobody may
    /// put back any more, and what was typed in proposals that nobody confirmed in time.
    pub async fn oublier(&self) -> Result<u64, PortError> {
        let maintenant = self.guichet.maintenant();
        self.guichet.registre.oublier_actes(maintenant.minus(ActeFait::RETENTION)).await?;
        self.guichet.registre.oublier_anciennes(maintenant).await?;
        let oublies = self.lots.oublier(maintenant.minus(Lot::APERCU), maintenant.minus(Lot::RETENTION)).await?;
        let mut chantier = self.guichet.registre.chantier().await?;
        chantier.perimer(maintenant).await?;
        chantier.valider().await?;
        Ok(oublies)
    }

    /// Before this process stops.
    pub async fn rendre(&self, noeud: &str) -> Result<(), PortError> {
        self.lots.rendre(noeud).await
    }

    /// A few lines of the oldest file that nobody else works on. `noeud` names this process as no other is named.
    ///
    /// # Errors
    /// When the registry is out of reach: the line waits, and the next step takes it up. A line that cannot be read is
    /// refused: it keeps nobody waiting.
    pub async fn avancer(&self, noeud: &str) -> Result<Pas, PortError> {
        let Some(lot) = self.lots.prendre(&self.bail(noeud)).await? else { return Ok(Pas::Rien) };
        let Etape::EnCours { attestations, .. } = &lot.etape else { return Ok(Pas::Rien) };
        let lignes = self.lots.a_faire(&lot.id, PAQUET).await?;
        if lignes.is_empty() {
            self.guichet.journal.consigner(Acte::Lot(LotActe::etape(&lot, "TERMINE"))).await?;
            self.lots.terminer(&lot.id, &self.bail(noeud)).await?;
            return Ok(Pas::Lignes(0));
        }
        let nombre = lignes.len();
        for ligne in lignes {
            let issue = self.faire((&lot, attestations), &ligne).await.or_else(illisible)?;
            if !self.lots.noter(&lot.id, (ligne.ligne, &issue), &self.bail(noeud)).await? {
                // another node took over
                break;
            }
        }
        Ok(Pas::Lignes(nombre))
    }

    fn bail(&self, noeud: &str) -> Bail {
        let maintenant = self.guichet.maintenant();
        Bail { noeud: noeud.to_owned(), maintenant, jusque: maintenant.plus(BAIL) }
    }

    async fn faire(&self, (lot, declarees): (&Lot, &Attestations), ligne: &LigneDeLot) -> Result<Issue, PortError> {
        let Some(contenu) = &ligne.contenu else {
            let phrase = "Cette ligne n’a pas été gardée. Envoyez-la dans un nouveau fichier.";
            return Ok(Issue::Refusee { ecarts: vec![Ecart::de_la_ligne("ligne_perdue", phrase)] });
        };
        if let Some(issue) = self.deja_faite(lot, (ligne.ligne, contenu)).await? {
            return Ok(issue);
        }
        let issue = match self.connue(contenu).await? {
            Some(personne) => self.rattacher((lot, declarees), ligne.ligne, (contenu, &personne)).await?,
            None => self.inscrire((lot, declarees), ligne.ligne, contenu).await?,
        };
        // refused because another node did it meanwhile: that is what came of it
        if matches!(issue, Issue::Refusee { .. } | Issue::EnPlace) {
            return Ok(self.deja_faite(lot, (ligne.ligne, contenu)).await?.unwrap_or(issue));
        }
        Ok(issue)
    }

    /// What came of the line when it was done before a stop.
    async fn deja_faite(&self, lot: &Lot, (ligne, contenu): (u32, &Contenu)) -> Result<Option<Issue>, PortError> {
        let auteur = Auteur::personne(&lot.agent);
        if let Some(fait) = self.regards.fait_sous(&auteur, &cle(&lot.id, ligne, Porte::Inscrire)?).await? {
            let faite: Enregistree = lire(&fait.reponse)?;
            return Ok(Some(Issue::de_la_vue(&faite.vue, faite.demande)));
        }
        if let Some(fait) = self.regards.fait_sous(&auteur, &cle(&lot.id, ligne, Porte::Rattacher)?).await? {
            lire::<Ajoutee>(&fait.reponse)?;
            let personne = self.connue(contenu).await?;
            return Ok(personne.map(|personne| Issue::Rattachee { personne }));
        }
        Ok(None)
    }

    /// Whose number it is: as the file says, or as the registry knows them now.
    async fn connue(&self, contenu: &Contenu) -> Result<Option<IdentifiantNational>, PortError> {
        let identite = match &contenu.qui {
            Qui::Connue { personne } => return Ok(Some(personne.clone())),
            Qui::Nouvelle { identite, .. } => identite,
        };
        let verifie = identite.verifier(&self.guichet.referentiel, self.guichet.aujourd_hui());
        let Ok(etat_civil) = verifie else { return Ok(None) };
        let noms = &contenu.situation.noms;
        let traits = Traits::de(&etat_civil, [(noms.nom.as_str(), noms.prenom.as_str())]);
        match juger(&traits, &self.regards.ressemblantes(&traits).await?) {
            Verdict::Exact(personne) => Ok(Some(personne)),
            Verdict::Proche(_) | Verdict::Aucun => Ok(None),
        }
    }

    async fn inscrire(
        &self,
        (lot, declarees): (&Lot, &Attestations),
        ligne: u32,
        contenu: &Contenu,
    ) -> Result<Issue, PortError> {
        let Some(nouvelle) = contenu.inscription(declarees) else {
            return Ok(refusee(&SituationError::PersonneInconnue.into()));
        };
        let cle = cle(&lot.id, ligne, Porte::Inscrire)?;
        match self.enregistrer.enregistrer(&lot.agent, &cle, nouvelle).await {
            Ok(faite) => Ok(Issue::de_la_vue(&faite.vue, faite.demande)),
            Err(cause) => refus(cause),
        }
    }

    async fn rattacher(
        &self,
        (lot, declarees): (&Lot, &Attestations),
        ligne: u32,
        (contenu, personne): (&Contenu, &IdentifiantNational),
    ) -> Result<Issue, PortError> {
        let cle = cle(&lot.id, ligne, Porte::Rattacher)?;
        let connu = self.exercice(personne).await?;
        let nouvelle = contenu.rattachement(personne, connu.as_ref(), declarees);
        match self.situations.ajouter(&lot.agent, &cle, nouvelle).await {
            Ok(_) => Ok(Issue::Rattachee { personne: personne.clone() }),
            Err(SituationError::RoleDejaTenu) if self.en_place(contenu, personne).await? => Ok(Issue::EnPlace),
            Err(cause) => refus(cause.into()),
        }
    }

    /// The one that a situation of the portal joins.
    async fn exercice(&self, personne: &IdentifiantNational) -> Result<Option<ExerciceProfessionnel>, PortError> {
        let fiche = self.guichet.registre.fiche(personne).await?;
        let Some(Personne::Professionnel(professionnel)) = fiche.map(|fiche| fiche.personne) else { return Ok(None) };
        let cle = CleExercice::de_role();
        Ok(professionnel.exercices.into_iter().find(|exercice| exercice.cle == cle))
    }

    async fn en_place(&self, contenu: &Contenu, personne: &IdentifiantNational) -> Result<bool, PortError> {
        let fiche = self.guichet.registre.fiche(personne).await?;
        Ok(fiche.is_some_and(|fiche| match &fiche.personne {
            Personne::Professionnel(professionnel) => {
                en_place(professionnel, &CleStructure::finess(&contenu.structure), &contenu.situation)
            }
            Personne::PorteurDeCarte(_) => false,
        }))
    }
}

/// Of the file and the line: taken up after a stop, the same act has the same key.
fn cle(lot: &LotId, ligne: u32, porte: Porte) -> Result<CleIdempotence, PortError> {
    let porte = match porte {
        Porte::Inscrire => 'i',
        Porte::Rattacher => 'r',
    };
    let texte = format!("lot-{lot}-{ligne}{porte}");
    let cause = "the key of a line has more than 64 characters".to_owned();
    CleIdempotence::lue(&texte).ok_or(PortError::Illisible { port: "lot", lieu: texte, cause })
}

fn lire<T: serde::de::DeserializeOwned>(reponse: &str) -> Result<T, PortError> {
    serde_json::from_str(reponse).map_err(|cause| PortError::Illisible {
        port: "lot",
        lieu: "acte_fait.reponse".to_owned(),
        cause: cause.to_string(),
    })
}

/// What is unreadable now is unreadable in a minute.
fn illisible(cause: PortError) -> Result<Issue, PortError> {
    match cause {
        PortError::HorsService { .. } => Err(cause),
        PortError::Illisible { .. } => {
            let phrase = "Le registre n’a pas pu traiter cette ligne. Cherchez la personne par son nom ; si elle n’y est \
                          pas, envoyez la ligne dans un nouveau fichier.";
            Ok(Issue::Refusee { ecarts: vec![Ecart::de_la_ligne("ligne_illisible", phrase)] })
        }
    }
}

/// A refusal is what came of the line; a registry out of reach is not.
fn refus(cause: DemandeError) -> Result<Issue, PortError> {
    match cause {
        DemandeError::Port(port @ PortError::HorsService { .. })
        | DemandeError::Numero(NumeroError::Port(port @ PortError::HorsService { .. }))
        | DemandeError::Situation(SituationError::Port(port @ PortError::HorsService { .. })) => Err(port),
        autre => Ok(refusee(&autre)),
    }
}

fn refusee(cause: &DemandeError) -> Issue {
    let objections: &[Objection] = cause.objections();
    let mut ecarts: Vec<Ecart> = objections.iter().map(Ecart::from).collect();
    if ecarts.is_empty() {
        ecarts.push(Ecart::de_la_ligne(cause.code(), cause.phrase()));
    }
    Issue::Refusee { ecarts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_each_file_has_a_key_of_its_own_for_each_door() {
        let (un, autre) = (LotId::from("x".repeat(43)), LotId::from("y".repeat(43)));
        let cles = [
            cle(&un, 2, Porte::Inscrire),
            cle(&un, 2, Porte::Rattacher),
            cle(&un, 5_000, Porte::Inscrire),
            cle(&autre, 2, Porte::Inscrire),
        ]
        .map(Result::unwrap);
        for (rang, cle) in cles.iter().enumerate() {
            assert!(!cles[..rang].contains(cle) && cle.as_str().len() <= 64);
        }
        assert!(cle(&LotId::from("x".repeat(60)), 2, Porte::Inscrire).is_err());
    }

    #[test]
    fn a_registry_out_of_reach_is_no_refusal() {
        let dehors = || PortError::HorsService { port: "registry store", cause: "gone".to_owned() };
        assert!(refus(DemandeError::Port(dehors())).is_err());
        assert!(refus(SituationError::Port(dehors()).into()).is_err());
        let Issue::Refusee { ecarts } = refus(DemandeError::DejaEnCours).unwrap() else { panic!("a refusal") };
        assert_eq!(ecarts[0].code, "demande_deja_en_cours");
    }
}
