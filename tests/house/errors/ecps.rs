use idp_core::annuaire::AnnuaireError;
use idp_core::ecps::{DemandeError, DemandeEtat, EcpsError};
use mobile_device::{Faiblesse, Injoignable, Refus};
use mobile_sim_web::TelephonesError;

use super::connexion::port;
use super::{Entry, PERSON};

pub fn entries() -> Vec<Entry> {
    let word = |error: &EcpsError| match serde_json::to_value(error.code()) {
        Ok(serde_json::Value::String(word)) => word,
        other => panic!("{error:?} has no word: {other:?}"),
    };
    let mut entries: Vec<_> = device_api()
        .iter()
        .map(|error| Entry {
            code: word(error),
            sentence: error.phrase().to_owned(),
            remedy: error.remede().to_owned(),
        })
        .collect();
    entries.extend(demands().iter().map(|error| Entry {
        code: error.code().to_owned(),
        sentence: error.phrase().to_owned(),
        remedy: error.remede().to_owned(),
    }));
    entries.extend(phone().into_iter().map(TelephonesError::Refus).chain(simulator()).map(|refus| Entry {
        code: refus.code(),
        sentence: refus.phrase(),
        remedy: PERSON.to_owned(),
    }));
    entries
}

fn device_api() -> Vec<EcpsError> {
    vec![
        EcpsError::IdentifiantIllisible,
        EcpsError::TropDActivations,
        EcpsError::CodesInexacts { restants: 2 },
        EcpsError::ActivationClose,
        EcpsError::ActivationExpiree,
        EcpsError::CodeCartePerime,
        EcpsError::TicketPerime,
        EcpsError::TropDEvaluations,
        EcpsError::TelephoneDejaUtilise,
        EcpsError::AttestationRefusee(""),
        EcpsError::MessageIllisible(String::new()),
        EcpsError::SignatureRefusee(""),
        EcpsError::Verrouillee,
        EcpsError::Remplacee,
        EcpsError::Revoquee,
        EcpsError::Expiree,
        EcpsError::DemandeClose,
        EcpsError::AffichageDifferent,
        EcpsError::NombreInexact { restants: 2 },
        EcpsError::NombreEpuise,
        EcpsError::LieuAbsent,
        EcpsError::Annuaire(AnnuaireError::HorsService(String::new())),
    ]
}

fn demands() -> [DemandeError; 6] {
    [
        DemandeError::IdentifiantIllisible,
        DemandeError::TropDeDemandes,
        DemandeError::PasApprouvee(DemandeEtat::EnAttente),
        DemandeError::DejaPrise,
        DemandeError::TelephoneRetire,
        DemandeError::Port(port()),
    ]
}

fn phone() -> Vec<Refus> {
    vec![
        Refus::Etape,
        Refus::DejaActif,
        Refus::CodeFaible(Faiblesse::Suite),
        Refus::CodeInexact { restants: 2 },
        Refus::Verrouille,
        Refus::AucuneDemande,
        Refus::LieuAbsent,
        Refus::PasUnCode,
        Refus::SimChangee,
        Refus::Injoignable(Injoignable(String::new())),
        Refus::CleSubstituee,
        Refus::Illisible(String::new()),
    ]
}

/// What only the simulator of phones can meet.
fn simulator() -> Vec<TelephonesError> {
    let cause = std::io::Error::other("full");
    let file = mobile_sim_web::MagasinError::Fichier { chemin: "t1.json".into(), cause };
    vec![TelephonesError::Inconnu, TelephonesError::Nom, TelephonesError::Complet, TelephonesError::Magasin(file)]
}
