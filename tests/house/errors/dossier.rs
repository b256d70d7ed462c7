use registry_core::avis::AnticipationError;
use registry_core::contact::{ContactError, CourrielRefuse, MobileRefuse};
use registry_core::proposition::PropositionError;
use registry_core::support::SupportError;
use sante::IdentifiantNational;

use super::Entry;
use super::registre::told;

/// Contact data, civil status, and what a second person confirms. What is shared with other tables stands there.
pub fn entries() -> Vec<Entry> {
    let mobiles = [MobileRefuse::Illisible, MobileRefuse::PasUnMobile];
    let courriels = [CourrielRefuse::Illisible, CourrielRefuse::MsSante];
    let mut entries: Vec<_> = mobiles.iter().map(|refus| told(refus.code(), refus.phrase())).collect();
    entries.extend(courriels.iter().map(|refus| told(refus.code(), refus.phrase())));
    entries.extend(contacts().iter().map(|error| told(error.code(), error.phrase())));
    entries.extend(propositions().iter().map(|error| told(error.code(), error.phrase())));
    entries.extend(supports().iter().map(|error| told(error.code(), error.phrase())));
    let attente = AnticipationError::RienAAttendre;
    entries.push(told(attente.code(), attente.phrase()));
    entries
}

fn contacts() -> [ContactError; 12] {
    [
        ContactError::Saisie(Vec::new()),
        ContactError::PreuvePerimee,
        ContactError::Inchangees,
        ContactError::ChangeesEntreTemps,
        ContactError::DejaActivee,
        ContactError::PasEncore,
        ContactError::Gelees,
        ContactError::PasGelees,
        ContactError::GelDejaDemande,
        ContactError::AutreStructure,
        ContactError::SansRencontre,
        ContactError::AutresCoordonnees,
    ]
}

fn propositions() -> [PropositionError; 6] {
    [
        PropositionError::Inconnue,
        PropositionError::DejaTranchee,
        PropositionError::Perimee,
        PropositionError::MemePersonne,
        PropositionError::Concernee,
        PropositionError::DejaProposee,
    ]
}

fn supports() -> [SupportError; 16] {
    let autre: IdentifiantNational = "899900000011".parse().expect("a number");
    [
        SupportError::Inchange,
        SupportError::TenuAilleurs,
        SupportError::ChangeEntreTemps,
        SupportError::FicheChangee,
        SupportError::DejaRetiree,
        SupportError::RienALever,
        SupportError::DejaGelees,
        SupportError::PasGelees,
        SupportError::SansAnciennes,
        SupportError::DemandeClose,
        SupportError::SansMotif,
        SupportError::Reserve,
        SupportError::Habilite,
        SupportError::SansCarte,
        SupportError::DejaInscrite(autre.clone()),
        SupportError::Ressemblances(vec![autre]),
    ]
}
