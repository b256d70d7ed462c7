use ambient::Seconds;
use registry_core::annuaire::Raison as Eligibilite;
use registry_core::certificat::{CertificatError, DemandeRefusee};
use registry_core::demande::DemandeError;
use registry_core::espace::EspaceError;
use registry_core::finess::FinessImportError;
use registry_core::formulaire::FormulaireError;
use registry_core::habilitation::{HabilitationError, HorsPerimetre};
use registry_core::idempotence::CleReutilisee;
use registry_core::import::{EnteteError, ImportError, Raison, Rapport};
use registry_core::port::PortError;
use registry_core::profession_demandee::ProfessionError;
use registry_core::recherche::RechercheError;
use registry_core::situation_acte::SituationError;
use registry_core::{DeclarationError, LectureError};
use registry_web::{Droit, RefusHttp};

use super::Entry;

pub fn entries() -> Vec<Entry> {
    let mut entries: Vec<_> = http().iter().map(|refus| told(refus.code(), &refus.phrase())).collect();
    entries.extend(
        [DeclarationError::MauvaisIdentifiant, DeclarationError::AutreStructure, DeclarationError::DejaConnu]
            .iter()
            .map(|error| told(error.code(), error.phrase())),
    );
    entries.extend(portail());
    entries.extend(imports().iter().map(|error| told(error.code(), &error.to_string())));
    entries.extend(extraits().iter().map(|error| told(error.code(), &error.to_string())));
    entries.extend(rows().iter().map(|raison| Entry {
        code: raison.code().to_owned(),
        sentence: format!("… {raison}"),
        remedy: raison.remede().to_owned(),
    }));
    entries
}

/// What people are told at the portal: rights, requests, situations.
fn portail() -> Vec<Entry> {
    let mut entries: Vec<_> = [
        HorsPerimetre::SansHabilitation,
        HorsPerimetre::SansContrat,
        HorsPerimetre::HorsDuPerimetre,
        HorsPerimetre::DesignationReservee,
        HorsPerimetre::AdministrationReservee,
    ]
    .iter()
    .map(|error| told(error.code(), error.phrase()))
    .collect();
    entries.extend(CertificatError::catalogue().iter().map(|error| told(error.code(), error.phrase())));
    entries
        .extend(registry_core::carte::CarteError::catalogue().iter().map(|error| told(error.code(), error.phrase())));
    entries.extend(DemandeRefusee::catalogue().iter().map(|refus| told(refus.code(), refus.phrase())));
    entries.extend(designations().iter().map(|error| told(error.code(), error.phrase())));
    entries.extend(situations().iter().map(|error| told(error.code(), error.phrase())));
    entries.extend(demandes().iter().map(|error| told(error.code(), error.phrase())));
    entries.extend(recherches().iter().map(|error| told(error.code(), error.phrase())));
    entries.extend(professions().iter().map(|error| told(error.code(), error.phrase())));
    entries.extend(formulaires().iter().map(|error| told(error.code(), error.phrase())));
    entries.push(told(EspaceError::SansDossier.code(), EspaceError::SansDossier.phrase()));
    entries.extend(Eligibilite::TOUTES.iter().map(|raison| told(raison.code(), raison.phrase())));
    entries.push(told(CleReutilisee::CODE, CleReutilisee::PHRASE));
    entries
}

fn designations() -> Vec<HabilitationError> {
    vec![
        HabilitationError::StructureInconnue,
        HabilitationError::PersonnePhysique,
        HabilitationError::PersonneInconnue,
        HabilitationError::AutreOrganisme,
        HabilitationError::CarteDAilleurs,
        HabilitationError::RepresentantSansCarte,
        HabilitationError::SansFormation,
        HabilitationError::CertificatsAEntiteJuridique,
        HabilitationError::SoiMeme,
        HabilitationError::DejaHabilitee,
        HabilitationError::Inconnue,
        HabilitationError::PlusieursEtablissements,
        HabilitationError::DejaSousContrat,
        HabilitationError::EtablissementSousContrat,
        HabilitationError::JourPasse,
        HabilitationError::DatesInversees,
    ]
}

fn formulaires() -> Vec<FormulaireError> {
    vec![
        FormulaireError::Saisie(Vec::new()),
        FormulaireError::StructureInconnue,
        FormulaireError::SansContrat,
        FormulaireError::DejaSousContrat,
        FormulaireError::DejaRepresentant,
        FormulaireError::DejaPorteur,
        FormulaireError::DejaEnvoye,
        FormulaireError::AutreEtape,
        FormulaireError::Inconnu,
        FormulaireError::SoiMeme,
        FormulaireError::HorsSupport,
    ]
}

/// Extracts of FINESS, as the operator reads them.
fn extraits() -> Vec<FinessImportError> {
    vec![
        FinessImportError::Fichier(std::io::Error::other("…")),
        FinessImportError::Vide,
        FinessImportError::TropGros(200),
        FinessImportError::Encodage(3),
        FinessImportError::Colonnes(vec!["categetab"]),
        FinessImportError::EnDouble("rs".to_owned()),
        FinessImportError::Lignes(Box::default()),
    ]
}

fn situations() -> Vec<SituationError> {
    vec![
        SituationError::Saisie(Vec::new()),
        SituationError::EntiteJuridique,
        SituationError::RoleDejaTenu,
        SituationError::PersonneInconnue,
        SituationError::DemandeEnCours,
        SituationError::Inconnue,
        SituationError::AutreAutorite,
        SituationError::DejaTerminee,
        SituationError::AvantLeDebut,
        SituationError::HorsActivite,
        SituationError::Changee,
    ]
}

fn demandes() -> Vec<DemandeError> {
    vec![
        DemandeError::StructureFermee,
        DemandeError::DejaEnCours,
        DemandeError::Inconnue,
        DemandeError::DejaTraitee,
        DemandeError::Changee,
        DemandeError::AutreCandidat,
        DemandeError::AutreObjet,
        DemandeError::SituationChangee,
        DemandeError::SaPropreDemande,
        DemandeError::CommentaireLong,
    ]
}

fn recherches() -> [RechercheError; 3] {
    [RechercheError::TropCourte, RechercheError::Numero, RechercheError::TropDeQuestions(Seconds(60))]
}

fn professions() -> [ProfessionError; 10] {
    [
        ProfessionError::Inconnue,
        ProfessionError::AutreEtape,
        ProfessionError::HorsRegion,
        ProfessionError::GradesReserve,
        ProfessionError::AgentHabilite,
        ProfessionError::AgentSansCarte,
        ProfessionError::AuGrades,
        ProfessionError::SansAvis,
        ProfessionError::SaPropreProfession,
        ProfessionError::ReunionImpossible,
    ]
}

/// The last sentence tells what to do.
pub fn told(code: &str, text: &str) -> Entry {
    let (_, remedy) = text.trim_end_matches('.').split_once(". ").unwrap_or_default();
    Entry { code: code.to_owned(), sentence: text.to_owned(), remedy: remedy.to_owned() }
}

fn out() -> PortError {
    PortError::HorsService { port: "the store", cause: "CAUSE".to_owned() }
}

fn http() -> Vec<RefusHttp> {
    vec![
        RefusHttp::SansCle,
        RefusHttp::CleInconnue,
        RefusHttp::SansDroit(Droit::Lecture),
        RefusHttp::IdentifiantMalForme,
        RefusHttp::DemandeMalFormee,
        RefusHttp::CheminInconnu,
        RefusHttp::Lecture(LectureError::Inconnue),
        RefusHttp::Lecture(LectureError::Desactivee),
        RefusHttp::Lecture(LectureError::Port(out())),
    ]
}

fn imports() -> Vec<ImportError> {
    vec![
        ImportError::Fichier(std::io::Error::other("CAUSE")),
        ImportError::Entete(EnteteError::Vide),
        ImportError::Entete(EnteteError::Illisible),
        ImportError::Entete(EnteteError::Manque("COLONNE")),
        ImportError::Entete(EnteteError::Inconnue { place: 9, intitule: "COLONNE".to_owned() }),
        ImportError::Entete(EnteteError::EnDouble("COLONNE")),
        ImportError::TropDeChangements { touchees: 500, base: 2000, seuil: 20, rapport: Box::new(Rapport::default()) },
    ]
}

fn rows() -> Vec<Raison> {
    let premiere = 2;
    vec![
        Raison::PasUtf8,
        Raison::CaractereDeControle,
        Raison::NombreDeChamps { attendus: 57, lus: 12 },
        Raison::Obligatoire,
        Raison::IdentifiantMalForme,
        Raison::IdentifiantIncoherent,
        Raison::DateMalFormee,
        Raison::DateFuture,
        Raison::FinessMalForme,
        Raison::SirenMalForme,
        Raison::SiretMalForme,
        Raison::CommuneMalFormee,
        Raison::PaysMalForme,
        Raison::GenreMalForme,
        Raison::AutreIdentifiantMalForme,
        Raison::EntiteJuridique,
        Raison::SecondRole { premiere },
        Raison::SituationContredite { premiere },
        Raison::CleFausse,
        Raison::TelephoneIllisible,
        Raison::CourrielIllisible,
        Raison::EnDouble { premiere },
        Raison::PersonneContredite { premiere },
        Raison::StructureContredite,
        Raison::TenueParLePortail,
        Raison::ContactTenu,
        Raison::DesactiveeAuPortail,
        Raison::TermineeAuPortail,
        Raison::SituationsGardees,
        Raison::GardeeParLePortail,
    ]
}
