use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;

use ambient::{Seconds, Timestamp};
use annuaire::Correspondance;
use async_trait::async_trait;
use registry_core::avis::Sujet;
use registry_core::contact::{
    ContactError, CoordonneesSaisies, CorrectionOuverte, MailRevenu, Masquees, NouvelleCorrection, PreuveForte,
    QuoiGeler,
};
use registry_core::espace::{EspaceError, MaSituation, MonDossier};
use registry_core::grades::{AgentGrades, Grades, Groupements};
use registry_core::habilitation::{HabilitationError, HabilitationId, HorsPerimetre, Niveau, NouvelleDesignation};
use registry_core::idempotence::CleIdempotence;
use registry_core::identite::{Certification, Certifie};
use registry_core::nomenclature::Referentiel;
use registry_core::page::{Page, Repere};
use registry_core::port::PortError;
use registry_core::profession_demandee::{
    AvisSaisi, FiltreProfessions, NouvelleProfession, ProfessionDemandee, ProfessionDemandeeId, ProfessionError,
    Relais, Suite,
};
use registry_core::proposition::{Objet, Proposition, PropositionError, PropositionId};
use registry_core::recherche::{Effectif, Question, RechercheError, Trouvees};
use registry_core::situation_acte::Noms;
use registry_core::support::{AgentSupport, Concernant, Equipe, EtatCivilPropose, SupportError};
use registry_core::{EtatCivil, Structure};
use registry_portail::{
    GuichetContacts, GuichetDroits, GuichetEspace, GuichetGrades, GuichetProfessions, GuichetRecherche, GuichetSupport,
};
use sante::{Finess, IdentifiantNational};

use super::Temoin;
use crate::decor::MAINTENANT;

pub const SUPPORT: &str = "3690990015/SUPPORT01";
pub const GRADES: &str = "599999998000017/CPAT0001";

/// What the guichets beside the desk were asked, and what they answer.
#[derive(Default)]
pub struct Autres {
    pub cherches: Mutex<Vec<String>>,
    /// Where strangers came from.
    pub sources: Mutex<Vec<IpAddr>>,
    /// Every further question is one too many, for so long.
    pub de_trop: Mutex<Option<Seconds>>,
    /// Nobody of the support or of a GRADeS serves: they got a right over an establishment.
    pub habilites: Mutex<bool>,
    pub trouvees: Mutex<Option<Trouvees>>,
    pub effectif: Mutex<Option<Effectif>>,
    pub effectifs: Mutex<Vec<(String, u32)>>,
    pub etablissements: Mutex<Vec<Structure>>,
    pub niveaux: Mutex<Vec<Niveau>>,
    pub designees: Mutex<Vec<NouvelleDesignation>>,
    /// The registry has their address.
    pub joignables: Mutex<Vec<IdentifiantNational>>,
    pub repris: Mutex<Vec<HabilitationId>>,
    pub changes: Mutex<Vec<(PreuveForte, String)>>,
    pub corrections: Mutex<Vec<NouvelleCorrection>>,
    pub revenus: Mutex<Vec<MailRevenu>>,
    pub propositions: Mutex<Vec<Proposition>>,
    pub civils: Mutex<Vec<EtatCivil>>,
    pub demandees: Mutex<HashMap<String, ProfessionDemandee>>,
    pub assistance: super::assistance::Notes,
    pub filtrees: Mutex<Vec<FiltreProfessions>>,
    pub relais: Mutex<Vec<Relais>>,
    pub avis: Mutex<Vec<AvisSaisi>>,
    pub decisions: Mutex<Vec<Suite>>,
    /// Where Alba works, as her own space shows it.
    pub miennes: Mutex<Vec<MaSituation>>,
    /// Declared with what was changed or moved.
    pub diplomes: Mutex<Vec<bool>>,
}

impl Temoin {
    fn admettre(&self) -> Result<(), RechercheError> {
        let attente = *self.autres.de_trop.lock().unwrap();
        attente.map_or(Ok(()), |attente| Err(RechercheError::TropDeQuestions(attente)))
    }
}

#[async_trait]
impl GuichetRecherche for Temoin {
    async fn chercher(&self, _: &IdentifiantNational, texte: &str) -> Result<Trouvees, RechercheError> {
        self.admettre()?;
        Question::lue(texte)?;
        self.autres.cherches.lock().unwrap().push(texte.to_owned());
        let trouvees = self.autres.trouvees.lock().unwrap().clone();
        Ok(trouvees.unwrap_or(Trouvees { personnes: Vec::new(), davantage: false, approchees: false }))
    }

    async fn consulter(&self, source: IpAddr, texte: &str) -> Result<Trouvees, RechercheError> {
        self.autres.sources.lock().unwrap().push(source);
        self.admettre()?;
        self.chercher(&"899900000011".parse().unwrap(), texte).await
    }

    async fn compter(&self, _: &IdentifiantNational) -> Result<(), RechercheError> {
        self.admettre()
    }

    async fn etablissements(&self, _: &IdentifiantNational) -> Result<Vec<Structure>, RechercheError> {
        Ok(self.autres.etablissements.lock().unwrap().clone())
    }

    async fn effectif(
        &self,
        _: &IdentifiantNational,
        _: &Finess,
        (nom, page): (&str, u32),
    ) -> Result<Effectif, RechercheError> {
        self.autres.effectifs.lock().unwrap().push((nom.to_owned(), page));
        self.autres.effectif.lock().unwrap().clone().ok_or(HorsPerimetre::HorsDuPerimetre.into())
    }
}

#[async_trait]
impl GuichetDroits for Temoin {
    async fn tableau(&self, _: &IdentifiantNational) -> Result<Vec<Niveau>, HabilitationError> {
        Ok(self.autres.niveaux.lock().unwrap().clone())
    }

    async fn designer(
        &self,
        _: &IdentifiantNational,
        _: &CleIdempotence,
        nouvelle: NouvelleDesignation,
    ) -> Result<HabilitationId, HabilitationError> {
        if !nouvelle.formation_suivie {
            return Err(HabilitationError::SansFormation);
        }
        self.autres.designees.lock().unwrap().push(nouvelle);
        Ok(HabilitationId::from("h"))
    }

    async fn joignable(&self, personne: &IdentifiantNational) -> Result<bool, HabilitationError> {
        Ok(self.autres.joignables.lock().unwrap().contains(personne))
    }

    async fn reprendre(&self, _: &IdentifiantNational, droit: &HabilitationId) -> Result<(), HabilitationError> {
        let mut repris = self.autres.repris.lock().unwrap();
        if repris.contains(droit) {
            return Err(HabilitationError::Inconnue);
        }
        repris.push(droit.clone());
        Ok(())
    }
}

#[async_trait]
impl GuichetEspace for Temoin {
    async fn mon_dossier(&self, moi: &IdentifiantNational) -> Result<MonDossier, EspaceError> {
        let connue = Correspondance {
            mobile: Some("+33639980001".to_owned()),
            courriel: Some("alba.martel@example.org".to_owned()),
            activation_des: None,
        };
        Ok(MonDossier {
            personne: moi.clone(),
            etat_civil: alba(),
            certifie: Some(Certifie { etat: Certification::FranceConnect, depuis: Some(MAINTENANT) }),
            situations: self.autres.miennes.lock().unwrap().clone(),
            coordonnees: Masquees::de(&connue),
            activation_des: None,
            anciens: self.anciens(),
            gel: self.gel(),
        })
    }

    async fn changer(&self, preuve: &PreuveForte, saisies: &CoordonneesSaisies) -> Result<Timestamp, ContactError> {
        if !preuve.fraiche(MAINTENANT) {
            return Err(ContactError::PreuvePerimee);
        }
        saisies.verifier().map_err(ContactError::Saisie)?;
        self.autres.changes.lock().unwrap().push((preuve.clone(), saisies.courriel.clone()));
        Ok(MAINTENANT.plus(Seconds::hours(72)))
    }

    async fn demander_gel(&self, moi: &IdentifiantNational, quoi: QuoiGeler, motif: &str) -> Result<(), ContactError> {
        self.noter_demande(moi, quoi, motif)
    }
}

#[async_trait]
impl GuichetContacts for Temoin {
    async fn revenus(&self, _: &IdentifiantNational) -> Result<Vec<MailRevenu>, ContactError> {
        Ok(self.autres.revenus.lock().unwrap().clone())
    }

    async fn ecarter(&self, _: &IdentifiantNational, sujet: &Sujet) -> Result<(), ContactError> {
        self.autres.revenus.lock().unwrap().retain(|revenu| revenu.retour.sujet != *sujet);
        Ok(())
    }

    async fn a_confirmer(&self, _: &IdentifiantNational) -> Result<Vec<CorrectionOuverte>, ContactError> {
        let ouvertes = self.autres.propositions.lock().unwrap().clone();
        let (nom, prenom) = ("FICTIF-MARTEL".to_owned(), "Alba".to_owned());
        let noms = Some(Noms { code_civilite: String::new(), nom, prenom });
        Ok(ouvertes.into_iter().map(|proposition| CorrectionOuverte { proposition, noms: noms.clone() }).collect())
    }

    async fn corriger(
        &self,
        _: &IdentifiantNational,
        nouvelle: &NouvelleCorrection,
    ) -> Result<PropositionId, ContactError> {
        nouvelle.saisies.verifier().map_err(ContactError::Saisie)?;
        if !nouvelle.face_a_face {
            return Err(ContactError::SansRencontre);
        }
        self.autres.corrections.lock().unwrap().push(nouvelle.clone());
        Ok(PropositionId::from("p"))
    }

    async fn confirmer(&self, agent: &IdentifiantNational, id: &PropositionId) -> Result<(), ContactError> {
        Ok(self.trancher(agent, id)?)
    }

    async fn abandonner(&self, _: &IdentifiantNational, id: &PropositionId) -> Result<(), ContactError> {
        self.autres.propositions.lock().unwrap().retain(|une| une.id != *id);
        Ok(())
    }
}

#[async_trait]
impl GuichetProfessions for Temoin {
    async fn demander(
        &self,
        _: &IdentifiantNational,
        _: &CleIdempotence,
        nouvelle: NouvelleProfession,
    ) -> Result<ProfessionDemandeeId, ProfessionError> {
        if nouvelle.volume.parse::<u32>().is_err() {
            let objection = registry_core::identite::Objection::new("volume", "x", "Écrivez le nombre.");
            return Err(ProfessionError::Saisie(vec![objection]));
        }
        Ok(ProfessionDemandeeId::from("d"))
    }

    async fn demandees(
        &self,
        _: &IdentifiantNational,
        filtre: &FiltreProfessions,
        _: Option<&Repere>,
    ) -> Result<Page<ProfessionDemandee>, ProfessionError> {
        Ok(self.professions_filtrees(filtre))
    }

    fn relais_de(&self, structure: &Finess) -> (String, String) {
        match structure.as_str().starts_with("69") {
            true => ("GRADeS fictif".to_owned(), "Auvergne-Rhône-Alpes".to_owned()),
            false => (String::new(), "Pays de la Loire".to_owned()),
        }
    }
}

#[async_trait]
impl GuichetGrades for Temoin {
    fn agent_grades(&self, identifiant: &IdentifiantNational) -> Result<AgentGrades, ProfessionError> {
        let (nom, regions) = ("GRADeS fictif".to_owned(), vec!["84".to_owned()]);
        let grades = Grades { nom, regions, agents: vec![GRADES.parse().unwrap()] };
        let groupements: Groupements = [grades].into_iter().collect();
        groupements.agent(identifiant).ok_or(ProfessionError::GradesReserve)
    }

    async fn sert_au_grades(&self, _: &AgentGrades, _: Timestamp) -> Result<bool, PortError> {
        Ok(!*self.autres.habilites.lock().unwrap())
    }

    async fn de_la_region(
        &self,
        _: &AgentGrades,
        filtre: &FiltreProfessions,
        _: Option<&Repere>,
    ) -> Result<Page<ProfessionDemandee>, ProfessionError> {
        if *self.autres.habilites.lock().unwrap() {
            return Err(ProfessionError::AgentHabilite);
        }
        Ok(self.professions_filtrees(filtre))
    }

    async fn ouvrir_au_grades(
        &self,
        _: &AgentGrades,
        id: &ProfessionDemandeeId,
    ) -> Result<ProfessionDemandee, ProfessionError> {
        let demandees = self.autres.demandees.lock().unwrap();
        demandees.get(&id.to_string()).cloned().ok_or(ProfessionError::Inconnue)
    }

    async fn relayer(
        &self,
        _: &AgentGrades,
        vue: (&ProfessionDemandeeId, u32),
        relais: Relais,
    ) -> Result<(), ProfessionError> {
        if matches!(&relais, Relais::Rendre { motif } if motif.is_empty()) {
            let objection = registry_core::identite::Objection::new("motif", "x", "Dites pourquoi.");
            return Err(ProfessionError::Saisie(vec![objection]));
        }
        self.passer(vue)?;
        self.autres.relais.lock().unwrap().push(relais);
        Ok(())
    }
}

#[async_trait]
impl GuichetSupport for Temoin {
    fn agent(&self, identifiant: &IdentifiantNational) -> Result<AgentSupport, SupportError> {
        let equipe: Equipe = [SUPPORT.parse().unwrap()].into_iter().collect();
        equipe.agent(identifiant).ok_or(SupportError::Reserve)
    }

    async fn sert(&self, _: &AgentSupport, _: Timestamp) -> Result<bool, PortError> {
        Ok(!*self.autres.habilites.lock().unwrap())
    }

    async fn etat_civil(&self, _: &AgentSupport, personne: &IdentifiantNational) -> Result<EtatCivil, SupportError> {
        match personne.to_string().as_str() {
            "899900000011" => Ok(alba()),
            _ => Err(SupportError::Inconnue),
        }
    }

    async fn proposer(&self, _: &AgentSupport, propose: EtatCivilPropose) -> Result<PropositionId, SupportError> {
        if propose.motif.is_empty() {
            return Err(SupportError::SansMotif);
        }
        let lu = propose.saisi.verifier(&Referentiel::embarque(), jiff::civil::date(2026, 11, 22));
        let lu = lu.map_err(SupportError::Saisie)?;
        let voisine: IdentifiantNational = "899900000029".parse().unwrap();
        if lu.nom.starts_with("FICTIF-JUMEAU") && !propose.distinctes.contains(&voisine) {
            return Err(SupportError::Ressemblances(vec![voisine]));
        }
        self.autres.civils.lock().unwrap().push(lu);
        Ok(PropositionId::from("p"))
    }

    async fn confirmer(&self, agent: &AgentSupport, id: &PropositionId) -> Result<(), SupportError> {
        Ok(self.trancher(agent.identifiant(), id)?)
    }

    async fn abandonner(&self, _: &AgentSupport, id: &PropositionId) -> Result<(), SupportError> {
        self.autres.propositions.lock().unwrap().retain(|une| une.id != *id);
        Ok(())
    }

    async fn ouvertes(&self, _: &AgentSupport) -> Result<Vec<Concernant<Proposition>>, SupportError> {
        if *self.autres.habilites.lock().unwrap() {
            return Err(SupportError::Habilite);
        }
        let ouvertes = self.autres.propositions.lock().unwrap().clone();
        Ok(ouvertes.into_iter().map(|ligne| Concernant { ligne, etat_civil: Some(alba()) }).collect())
    }

    async fn professions(
        &self,
        _: &AgentSupport,
        filtre: &FiltreProfessions,
        _: Option<&Repere>,
    ) -> Result<Page<ProfessionDemandee>, ProfessionError> {
        Ok(self.professions_filtrees(filtre))
    }

    async fn ouvrir_profession(
        &self,
        _: &AgentSupport,
        id: &ProfessionDemandeeId,
    ) -> Result<ProfessionDemandee, ProfessionError> {
        let demandees = self.autres.demandees.lock().unwrap();
        demandees.get(&id.to_string()).cloned().ok_or(ProfessionError::Inconnue)
    }

    async fn recueillir(
        &self,
        _: &AgentSupport,
        vue: (&ProfessionDemandeeId, u32),
        avis: &AvisSaisi,
    ) -> Result<(), ProfessionError> {
        self.passer(vue)?;
        self.autres.avis.lock().unwrap().push(avis.clone());
        Ok(())
    }

    async fn avancer(
        &self,
        _: &AgentSupport,
        vue: (&ProfessionDemandeeId, u32),
        suite: Suite,
    ) -> Result<(), ProfessionError> {
        self.passer(vue)?;
        self.autres.decisions.lock().unwrap().push(suite);
        Ok(())
    }
}

impl Temoin {
    fn professions_filtrees(&self, filtre: &FiltreProfessions) -> Page<ProfessionDemandee> {
        self.autres.filtrees.lock().unwrap().push(filtre.clone());
        let demandees = self.autres.demandees.lock().unwrap();
        let voulue = |une: &&ProfessionDemandee| filtre.stade.is_none_or(|stade| une.etape.stade() == stade);
        self.page(demandees.values().filter(voulue).cloned().collect())
    }

    fn passer(&self, (id, version): (&ProfessionDemandeeId, u32)) -> Result<(), ProfessionError> {
        let mut demandees = self.autres.demandees.lock().unwrap();
        let connue = demandees.get_mut(&id.to_string()).ok_or(ProfessionError::Inconnue)?;
        if connue.version != version {
            return Err(ProfessionError::AutreEtape);
        }
        connue.version += 1;
        Ok(())
    }
}

impl Temoin {
    fn trancher(&self, par: &IdentifiantNational, id: &PropositionId) -> Result<(), PropositionError> {
        let mut propositions = self.autres.propositions.lock().unwrap();
        let place = propositions.iter().position(|une| une.id == *id).ok_or(PropositionError::DejaTranchee)?;
        if propositions[place].par == *par {
            return Err(PropositionError::MemePersonne);
        }
        propositions.remove(place);
        Ok(())
    }
}

/// A proposal about Alba, by this agent.
pub fn proposition(par: &str, objet: Objet) -> Proposition {
    Proposition {
        id: PropositionId::from("p1"),
        personne: "899900000011".parse().unwrap(),
        structure: None,
        objet,
        motif: "acte de naissance, demande 42".to_owned(),
        par: par.parse().unwrap(),
        le: MAINTENANT,
        expire_le: MAINTENANT.plus(Seconds::hours(72)),
    }
}

pub fn alba() -> EtatCivil {
    EtatCivil {
        nom: "FICTIF-MARTEL".to_owned(),
        prenoms: vec!["Alba".to_owned(), "Rose".to_owned()],
        code_civilite: "MME".to_owned(),
        code_sexe: "F".to_owned(),
        naissance: Some(jiff::civil::date(1988, 2, 4).into()),
        commune_naissance: "2B033".to_owned(),
        pays_naissance: "99100".to_owned(),
        lieu_naissance: "Bastia".to_owned(),
    }
}
