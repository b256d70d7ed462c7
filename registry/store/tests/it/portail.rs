//! An operator with two establishments at the portal: a director, two gestionnaires, and the forms that they fill.

use std::sync::Arc;

use jiff::civil::{Date, date};
use registry_core::NouveauPorteur;
use registry_core::demande::{
    Attestations, Consultation, ContactSaisi, Demandeur, Deposer, Enregistrer, NouvelleDemande, NouvelleInscription,
    PieceIdentite, Traiter,
};
use registry_core::guichet::Guichet;
use registry_core::habilitation::{
    Contrats, Designation, HabilitationId, NouveauContrat, NouvelleDesignation, Perimetre, Titre,
};
use registry_core::idempotence::CleIdempotence;
use registry_core::identite::{Certification, EtatCivilSaisi};
use registry_core::journal::{Acte, Geste};
use registry_core::nomenclature::Referentiel;
use registry_core::numero::Plage;
use registry_core::situation_acte::{Noms, SituationDemandee, Situations};
use sante::{Finess, IdentifiantNational};

use crate::banc::{Banc, PREMIER, id};
use crate::courrier::pris;
use crate::extraction::Extraction;
use crate::porteur::directrice;

pub const EJ: &str = "690990015";
pub const EHPAD: &str = "690990114";
pub const IME: &str = "690990122";
pub const MAS: &str = "380990135";
pub const DIRECTRICE: &str = "3690990015/CPED0001";
pub const GESTIONNAIRE: &str = "3690990015/CPE00002";
pub const COLLEGUE: &str = "3690990015/CPE00003";
pub const SUPPORT: [&str; 2] = ["3690990015/SUPPORT01", "3690990015/SUPPORT02"];
const PORTEURS: [(&str, &str, &str); 5] = [
    (DIRECTRICE, "FICTIF-ROUVIER", "Claire"),
    (GESTIONNAIRE, "FICTIF-ROCHE", "Malik"),
    (COLLEGUE, "FICTIF-LACROIX", "Nadia"),
    (SUPPORT[0], "FICTIF-AUBERT", "Inès"),
    (SUPPORT[1], "FICTIF-BRUNET", "Tom"),
];

pub fn finess(numero: &str) -> Finess {
    numero.parse().unwrap()
}

/// A key of its own for each word.
pub fn cle(mot: &str) -> CleIdempotence {
    CleIdempotence::lue(&format!("{mot:-<16}")).unwrap()
}

impl Banc {
    pub fn guichet(&self) -> Guichet {
        Guichet {
            ambient: self.ambient.clone(),
            registre: self.registre(),
            journal: self.carnet.clone(),
            referentiel: Referentiel::embarque(),
            plage: Plage::BAC_A_SABLE,
        }
    }

    pub fn contrats(&self) -> Contrats {
        Contrats::new(self.guichet())
    }

    pub fn designation(&self) -> Designation {
        Designation::new(self.guichet())
    }

    pub fn situations(&self) -> Situations {
        Situations::new(self.guichet())
    }

    pub fn deposer(&self) -> Deposer {
        Deposer::new(self.guichet())
    }

    pub fn enregistrer(&self) -> Enregistrer {
        Enregistrer::new(self.guichet())
    }

    pub fn traiter(&self) -> Traiter {
        Traiter::new(self.guichet())
    }

    pub fn consultation(&self) -> Consultation {
        Consultation::new(self.guichet(), Arc::new(self.magasin.clone()))
    }

    /// The people of the example, a contract at the legal entity, and one gestionnaire on all of it.
    pub async fn portail(&self) -> HabilitationId {
        self.portail_sous_contrat_jusqu_au(None).await
    }

    pub async fn portail_sous_contrat_jusqu_au(&self, jusque: Option<Date>) -> HabilitationId {
        self.importer(&Extraction::exemple().texte(), PREMIER).await;
        for (identifiant, nom, prenom) in PORTEURS {
            self.declarer(identifiant, nom, prenom).await;
        }
        let contrat = NouveauContrat { jusque, ..contrat(Perimetre::EntiteJuridique(finess(EJ))) };
        self.contrats().signer(contrat).await.unwrap();
        let nommee = self.nommer(GESTIONNAIRE, Perimetre::EntiteJuridique(finess(EJ))).await;
        // who was named heard of it: what is told from now on is the test's
        self.distribuer(pris()).await;
        nommee
    }

    /// A card that the operator has given.
    pub async fn declarer(&self, identifiant: &str, nom: &str, prenom: &str) {
        let (nom, prenom) = (nom.to_owned(), prenom.to_owned());
        let porteur = NouveauPorteur { identifiant: id(identifiant), nom, prenom, ..directrice() };
        self.declaration().declarer_porteur(porteur).await.unwrap();
    }

    /// Another operator signs, whose director has the card that it gave (CON-12).
    pub async fn contracter(&self, ej: &str) -> IdentifiantNational {
        let directeur = id(&format!("3{ej}/CDE00099"));
        let mut porteur = NouveauPorteur { identifiant: directeur.clone(), ..directrice() };
        (porteur.structure.finess, porteur.structure.finess_ej) = (ej.to_owned(), ej.to_owned());
        self.declaration().declarer_porteur(porteur).await.unwrap();
        let perimetre = Perimetre::EntiteJuridique(finess(ej));
        let contrat = NouveauContrat { representant: directeur.clone(), ..contrat(perimetre) };
        self.contrats().signer(contrat).await.unwrap();
        directeur
    }

    pub async fn nommer(&self, personne: &str, perimetre: Perimetre) -> HabilitationId {
        let cle = cle(&format!("nommer-{}", personne.len() + self.carnet.actes.lock().unwrap().len()));
        self.designation().designer(&id(DIRECTRICE), &cle, designation(personne, perimetre)).await.unwrap()
    }

    pub async fn mandater(&self, personne: &str, perimetre: Perimetre) {
        let mandat = NouvelleDesignation { titre: Titre::Mandataire, ..designation(personne, perimetre) };
        self.designation().designer(&id(DIRECTRICE), &cle("mandater"), mandat).await.unwrap();
    }

    /// What the journal was told of acts at the portal.
    pub fn gestes(&self) -> Vec<Geste> {
        let actes = self.carnet.actes.lock().unwrap();
        let gestes = actes.iter().filter_map(|acte| match acte {
            Acte::Portail(geste) => Some(geste.clone()),
            _ => None,
        });
        gestes.collect()
    }

    pub async fn nombre_personnes(&self) -> usize {
        self.photographie().await.iter().filter(|ligne| ligne.starts_with("personne ")).count()
    }
}

pub fn contrat(perimetre: Perimetre) -> NouveauContrat {
    NouveauContrat {
        operateur: "ans-contrats".to_owned(),
        perimetre,
        representant: id(DIRECTRICE),
        depuis: date(2027, 1, 1),
        jusque: None,
        etablissements: Vec::new(),
    }
}

pub fn designation(personne: &str, perimetre: Perimetre) -> NouvelleDesignation {
    NouvelleDesignation {
        personne: id(personne),
        titre: Titre::Gestionnaire,
        perimetre,
        depuis: date(2027, 1, 1),
        jusque: None,
        formation_suivie: true,
    }
}

/// 313 and GENR11, from the first of February on.
pub fn situation() -> SituationDemandee {
    SituationDemandee {
        noms: Noms { code_civilite: String::new(), nom: "FICTIF-LUCE".to_owned(), prenom: "Lucie".to_owned() },
        profession: "313".to_owned(),
        role: "GENR11".to_owned(),
        debut: date(2027, 2, 1),
        fin: None,
    }
}

pub fn identite() -> EtatCivilSaisi {
    EtatCivilSaisi {
        nom: "Fictif-Luce".to_owned(),
        prenoms: vec!["Lucie".to_owned(), "Zoé".to_owned()],
        code_civilite: "MME".to_owned(),
        code_sexe: "F".to_owned(),
        naissance: "12/05/1990".to_owned(),
        commune_naissance: "93066".to_owned(),
        pays_naissance: "99100".to_owned(),
        lieu_naissance: String::new(),
    }
}

/// Noé of the example, whom the registry knows.
pub fn identite_de_noe() -> EtatCivilSaisi {
    EtatCivilSaisi {
        nom: "FICTIF-DURIEUX".to_owned(),
        prenoms: vec!["Noé".to_owned()],
        code_civilite: "M".to_owned(),
        code_sexe: "M".to_owned(),
        naissance: "21/11/1975".to_owned(),
        commune_naissance: "97411".to_owned(),
        ..identite()
    }
}

pub fn contact() -> ContactSaisi {
    ContactSaisi { mobile: "06 39 98 00 90".to_owned(), courriel: "lucie@exemple.test".to_owned() }
}

pub fn attestations() -> Attestations {
    Attestations {
        face_a_face: true,
        piece: Some(PieceIdentite::Passeport),
        conditions_acceptees: true,
        diplomes_verifies: true,
        besoin_verifie: true,
    }
}

pub fn inscription() -> NouvelleInscription {
    NouvelleInscription {
        structure: finess(EHPAD),
        identite: identite(),
        contact: contact(),
        situation: situation(),
        attestations: attestations(),
    }
}

pub fn demande(sujet: &str, identite: EtatCivilSaisi) -> NouvelleDemande {
    let identite = Box::new(identite);
    NouvelleDemande {
        demandeur: Demandeur::FranceConnect {
            sujet: sujet.to_owned(),
            identite,
            certification: Certification::FranceConnect,
            contact: contact(),
        },
        structure: finess(EHPAD),
        situation: situation(),
    }
}

pub fn agent() -> IdentifiantNational {
    id(GESTIONNAIRE)
}
