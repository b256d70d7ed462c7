use std::time::{Duration, Instant};

use carte_cps::Conseil;
use igc::{Defaut, TypeCle};

use crate::ici::{MAINTENANT, directrice, ici, medecin};

const fn attendu(defaut: Defaut) -> (&'static str, Conseil) {
    use Conseil::{AppelerLeSupport, ChangerDeCarte, ChoisirLeBonCertificat, RenouvelerLaCarte};
    match defaut {
        Defaut::Expiree => ("CARTE_EXPIREE", RenouvelerLaCarte),
        Defaut::PasEncoreValable => ("CARTE_PAS_ENCORE_VALABLE", AppelerLeSupport),
        Defaut::Revoquee => ("CARTE_REVOQUEE", RenouvelerLaCarte),
        Defaut::Signature | Defaut::UsageServeur | Defaut::SansUsage => {
            ("CARTE_MAUVAIS_CERTIFICAT", ChoisirLeBonCertificat)
        }
        Defaut::EmetteurInconnu
        | Defaut::AutoSignee
        | Defaut::EmetteurOrganisations
        | Defaut::EmetteurServeurs
        | Defaut::FeuilleAutorite => ("CARTE_EMETTEUR_INCONNU", ChoisirLeBonCertificat),
        Defaut::DeuxCn
        | Defaut::CnIsole
        | Defaut::CnNul
        | Defaut::CnSosie
        | Defaut::NomDemesure
        | Defaut::NomsSansNombre => ("CARTE_IDENTITE_ILLISIBLE", AppelerLeSupport),
        Defaut::DeService => ("CARTE_DE_SERVICE", ChangerDeCarte),
        Defaut::FamilleIncoherente => ("CARTE_FAMILLE_INCOHERENTE", AppelerLeSupport),
        Defaut::DeProduction => ("CARTE_DE_PRODUCTION", ChangerDeCarte),
        Defaut::Logicielle => ("CARTE_LOGICIELLE", ChoisirLeBonCertificat),
        Defaut::ExtensionCritique | Defaut::SerieGeante | Defaut::SerieNegative | Defaut::ExtensionDouble => {
            ("CARTE_ILLISIBLE", AppelerLeSupport)
        }
        Defaut::AutrePolitique => ("CARTE_POLITIQUE_INCONNUE", AppelerLeSupport),
    }
}

// requirement: X01 X04 X05 X12
#[test]
fn every_defect_has_its_refusal() {
    let ici = ici();
    for defaut in Defaut::ALL {
        for demande in [medecin(), directrice()] {
            let carte = ici.igc.carte(&demande.avec_defaut(defaut)).unwrap();
            let judge = ici.igc.autorite_cartes(MAINTENANT).unwrap();
            let began = Instant::now();
            let refus = judge.verifier(&carte.chaine, MAINTENANT).unwrap_err();
            assert!(began.elapsed() < Duration::from_secs(1), "{defaut:?} took {:?}", began.elapsed());
            assert_eq!((refus.code(), refus.conseil()), attendu(defaut), "{defaut:?}: {refus}");
        }
    }
}

#[test]
fn a_defect_does_not_hide_behind_an_rsa_key() {
    let ici = ici();
    let demande = medecin().avec_cle(TypeCle::Rsa2048).avec_defaut(Defaut::AutoSignee);
    assert_eq!(ici.juger(&ici.igc.carte(&demande).unwrap()).unwrap_err().code(), "CARTE_EMETTEUR_INCONNU");
}
