//! What the preview says of each line: against the code lists, the agent's scope, the registry and the other lines.

use std::collections::HashMap;

use annuaire::Correspondance;
use sante::{Finess, IdentifiantNational};

use crate::demande::{Attestations, DemandeError, Sujet};
use crate::doublon::{Verdict, juger};
use crate::guichet::Guichet;
use crate::habilitation::{Agent, HorsPerimetre};
use crate::identite::{Certification, Objection, Traits};
use crate::journal::Geste;
use crate::lot::ligne::LigneLue;
use crate::lot::voisinage::{Personne as DuFichier, Voisinage, Voisine};
use crate::lot::{Colonne, Constat, Contenu, Deja, Ecart, Etablissement, LigneDeLot, Qui, Regards};
use crate::periode::Periode;
use crate::personne::{EtatCivil, Personne, Professionnel};
use crate::pli::plier;
use crate::port::PortError;
use crate::situation_acte::{Lieu, PROFESSION, SituationDemandee, SituationError, role_libre};
use crate::structure::{CleStructure, GenreStructure};

/// One file under judgement.
pub(super) struct Juge<'a> {
    guichet: &'a Guichet,
    regards: &'a dyn Regards,
    agent: Agent,
    lieux: HashMap<Finess, Result<Lieu, Ecart>>,
    voisinage: Voisinage,
}

/// Every declaration made: what a line alone lacks remains.
const DECLAREES: Attestations = Attestations {
    face_a_face: true,
    piece: None,
    conditions_acceptees: true,
    diplomes_verifies: true,
    besoin_verifie: true,
};

impl<'a> Juge<'a> {
    pub fn new(guichet: &'a Guichet, regards: &'a dyn Regards, agent: Agent) -> Self {
        Self { guichet, regards, agent, lieux: HashMap::new(), voisinage: Voisinage::default() }
    }

    /// The places that lines named and the agent keeps.
    pub fn etablissements(&self) -> Vec<Etablissement> {
        let tenus = self.lieux.iter().filter_map(|(finess, lieu)| Some((finess, lieu.as_ref().ok()?)));
        let mut tenus: Vec<Etablissement> = tenus
            .map(|(finess, lieu)| Etablissement {
                finess: finess.clone(),
                nom: lieu.structure.details.raison_sociale.clone(),
            })
            .collect();
        tenus.sort_by(|un, autre| (&un.nom, &un.finess).cmp(&(&autre.nom, &autre.finess)));
        tenus
    }

    pub async fn juger(&mut self, lue: LigneLue) -> Result<LigneDeLot, PortError> {
        let LigneLue { ligne, structure, situation, noms, qui, mut ecarts, mut remarques } = lue;
        let (nom, prenom) = (situation.noms.nom.clone(), situation.noms.prenom.clone());
        let mut etat_civil = None;
        let mut lieu = None;
        if let Some(finess) = &structure {
            lieu = self.lieu(finess).await?.map_err(|ecart| ecarts.push(ecart)).ok();
        }
        if !ecarts.iter().any(|ecart| ecart.colonne == Some(Colonne::NumeroRpps)) {
            let verifiee = self.verifier(&qui, &situation, lieu.as_ref());
            remarques.extend(verifiee.avertissements);
            etat_civil = verifiee.personne;
            let dits: Vec<Ecart> = verifiee.objections.iter().map(Ecart::from).collect();
            ecarts.extend(
                dits.into_iter()
                    .filter(|dit| !ecarts.iter().any(|deja| deja.colonne == dit.colonne))
                    .collect::<Vec<_>>(),
            );
        }
        let (constat, contenu) = match (structure.clone(), lieu) {
            (Some(structure), Some(lieu)) if ecarts.is_empty() => {
                let contenu = Contenu { structure, situation, noms, qui };
                let constat = self.connaitre(ligne, (&contenu, &lieu), etat_civil).await?;
                let garde = constat.etat().a_faire().then_some(contenu);
                (constat, garde)
            }
            _ => (Constat::Refusee { ecarts }, None),
        };
        Ok(LigneDeLot { ligne, nom, prenom, structure, contenu, constat, remarques, issue: None })
    }

    /// A place of the agent's scope, looked at once a file; a refusal is told to the journal once (GES-15).
    async fn lieu(&mut self, finess: &Finess) -> Result<Result<Lieu, Ecart>, PortError> {
        if let Some(lieu) = self.lieux.get(finess) {
            return Ok(lieu.clone());
        }
        let structure = self.guichet.registre.structure(finess).await?;
        let admise = structure.ok_or(HorsPerimetre::HorsDuPerimetre);
        let lieu = match admise.and_then(|structure| self.agent.peut_agir_sur(&structure).map(|()| structure)) {
            Ok(structure) if structure.genre != GenreStructure::EntiteGeographique => {
                let refus = SituationError::EntiteJuridique;
                Err(Ecart::sur(Colonne::Finess, refus.code(), refus.phrase()))
            }
            Ok(structure) => {
                let secteur = self.regards.secteur_de(&structure.cle).await?;
                Ok(Lieu { structure, secteur })
            }
            Err(refus) => {
                let agent = self.agent.identifiant.clone();
                let geste = Geste::Refus { agent, structure: finess.clone(), code: refus.code() };
                self.guichet.consigner(geste).await?;
                Err(Ecart::sur(Colonne::Finess, refus.code(), refus.phrase()))
            }
        };
        self.lieux.insert(finess.clone(), lieu.clone());
        Ok(lieu)
    }

    /// Every field at once, by the checks that the form has.
    fn verifier(&self, qui: &Qui, situation: &SituationDemandee, lieu: Option<&Lieu>) -> Verifiee {
        let (referentiel, le) = (&self.guichet.referentiel, self.guichet.aujourd_hui());
        let mut verifiee = Verifiee::default();
        if let Qui::Nouvelle { identite, contact, .. } = qui {
            let objections = &mut verifiee.objections;
            let etat_civil = identite.verifier(referentiel, le).map_err(|autres| objections.extend(autres)).ok();
            let contact = contact.verifier().map_err(|autres| objections.extend(autres)).ok();
            objections.extend(situation.deja_finie(le));
            objections.extend(qui.attester(&DECLAREES).verifier(false));
            verifiee.personne = etat_civil.zip(contact);
        }
        match lieu.map(|lieu| situation.verifier(referentiel, lieu, le)) {
            Some(Ok(avertissements)) => {
                verifiee.avertissements = avertissements.iter().map(|un| un.phrase()).collect();
            }
            Some(Err(objections)) => verifiee.objections.extend(objections),
            None => {}
        }
        // without an exercise name of its own, the line hears of the birth name alone
        let sans_nom = verifiee.objections.iter().any(|objection| matches!(objection.champ, "nom" | "prenoms"));
        verifiee.objections.retain(|objection| !sans_nom || !objection.champ.ends_with("_exercice"));
        verifiee
    }

    async fn connaitre(
        &mut self,
        ligne: u32,
        (contenu, lieu): (&Contenu, &Lieu),
        etat_civil: Option<(EtatCivil, Correspondance)>,
    ) -> Result<Constat, PortError> {
        let (constat, personne, traits) = match (&contenu.qui, etat_civil) {
            (Qui::Connue { personne }, _) => {
                let constat = self.connue(personne, (contenu, lieu), true).await?;
                (constat, DuFichier::Connue(personne.clone()), None)
            }
            (Qui::Nouvelle { .. }, Some((etat_civil, correspondance))) => {
                let noms = &contenu.situation.noms;
                let traits = Traits::de(&etat_civil, [(noms.nom.as_str(), noms.prenom.as_str())]);
                let sujet =
                    Sujet::Nouvelle { etat_civil, correspondance, certification: Some(Certification::Demandee) };
                let (constat, personne) = self.nouvelle((ligne, &sujet), &traits, (contenu, lieu)).await?;
                (constat, personne, Some(traits))
            }
            (Qui::Nouvelle { .. }, None) => return Ok(Constat::Refusee { ecarts: Vec::new() }),
        };
        if !constat.etat().a_faire() {
            return Ok(constat);
        }
        let periode = contenu.situation.periode();
        if let Some(autre) = self.voisinage.role_pris(&personne, &contenu.structure, &periode) {
            let phrase = format!(
                "La ligne {autre} donne déjà un rôle à cette personne dans cet établissement. Gardez une seule des deux."
            );
            return Ok(Constat::refus(Ecart::de_la_ligne("ligne_en_double", phrase).nommant("ligne", autre)));
        }
        self.voisinage.retenir(ligne, personne, traits, (&contenu.structure, periode));
        Ok(constat)
    }

    /// Somebody whose number the file does not give: the registry is asked first, then the lines before.
    async fn nouvelle(
        &self,
        (ligne, sujet): (u32, &Sujet),
        traits: &Traits,
        (contenu, lieu): (&Contenu, &Lieu),
    ) -> Result<(Constat, DuFichier), PortError> {
        let du_fichier = self.voisinage.chercher(traits);
        let verdict = juger(traits, &self.regards.ressemblantes(traits).await?);
        if let Verdict::Exact(personne) = verdict {
            let constat = self.connue(&personne, (contenu, lieu), false).await?;
            return Ok((constat, DuFichier::Connue(personne)));
        }
        if let Voisine::Meme(autre, personne) = du_fichier {
            return Ok((Constat::Rattachement { deja: Deja::Ligne(autre) }, personne));
        }
        if self.regards.demande_en_cours(&sujet.cle()).await? {
            let refus = DemandeError::DejaEnCours;
            let constat = Constat::refus(Ecart::de_la_ligne(refus.code(), refus.phrase()));
            return Ok((constat, DuFichier::DeLaLigne(ligne)));
        }
        let constat = match (verdict, du_fichier) {
            (Verdict::Proche(_), _) => Constat::ADecider { deja: Deja::Registre },
            (_, Voisine::Semblable(autre)) => Constat::ADecider { deja: Deja::Ligne(autre) },
            _ => Constat::Prete,
        };
        Ok((constat, DuFichier::DeLaLigne(ligne)))
    }

    /// Somebody who has a number: one more place of work, unless they have it already.
    async fn connue(
        &self,
        personne: &IdentifiantNational,
        (contenu, lieu): (&Contenu, &Lieu),
        nommee: bool,
    ) -> Result<Constat, PortError> {
        let (fiche, maintenant) = (self.guichet.registre.fiche(personne).await?, self.guichet.maintenant());
        let (fiche, rattachable) = (fiche.map(|fiche| fiche.personne), |lui: &Personne| lui.rattachable(maintenant));
        let refuser = |colonne: Option<Colonne>, refus: &SituationError| {
            Ok(Constat::refus(Ecart { colonne, ..Ecart::de_la_ligne(refus.code(), refus.phrase()) }))
        };
        let Some(Personne::Professionnel(professionnel)) = fiche.filter(rattachable) else {
            let colonne = nommee.then_some(Colonne::NumeroRpps);
            return refuser(colonne, &SituationError::PersonneInconnue);
        };
        if nommee && !porte(&professionnel, &contenu.situation.noms.nom) {
            let phrase = "Ce numéro n’est pas celui de la personne nommée. Vérifiez le numéro et le nom.";
            return Ok(Constat::refus(Ecart::sur(Colonne::NumeroRpps, "numero_d_un_autre", phrase)));
        }
        if en_place(&professionnel, &lieu.structure.cle, &contenu.situation) {
            return Ok(Constat::EnPlace);
        }
        if role_libre(&professionnel, &lieu.structure.cle, &contenu.situation.periode(), None).is_err() {
            return refuser(None, &SituationError::RoleDejaTenu);
        }
        if self.regards.demande_en_cours(&personne.to_string()).await? {
            return refuser(None, &SituationError::DemandeEnCours);
        }
        Ok(Constat::Rattachement { deja: Deja::Registre })
    }
}

/// What the fields of one line say.
#[derive(Default)]
struct Verifiee {
    personne: Option<(EtatCivil, Correspondance)>,
    objections: Vec<Objection>,
    avertissements: Vec<String>,
}

/// Whether one of the person's names is this one: a number alone may be that of somebody else.
fn porte(professionnel: &Professionnel, nom: &str) -> bool {
    let joint = |nom: &str| plier(nom).replace(' ', "");
    let cherche = joint(nom);
    !cherche.is_empty() && Traits::de_professionnel(professionnel).noms().iter().any(|autre| joint(autre) == cherche)
}

/// Whether the person has this very profession and role there, at that time.
pub(super) fn en_place(personne: &Professionnel, lieu: &CleStructure, demandee: &SituationDemandee) -> bool {
    let periode = demandee.periode();
    let siennes = personne.exercices.iter().filter(|exercice| exercice.cle.code_profession == PROFESSION);
    siennes.flat_map(|exercice| &exercice.situations).any(|situation| {
        let autre = Periode { debut: situation.debut, fin: situation.fin.map(|fin| fin.le) };
        situation.structure.as_ref() == Some(lieu)
            && situation.code_role == demandee.profession
            && situation.code_genre == demandee.role
            && autre.chevauche(&periode)
    })
}
