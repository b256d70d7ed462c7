//! What may be done with a patient's record. Each act passes the checks of [`crate::acces`] in their order, and what came of it is
//! written down before anything is shown: the patient reads it, refusals included.

use std::path::Path;

use crate::Horloge;
use crate::acces::{self, Demandeur, Motif};
use crate::dates;
use crate::matrice::{Matrice, Role};
use crate::patients::{Comment, Document, Patient};
use crate::registre::{Auteur, Entree, Fait, Registre};

pub struct Dossiers {
    pub matrice: Matrice,
    pub patients: Vec<Patient>,
    registre: Registre,
    horloge: Horloge,
}

/// What the records start from.
pub struct Fonds {
    pub matrice: Matrice,
    pub patients: Vec<Patient>,
    pub horloge: Horloge,
}

/// Whether the patient agreed that this team reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accord {
    /// On a day as it is read, by whom, how.
    Donne {
        le: String,
        par: String,
        comment: Comment,
    },
    Retire {
        le: String,
    },
    Jamais,
}

/// What somebody sees of a record.
pub struct Vue<'d> {
    pub patient: &'d Patient,
    pub role: &'d Role,
    pub accord: Accord,
    pub ouverts: Vec<Document>,
    /// Their type and date are told, and nothing else.
    pub fermes: Vec<Document>,
}

#[derive(Debug, thiserror::Error)]
pub enum DossierRefus {
    #[error("no patient has this name")]
    Patient,
    #[error("this record has no such document")]
    Document,
    #[error("{0:?}")]
    Ferme(Motif),
    #[error("what happens cannot be written down, so nothing happens: {0}")]
    Registre(#[from] std::io::Error),
}

impl Dossiers {
    pub fn ouvrir(fonds: Fonds, faits: Option<&Path>) -> std::io::Result<Self> {
        let Fonds { matrice, patients, horloge } = fonds;
        Ok(Self { matrice, patients, registre: Registre::ouvrir(faits)?, horloge })
    }

    pub fn maintenant(&self) -> i64 {
        (self.horloge)()
    }

    pub fn patient(&self, id: &str) -> Result<&Patient, DossierRefus> {
        self.patients.iter().find(|patient| patient.id == id).ok_or(DossierRefus::Patient)
    }

    /// The line of the matrix that this person has, whatever the patient.
    pub fn role(&self, demandeur: &Demandeur) -> Result<&Role, Motif> {
        acces::entrer(demandeur, &self.matrice)
    }

    pub fn accord(&self, patient: &Patient) -> Accord {
        let dit = self.registre.du_patient(&patient.id).into_iter().find_map(|entree| match entree.fait {
            Fait::Accord { comment } => {
                Some(Accord::Donne { le: dates::instant(entree.quand), par: entree.auteur.nom, comment })
            }
            Fait::Retrait => Some(Accord::Retire { le: dates::instant(entree.quand) }),
            _ => None,
        });
        dit.unwrap_or_else(|| match &patient.accord {
            Some(initial) => {
                Accord::Donne { le: dates::jour(&initial.le), par: initial.par.clone(), comment: initial.comment }
            }
            None => Accord::Jamais,
        })
    }

    /// The list of documents, sorted by what this person may read.
    pub fn voir(&self, demandeur: &Demandeur, id: &str) -> Result<Vue<'_>, DossierRefus> {
        let (patient, role, accord) = self.entrer(demandeur, id)?;
        self.ecrire(patient, demandeur.auteur(&self.matrice), Fait::Ouverture)?;
        let ouvre = |document: &Document| self.matrice.ouvre(role, &document.genre);
        let (ouverts, fermes) = self.documents(patient).into_iter().partition(ouvre);
        Ok(Vue { patient, role, accord, ouverts, fermes })
    }

    /// One document.
    pub fn lire(&self, demandeur: &Demandeur, id: &str, document: &str) -> Result<(&Patient, Document), DossierRefus> {
        let (patient, role, _) = self.entrer(demandeur, id)?;
        let lu = self.documents(patient).into_iter().find(|un| un.id == document).ok_or(DossierRefus::Document)?;
        let ouvert = acces::type_ouvert(&self.matrice, role, &lu.genre);
        self.ou_ecrire_le_refus(patient, demandeur, ouvert)?;
        let fait = Fait::Lecture { document: lu.id.clone(), genre: lu.genre.clone() };
        self.ecrire(patient, demandeur.auteur(&self.matrice), fait)?;
        Ok((patient, lu))
    }

    /// Records the consent that a professional was given, in the room.
    pub fn recueillir(&self, demandeur: &Demandeur, id: &str, comment: Comment) -> Result<(), DossierRefus> {
        let patient = self.patient(id)?;
        let role = acces::entrer(demandeur, &self.matrice).map(drop);
        self.ou_ecrire_le_refus(patient, demandeur, role)?;
        self.ecrire(patient, demandeur.auteur(&self.matrice), Fait::Accord { comment })
    }

    /// The patient gives or takes back.
    pub fn decider(&self, id: &str, donne: bool) -> Result<(), DossierRefus> {
        let patient = self.patient(id)?;
        let auteur = Auteur {
            identifiant: String::new(),
            nom: patient.nom.clone(),
            comme: "patient".to_owned(),
            lieu: String::new(),
        };
        let fait = if donne { Fait::Accord { comment: Comment::EspacePatient } } else { Fait::Retrait };
        self.ecrire(patient, auteur, fait)
    }

    /// A machine adds a document: feeding reads nothing, and needs no consent to reading.
    pub fn alimenter(&self, auteur: Auteur, id: &str, document: Document) -> Result<(), DossierRefus> {
        self.ecrire(self.patient(id)?, auteur, Fait::Alimentation { document })
    }

    /// A machine that would read is refused, and the patient reads that it tried.
    pub fn refuser_machine(&self, auteur: Auteur, id: &str) -> Result<Motif, DossierRefus> {
        let motif = Motif::LectureParCertificat;
        self.ecrire(self.patient(id)?, auteur, Fait::Refus { motif: motif.clone() })?;
        Ok(motif)
    }

    pub fn journal(&self, patient: &Patient) -> Vec<Entree> {
        self.registre.du_patient(&patient.id)
    }

    /// Those of before, then what was fed, the latest first.
    pub fn documents(&self, patient: &Patient) -> Vec<Document> {
        let ajoutes = self.registre.du_patient(&patient.id).into_iter().filter_map(|entree| match entree.fait {
            Fait::Alimentation { document } => Some(document),
            _ => None,
        });
        let mut tous: Vec<_> = ajoutes.chain(patient.documents.iter().cloned()).collect();
        tous.sort_by(|un, autre| autre.date.cmp(&un.date));
        tous
    }

    fn entrer(&self, demandeur: &Demandeur, id: &str) -> Result<(&Patient, &Role, Accord), DossierRefus> {
        let patient = self.patient(id)?;
        let role = self.ou_ecrire_le_refus(patient, demandeur, acces::entrer(demandeur, &self.matrice))?;
        let accord = self.accord(patient);
        let donne = matches!(accord, Accord::Donne { .. });
        self.ou_ecrire_le_refus(patient, demandeur, acces::avec_accord(donne))?;
        Ok((patient, role, accord))
    }

    fn ou_ecrire_le_refus<T>(
        &self,
        patient: &Patient,
        demandeur: &Demandeur,
        controle: Result<T, Motif>,
    ) -> Result<T, DossierRefus> {
        match controle {
            Ok(vu) => Ok(vu),
            Err(motif) => {
                self.ecrire(patient, demandeur.auteur(&self.matrice), Fait::Refus { motif: motif.clone() })?;
                Err(DossierRefus::Ferme(motif))
            }
        }
    }

    fn ecrire(&self, patient: &Patient, auteur: Auteur, fait: Fait) -> Result<(), DossierRefus> {
        Ok(self.registre.ecrire(Entree { quand: self.maintenant(), patient: patient.id.clone(), auteur, fait })?)
    }
}

impl Accord {
    pub const fn donne(&self) -> bool {
        matches!(self, Self::Donne { .. })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::patients;

    fn dossiers() -> Dossiers {
        let matrice = Matrice::lire(None).expect("the first version");
        let fonds = Fonds { matrice, patients: patients::inventes(), horloge: Arc::new(|| 1_795_410_300) };
        Dossiers::ouvrir(fonds, None).expect("in memory")
    }

    fn lucie() -> Demandeur {
        let (identifiant, nom) = ("899900000110".to_owned(), "Lucie FICTIF-GARNIER".to_owned());
        Demandeur {
            identifiant,
            nom,
            role: "GENR11".to_owned(),
            professions: vec!["313".to_owned()],
            lieu: String::new(),
        }
    }

    fn faits(dossiers: &Dossiers, id: &str) -> Vec<Fait> {
        dossiers.journal(dossiers.patient(id).expect("a patient")).into_iter().map(|entree| entree.fait).collect()
    }

    // requirement: NOT-07
    #[test]
    fn every_access_is_written_down_for_the_patient_and_refusals_too() {
        let dossiers = dossiers();
        let vue = dossiers.voir(&lucie(), "P-0012").expect("consent is there");
        assert!(vue.ouverts.iter().any(|un| un.id == "D-101") && vue.fermes.iter().any(|un| un.id == "D-105"));
        dossiers.lire(&lucie(), "P-0012", "D-101").expect("a type of the role");
        let ferme = dossiers.lire(&lucie(), "P-0012", "D-105").err();
        let type_ferme = Motif::TypeFerme("cr-biologie".to_owned());
        assert!(matches!(ferme, Some(DossierRefus::Ferme(motif)) if motif == type_ferme));
        let attendus = [
            Fait::Refus { motif: type_ferme },
            Fait::Lecture { document: "D-101".to_owned(), genre: "pps".to_owned() },
            Fait::Ouverture,
        ];
        assert_eq!(faits(&dossiers, "P-0012"), attendus);
    }

    // requirement: USE-04
    #[test]
    fn nothing_is_read_before_a_recorded_consent_nor_after_its_withdrawal() {
        let dossiers = dossiers();
        let sans = |vu: Result<Vue<'_>, DossierRefus>| matches!(vu, Err(DossierRefus::Ferme(Motif::SansAccord)));
        assert!(sans(dossiers.voir(&lucie(), "P-0015")));
        dossiers.recueillir(&lucie(), "P-0015", Comment::Oral).expect("a role of the matrix");
        assert!(dossiers.voir(&lucie(), "P-0015").expect("now").accord.donne());
        dossiers.decider("P-0015", false).expect("the patient decides");
        assert!(sans(dossiers.voir(&lucie(), "P-0015")));
        dossiers.decider("P-0012", false).expect("what was recorded before, too");
        assert!(sans(dossiers.voir(&lucie(), "P-0012")));
    }

    #[test]
    fn a_role_that_reads_nothing_records_no_consent() {
        let dossiers = dossiers();
        let medecin = Demandeur { role: "GENR01".to_owned(), ..lucie() };
        assert!(dossiers.recueillir(&medecin, "P-0015", Comment::Oral).is_err());
        assert!(!dossiers.accord(dossiers.patient("P-0015").expect("a patient")).donne());
    }

    // requirement: CRT-02 CRT-03
    #[test]
    fn what_a_machine_fed_is_read_by_the_role_it_is_open_to_and_the_machine_reads_nothing() {
        let dossiers = dossiers();
        let machine = || Auteur {
            identifiant: "1690990015".to_owned(),
            nom: "ASSOCIATION".to_owned(),
            comme: "logiciel".to_owned(),
            lieu: String::new(),
        };
        let texte = vec!["Prendre à 8 h".to_owned()];
        let document = Document {
            id: "D-901".to_owned(),
            genre: "presc-inf".to_owned(),
            titre: None,
            auteur: "Dr H".to_owned(),
            date: "2026-11-22".to_owned(),
            texte,
            du_patient: false,
        };
        dossiers.alimenter(machine(), "P-0012", document).expect("fed");
        assert_eq!(dossiers.lire(&lucie(), "P-0012", "D-901").expect("open").1.texte, ["Prendre à 8 h"]);
        assert_eq!(dossiers.refuser_machine(machine(), "P-0012").expect("told"), Motif::LectureParCertificat);
        assert!(matches!(faits(&dossiers, "P-0012")[0], Fait::Refus { motif: Motif::LectureParCertificat }));
    }
}
