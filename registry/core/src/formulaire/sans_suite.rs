//! A contract that ends leaves nobody waiting: what was under way for its structures is closed, and whoever asked is told. A
//! request that stayed open would keep its author from asking elsewhere (ENR-08).

use super::{Adhesion, CauseSansSuite, EtapeFormulaire, Formulaire, FormulaireError, FormulairesLus, Objet};
use crate::avis::{Avis, Sujet as Concerne};
use crate::demande::{CauseRefus, Demande, Etape, Sujet};
use crate::guichet::{Guichet, structure};
use crate::idempotence::Auteur;
use crate::journal::Geste;
use crate::port::{Chantier, PortError};
use crate::structure::Structure;

/// In one transaction: other writers get their turn between two.
const PAQUET: u32 = 100;

/// Closes what no contract covers any more.
#[derive(Clone)]
pub struct SansSuite {
    adhesion: Adhesion,
}

impl SansSuite {
    pub fn new(guichet: Guichet, lus: std::sync::Arc<dyn FormulairesLus>) -> Self {
        Self { adhesion: Adhesion::new(guichet, lus) }
    }

    /// Two nodes that try at once close each once.
    pub async fn tour(&self) -> Result<(), FormulaireError> {
        let Adhesion { guichet, lus } = &self.adhesion;
        // a look waits for no writer
        while lus.attente_sans_contrat(guichet.maintenant()).await? {
            let mut chantier = guichet.registre.chantier().await?;
            let demandes = chantier.demandes_sans_contrat(guichet.maintenant(), PAQUET).await?;
            let formulaires = chantier.formulaires_sans_contrat(guichet.maintenant(), PAQUET).await?;
            if demandes.is_empty() && formulaires.is_empty() {
                return Ok(());
            }
            for demande in demandes {
                self.fermer(chantier.as_mut(), demande).await?;
            }
            for formulaire in formulaires {
                self.adhesion.abandon(chantier.as_mut(), formulaire).await?;
            }
            chantier.valider().await?;
        }
        Ok(())
    }

    async fn fermer(&self, chantier: &mut dyn Chantier, demande: Demande) -> Result<(), FormulaireError> {
        let guichet = &self.adhesion.guichet;
        if let Some(lieu) = structure(chantier, &demande.structure).await? {
            annoncer(guichet, chantier, &demande, &lieu).await?;
        }
        let etape = Etape::RefuseeParLeRegistre { cause: CauseRefus::ContratTermine, le: guichet.maintenant() };
        let (id, nom) = (demande.id.clone(), etape.nom());
        let version = demande.version;
        let Ok(attente) = demande.en_attente(version) else { return Ok(()) };
        chantier.ecrire_demande(&attente.passer(etape)).await?;
        let geste = Geste::Demande { auteur: Auteur::personne_nulle(), demande: id, etape: nom };
        Ok(guichet.consigner(geste).await?)
    }
}

/// The professional hears of it: they may ask elsewhere.
async fn annoncer(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    demande: &Demande,
    lieu: &Structure,
) -> Result<(), PortError> {
    let (prenom, courriel) = match &demande.dossier.sujet {
        Sujet::Nouvelle { etat_civil, correspondance, .. } => {
            (etat_civil.prenom().to_owned(), correspondance.courriel.clone())
        }
        Sujet::Connue(personne) => match chantier.connues(std::slice::from_ref(personne)).await?.pop() {
            Some(connue) => (
                connue.personne.etat_civil().prenom().to_owned(),
                connue.correspondance.and_then(|correspondance| correspondance.courriel),
            ),
            None => return Ok(()),
        },
        Sujet::Oubliee(_) => return Ok(()),
    };
    let motif = "Le contrat d’adhésion de cette structure a pris fin : personne ne peut plus y traiter votre demande. Vous pouvez en faire une autre.";
    let lieu_nomme = lieu.details.raison_sociale.clone();
    let avis = Avis::RefusDuRegistre { prenom, lieu: lieu_nomme, motif: motif.to_owned() };
    guichet.ecrire_a(chantier, Concerne::Demande(demande.id.to_string()), courriel, (lieu, avis)).await
}

impl Adhesion {
    /// Whether the contract under which it was filled in has ended. A first contract waits for none.
    pub(super) async fn abandonnee(
        &self,
        chantier: &mut dyn Chantier,
        formulaire: &Formulaire,
        lieu: &Structure,
    ) -> Result<bool, PortError> {
        if matches!(formulaire.contenu.objet, Objet::Adhesion { .. }) {
            return Ok(false);
        }
        let finess = formulaire.contenu.perimetre.finess().clone();
        let numeros: Vec<_> = std::iter::once(finess).chain(lieu.details.finess_ej.parse()).collect();
        let maintenant = self.guichet.maintenant();
        let contrats = chantier.contrats(&numeros).await?;
        Ok(!contrats.iter().any(|contrat| contrat.perimetre.couvre(lieu) && contrat.periode.contient(maintenant)))
    }

    pub(super) async fn abandonner(
        &self,
        mut chantier: Box<dyn Chantier>,
        formulaire: Formulaire,
    ) -> Result<(), FormulaireError> {
        self.abandon(chantier.as_mut(), formulaire).await?;
        Ok(chantier.valider().await?)
    }

    async fn abandon(&self, chantier: &mut dyn Chantier, formulaire: Formulaire) -> Result<(), FormulaireError> {
        let etape = EtapeFormulaire::SansSuite { le: self.guichet.maintenant(), cause: CauseSansSuite::ContratTermine };
        self.laisser(chantier, formulaire, etape).await
    }

    /// In the name of nobody.
    pub(super) async fn laisser(
        &self,
        chantier: &mut dyn Chantier,
        formulaire: Formulaire,
        etape: EtapeFormulaire,
    ) -> Result<(), FormulaireError> {
        if let Some(lieu) = structure(chantier, formulaire.contenu.perimetre.finess()).await? {
            self.annoncer(chantier, (&formulaire, &lieu), &etape).await?;
        }
        let apres = formulaire.a(etape);
        chantier.ecrire_formulaire(&apres).await?;
        let acte = crate::journal::AdhesionActe::etape(&Auteur::personne_nulle(), &apres);
        Ok(self.guichet.journal.consigner(crate::journal::Acte::Adhesion(acte)).await?)
    }
}
