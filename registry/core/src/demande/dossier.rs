use annuaire::Correspondance;
use jiff::civil::Date;
use sante::{Finess, IdentifiantNational};
use serde::{Deserialize, Serialize};

use crate::demande::{DemandeError, MiseAJour};
use crate::idempotence::empreinte;
use crate::identite::{Certification, Objection, Traits};
use crate::nomenclature::{Avertissement, Referentiel};
use crate::personne::EtatCivil;
use crate::situation_acte::{Lieu, Noms, SituationDemandee};

/// Who started it (ENR-01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flux {
    /// A: the professional asks, a gestionnaire decides.
    Professionnel,
    /// B: the gestionnaire does all.
    Gestionnaire,
}

/// Whom it is about, and what is asked for (COL-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    pub sujet: Sujet,
    #[serde(flatten)]
    pub objet: Objet,
}

/// What is asked for, stored under a name of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Objet {
    /// A place of work, the first one or one more (ENR-09).
    #[serde(rename = "situation")]
    Ouverture(SituationDemandee),
    /// A change of one that the person holds (SIT-14).
    #[serde(rename = "mise_a_jour")]
    MiseAJour(Box<MiseAJour>),
}

/// The same in a word, for lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    Ouverture,
    Modification,
    Transfert,
    Fin,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sujet {
    /// Somebody without a number.
    Nouvelle {
        etat_civil: EtatCivil,
        correspondance: Correspondance,
        /// `None`: a former release stored it ([`Flux::certification`]).
        #[serde(default)]
        certification: Option<Certification>,
    },
    /// Somebody with a number, who asks for one more activity (ENR-09), or who got one.
    Connue(IdentifiantNational),
    /// Decided without a number: civil status and contact data served the decision, and are forgotten (COL-15). What is left is
    /// the digest by which requests of one person are told from those of others.
    Oubliee(String),
}

impl Dossier {
    /// # Errors
    /// [`DemandeError::AutreObjet`]: something else is asked for.
    pub fn ouverture(&self) -> Result<&SituationDemandee, DemandeError> {
        match &self.objet {
            Objet::Ouverture(situation) => Ok(situation),
            Objet::MiseAJour(_) => Err(DemandeError::AutreObjet),
        }
    }
}

impl Objet {
    pub fn nature(&self) -> Nature {
        match self {
            Self::Ouverture(_) => Nature::Ouverture,
            Self::MiseAJour(mise_a_jour) => mise_a_jour.voulue.nature(),
        }
    }

    /// Exercise names as they stand where the person is known, then the profession and the role that are asked for.
    pub fn resume(&self) -> (&Noms, &str, &str) {
        match self {
            Self::Ouverture(situation) => (&situation.noms, &situation.profession, &situation.role),
            Self::MiseAJour(mise_a_jour) => mise_a_jour.resume(),
        }
    }

    /// The establishment where the person would work, when another one decides.
    pub fn ailleurs(&self) -> Option<&Finess> {
        match self {
            Self::MiseAJour(mise_a_jour) => mise_a_jour.voulue.ailleurs(),
            Self::Ouverture(_) => None,
        }
    }

    /// By the lists of codes alone: what does not hold, or what should be thought about (ELI-06).
    pub fn verifier(
        &self,
        referentiel: &Referentiel,
        lieu: &Lieu,
        le: Date,
    ) -> Result<Vec<Avertissement>, Vec<Objection>> {
        match self {
            Self::Ouverture(situation) => situation.verifier(referentiel, lieu, le),
            Self::MiseAJour(mise_a_jour) => mise_a_jour.verifier(referentiel, lieu, le),
        }
    }
}

impl Flux {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Professionnel => "PROFESSIONNEL",
            Self::Gestionnaire => "GESTIONNAIRE",
        }
    }

    /// Who vouches for a new person's civil status. Former releases did not say, and took new people's own requests from
    /// FranceConnect alone, at its lowest level.
    pub fn certification(self, dite: Option<Certification>) -> Certification {
        dite.unwrap_or(match self {
            Self::Professionnel => Certification::FranceConnect,
            Self::Gestionnaire => Certification::Demandee,
        })
    }

    pub fn lu(texte: &str) -> Option<Self> {
        [Self::Professionnel, Self::Gestionnaire].into_iter().find(|flux| flux.as_str() == texte)
    }
}

impl Sujet {
    /// The same for one person whoever writes them down: a second request while one is open is recognised by it (ENR-08,
    /// ENR-17). A digest, since it is only compared.
    pub fn cle(&self) -> String {
        match self {
            Self::Connue(identifiant) => identifiant.to_string(),
            Self::Oubliee(cle) => cle.clone(),
            Self::Nouvelle { etat_civil, .. } => {
                format!("ec:{}", empreinte(Traits::de(etat_civil, []).ligne().as_bytes()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demande::Voulue;
    use crate::situation_acte::Modification;

    #[test]
    fn what_a_former_release_stored_is_read_and_each_object_has_its_own_name() {
        let ancien = r#"{"sujet":{"Connue":"899900000011"},"situation":{"noms":{"code_civilite":"","nom":"FICTIF","prenom":"Alba"},
            "profession":"313","role":"GENR11","debut":"2027-02-01","fin":null}}"#;
        let dossier: Dossier = serde_json::from_str(ancien).unwrap();
        assert_eq!(dossier.ouverture().unwrap().role, "GENR11");
        let SituationDemandee { noms, profession, role, .. } = dossier.ouverture().unwrap().clone();
        let avant = Modification { noms, profession, role, debut: None, fin: None };
        let voulue = Voulue::Fin { dernier_jour: Date::constant(2027, 3, 28), motif: String::new() };
        let mise_a_jour = MiseAJour { situation: "s".into(), avant, voulue };
        let dossier = Dossier { objet: Objet::MiseAJour(Box::new(mise_a_jour)), ..dossier };
        let texte = serde_json::to_string(&dossier).unwrap();
        assert!(
            texte.contains(r#""mise_a_jour":{"situation":"s""#) && texte.contains(r#""dernier_jour":"2027-03-28""#)
        );
        assert_eq!(serde_json::from_str::<Dossier>(&texte).unwrap(), dossier);
        assert_eq!(dossier.ouverture().unwrap_err().code(), "decision_d_un_autre_objet");
    }

    // requirement: IDN-05
    #[test]
    fn who_vouches_in_a_request_of_a_former_release_is_told_by_who_started_it() {
        let ancien = r#"{"Nouvelle":{"etat_civil":{"nom":"FICTIF","prenoms":["Alba"],"code_civilite":"MME","code_sexe":"F",
            "naissance":"1988-02-04","commune_naissance":"2B033","pays_naissance":"99100","lieu_naissance":"Bastia"},
            "correspondance":{"mobile":null,"courriel":null,"activation_des":null}}}"#;
        let Sujet::Nouvelle { certification, .. } = serde_json::from_str(ancien).unwrap() else {
            panic!("somebody new")
        };
        assert_eq!(Flux::Professionnel.certification(certification), Certification::FranceConnect);
        assert_eq!(Flux::Gestionnaire.certification(certification), Certification::Demandee);
        let dite = Some(Certification::FranceConnectPlus);
        assert_eq!(Flux::Professionnel.certification(dite), Certification::FranceConnectPlus);
    }
}
