//! One person of the file beside the same person of the registry: what to write, what to tell.

use ambient::Timestamp;
use annuaire::{Correspondance, Fait};

use super::personne_lue::{ExerciceLu, PersonneLue};
use super::signalement::{Raison, Signalement};
use super::situation_lue::Suite;
use crate::exercice::ExerciceProfessionnel;
use crate::personne::{Desactivation, Personne, Professionnel, en_retrait};
use crate::port::{Connue, EcritureExercice, EcritureSituation, Ecritures};
use crate::situation::{Fin, SituationExercice};
use crate::source::Source;

/// What an import does to one person.
#[derive(Default)]
pub struct Ecart {
    pub ecritures: Ecritures,
    pub avertissements: Vec<Signalement>,
}

/// Somebody whom the registry does not know.
pub fn inscrire(lue: &PersonneLue) -> Ecart {
    let mut ecart = Ecart::default();
    ecart.ecritures.personnes.push(Personne::Professionnel(professionnel(lue, None)));
    ecart.fait(lue, Fait::PersonneInscrite);
    ecart.correspondre(lue, None);
    for (rang, exercice) in lue.exercices.iter().enumerate() {
        ecart.exercice(lue, rang, exercice.exercice(None));
        ecart.situations(lue, exercice, None);
    }
    ecart
}

/// Somebody whom the registry knows. `date` is the file's: what the file lacks ends then.
pub fn rapprocher(lue: &PersonneLue, connue: Connue, (date, maintenant): (Timestamp, Timestamp)) -> Ecart {
    let mut ecart = Ecart::default();
    let professionnel = match connue.personne {
        Personne::Professionnel(professionnel) if professionnel.source == Source::Extraction => professionnel,
        _ => {
            ecart.avertissements.push(lue.signaler(Raison::TenueParLePortail));
            return ecart;
        }
    };
    ecart.identite(lue, &professionnel, maintenant);
    match connue.contact_tenu {
        true => ecart.garder_contact(lue, connue.correspondance.as_ref()),
        false => ecart.correspondre(lue, connue.correspondance.as_ref()),
    }
    ecart.exercices(lue, &professionnel, date);
    ecart
}

/// Somebody whom the file lacks: deactivated, never erased, unless the portal keeps a situation open.
pub fn absenter(connue: Connue, date: Timestamp) -> Ecart {
    let mut ecart = Ecart::default();
    let Personne::Professionnel(mut professionnel) = connue.personne else { return ecart };
    let identifiant = professionnel.identifiant.clone();
    let exercices = std::mem::take(&mut professionnel.exercices);
    let gardee = exercices.iter().flat_map(|exercice| &exercice.situations).any(|situation| tenue(situation, date));
    if gardee {
        let (colonne, valeur) = (None, identifiant.to_string());
        let raison = Raison::GardeeParLePortail;
        ecart.avertissements.push(Signalement { ligne: 0, colonne, valeur, raison });
    } else {
        professionnel.desactivation = Some(Desactivation { depuis: date, par: Source::Extraction });
        ecart.ecritures.personnes.push(Personne::Professionnel(professionnel));
        ecart.ecritures.evenements.push((identifiant.clone(), Fait::PersonneDesactivee));
    }
    for exercice in &exercices {
        for (rang, situation) in exercice.situations.iter().enumerate().filter(|(_, s)| ouverte(s)) {
            let place = EcritureSituation {
                personne: identifiant.clone(),
                exercice: exercice.cle.clone(),
                rang: rang_de(rang),
                situation: situation.clone(),
            };
            ecart.terminer(place, date);
        }
    }
    ecart
}

/// Brought by an extraction and ended by nobody.
fn ouverte(situation: &SituationExercice) -> bool {
    situation.source == Source::Extraction && situation.fin.is_none()
}

/// Entered at the portal, and not over at `date`.
pub fn tenue(situation: &SituationExercice, date: Timestamp) -> bool {
    situation.source == Source::Portail && situation.fin.is_none_or(|fin| fin.le > date)
}

pub fn rang_de(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

fn professionnel(lue: &PersonneLue, desactivation: Option<Desactivation>) -> Professionnel {
    Professionnel {
        identifiant: lue.identifiant.clone(),
        source: Source::Extraction,
        etat_civil: lue.etat_civil.clone(),
        autres_identifiants: lue.autres_identifiants.clone(),
        desactivation,
        // written by nobody but the support
        retraits: Vec::new(),
        exercices: Vec::new(),
    }
}

impl Ecart {
    fn fait(&mut self, lue: &PersonneLue, fait: Fait) {
        self.ecritures.evenements.push((lue.identifiant.clone(), fait));
    }

    /// However much changed in the identity and the exercises, it is told once.
    fn modifiee(&mut self, lue: &PersonneLue) {
        if !self.ecritures.evenements.iter().any(|(_, fait)| *fait == Fait::PersonneModifiee) {
            self.fait(lue, Fait::PersonneModifiee);
        }
    }

    /// What the support decided holds, whatever a file says (R05).
    fn identite(&mut self, lue: &PersonneLue, connu: &Professionnel, maintenant: Timestamp) {
        let (desactivation, revient) = match connu.desactivation {
            Some(Desactivation { par: Source::Extraction, .. }) => (None, true),
            gardee => (gardee, false),
        };
        let retiree = en_retrait(&connu.retraits, maintenant);
        if desactivation.is_some() || retiree {
            self.avertissements.push(lue.signaler(Raison::DesactiveeAuPortail));
        }
        let change = lue.etat_civil != connu.etat_civil || lue.autres_identifiants != connu.autres_identifiants;
        if revient || change {
            self.ecritures.personnes.push(Personne::Professionnel(professionnel(lue, desactivation)));
        }
        if revient && !retiree {
            self.fait(lue, Fait::PersonneReactivee);
        }
        if change {
            self.modifiee(lue);
        }
    }

    fn correspondre(&mut self, lue: &PersonneLue, connue: Option<&Correspondance>) {
        let rien = Correspondance::default();
        if lue.correspondance == *connue.unwrap_or(&rien) {
            return;
        }
        self.ecritures.correspondances.push((lue.identifiant.clone(), lue.correspondance.clone()));
        let inscrite = self.ecritures.evenements.iter().any(|(_, fait)| *fait == Fait::PersonneInscrite);
        if !inscrite {
            self.fait(lue, Fait::CorrespondanceModifiee);
        }
    }

    /// Changed at the portal: the file's may be those of the telephone that was stolen. A file that says none says nothing.
    fn garder_contact(&mut self, lue: &PersonneLue, connue: Option<&Correspondance>) {
        if lue.correspondance != Correspondance::default() && Some(&lue.correspondance) != connue {
            self.avertissements.push(lue.signaler(Raison::ContactTenu));
        }
    }

    fn exercices(&mut self, lue: &PersonneLue, connu: &Professionnel, date: Timestamp) {
        for (rang, exercice) in connu.exercices.iter().enumerate() {
            let lu = lue.exercices.iter().find(|lu| lu.ligne.cle == exercice.cle);
            if lu.is_some_and(|lu| lu.autres_noms(exercice)) {
                self.avertissements.push(lue.signaler(Raison::TenueParLePortail));
            }
            match lu {
                Some(lu) if lu.meme(exercice) => {}
                Some(lu) => {
                    self.exercice(lue, rang, lu.exercice(Some(exercice)));
                    self.modifiee(lue);
                }
                None => self.retirer(lue, rang, exercice, date),
            }
            self.manquantes(lue, exercice, lu, date);
        }
        let mut rang = connu.exercices.len();
        for lu in &lue.exercices {
            let exercice = connu.exercices.iter().find(|exercice| exercice.cle == lu.ligne.cle);
            if exercice.is_none() {
                self.exercice(lue, rang, lu.exercice(None));
                self.modifiee(lue);
                rang += 1;
            }
            self.situations(lue, lu, exercice.map(|exercice| (exercice, date)));
        }
    }

    fn exercice(&mut self, lue: &PersonneLue, rang: usize, exercice: ExerciceProfessionnel) {
        let (personne, rang) = (lue.identifiant.clone(), rang_de(rang));
        self.ecritures.exercices.push(EcritureExercice { personne, rang, exercice });
    }

    fn retirer(&mut self, lue: &PersonneLue, rang: usize, connu: &ExerciceProfessionnel, date: Timestamp) {
        let garde = connu.situations.iter().any(|situation| tenue(situation, date));
        if lue.incomplete || garde || connu.retire_le.is_some() {
            return;
        }
        let exercice = ExerciceProfessionnel { retire_le: Some(date), situations: Vec::new(), ..connu.clone() };
        let (personne, rang) = (lue.identifiant.clone(), rang_de(rang));
        self.ecritures.exercices.push(EcritureExercice { personne, rang, exercice });
        self.modifiee(lue);
    }

    /// Ends what the file no longer lists.
    fn manquantes(
        &mut self,
        lue: &PersonneLue,
        connu: &ExerciceProfessionnel,
        lu: Option<&ExerciceLu>,
        date: Timestamp,
    ) {
        for (rang, situation) in connu.situations.iter().enumerate().filter(|(_, situation)| ouverte(situation)) {
            let cle = situation.cle(&connu.cle);
            if lu.is_some_and(|lu| lu.situations.iter().any(|autre| autre.contenu.cle(&connu.cle) == cle)) {
                continue;
            }
            if lue.incomplete {
                self.avertissements.push(lue.signaler(Raison::SituationsGardees));
                continue;
            }
            let (personne, exercice) = (lue.identifiant.clone(), connu.cle.clone());
            let situation = situation.clone();
            self.terminer(EcritureSituation { personne, exercice, rang: rang_de(rang), situation }, date);
        }
    }

    fn terminer(&mut self, mut place: EcritureSituation, date: Timestamp) {
        place.situation.fin = Some(Fin { le: date, par: Source::Extraction });
        let fait = Fait::SituationTerminee { situation: place.situation.id.clone(), fin: date };
        self.ecritures.evenements.push((place.personne.clone(), fait));
        self.ecritures.situations.push(place);
    }

    fn situations(&mut self, lue: &PersonneLue, lu: &ExerciceLu, connu: Option<(&ExerciceProfessionnel, Timestamp)>) {
        let mut place = connu.map_or(0, |(exercice, _)| exercice.situations.len());
        for situation in &lu.situations {
            let (rang, situation) = match situation.suite(&lue.identifiant, &lu.ligne.cle, connu) {
                Suite::Inchangee => continue,
                Suite::Signalee(raison) => {
                    let ligne = situation.ligne;
                    self.avertissements.push(Signalement { ligne, ..lue.signaler(raison) });
                    continue;
                }
                Suite::Modifiee(rang, nouvelle) => {
                    self.fait(lue, Fait::SituationModifiee { situation: nouvelle.id.clone() });
                    (rang, nouvelle)
                }
                Suite::Ouverte(nouvelle) => {
                    self.fait(lue, Fait::SituationOuverte { situation: nouvelle.id.clone() });
                    place += 1;
                    (place - 1, nouvelle)
                }
            };
            let (personne, exercice) = (lue.identifiant.clone(), lu.ligne.cle.clone());
            let ecriture = EcritureSituation { personne, exercice, rang: rang_de(rang), situation: *situation };
            self.ecritures.situations.push(ecriture);
        }
    }
}
