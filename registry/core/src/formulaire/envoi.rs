//! A form is sent, sent again after it was given back, or withdrawn, by who fills it in.

use annuaire::Correspondance;
use serde::Serialize;

use super::{
    Adhesion, Contenu, Demandeur, EtapeFormulaire, Formulaire, FormulaireError, FormulaireId, Objet, Qualite, Titulaire,
};
use crate::contact::CoordonneesSaisies;
use crate::guichet::structure;
use crate::habilitation::{HorsPerimetre, Perimetre, Titre, reconnaitre};
use crate::idempotence::{Auteur, CleIdempotence, Une};
use crate::identite::Objection;
use crate::journal::Geste;
use crate::personne::Personne;
use crate::pli::plier;
use crate::port::Chantier;
use crate::structure::{GenreStructure, Structure};

/// What somebody typed.
#[derive(Clone, Debug, Serialize)]
pub enum Saisi {
    /// F101: with the contract, or alone where one is in force.
    Direction { qualite: Qualite, conditions_lues: bool },
    /// F301, for somebody whose names the agent gives.
    Cpe { nom: String, prenom: String, code_civilite: String, fonction: String },
}

#[derive(Clone, Serialize)]
pub struct NouveauFormulaire {
    pub perimetre: Perimetre,
    pub saisi: Saisi,
    pub courriel: String,
    pub mobile: String,
}

impl Adhesion {
    /// The same form sent twice is one, whatever its key.
    ///
    /// # Errors
    /// [`FormulaireError::Saisie`] with every objection at once.
    pub async fn envoyer(
        &self,
        demandeur: &Demandeur,
        cle: &CleIdempotence,
        nouveau: NouveauFormulaire,
    ) -> Result<FormulaireId, FormulaireError> {
        let auteur = demandeur.auteur();
        let une = Une::de(&auteur, cle, "formulaire", &nouveau)?;
        let correspondance = nouveau.verifier().map_err(FormulaireError::Saisie)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if let Some(id) = une.deja::<FormulaireId, FormulaireError>(chantier.as_mut()).await? {
            return Ok(id);
        }
        let contenu = self.contenu(chantier.as_mut(), demandeur, (nouveau, correspondance)).await?;
        if let Some(ouvert) = chantier.formulaire_ouvert(&contenu.sujet(&auteur)).await? {
            return if ouvert.contenu == contenu { Ok(ouvert.id) } else { Err(FormulaireError::DejaEnvoye) };
        }
        let formulaire = Formulaire {
            id: FormulaireId::from(self.guichet.ambient.chance.token()),
            auteur: auteur.clone(),
            contenu,
            etape: EtapeFormulaire::Envoye,
            version: 1,
            envoye_le: self.guichet.maintenant(),
        };
        une.retenir(chantier.as_mut(), self.guichet.maintenant(), &formulaire.id).await?;
        self.clore(chantier, (&auteur, &formulaire)).await?;
        Ok(formulaire.id)
    }

    /// After it was given back, with what was mended; it stays about the same.
    pub async fn renvoyer(
        &self,
        demandeur: &Demandeur,
        (id, version): (&FormulaireId, u32),
        nouveau: NouveauFormulaire,
    ) -> Result<(), FormulaireError> {
        let auteur = demandeur.auteur();
        let correspondance = nouveau.verifier().map_err(FormulaireError::Saisie)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        let avant = sien(chantier.as_mut(), &auteur, (id, version)).await?;
        if !matches!(avant.etape, EtapeFormulaire::AReprendre { .. }) {
            return Err(FormulaireError::AutreEtape);
        }
        let contenu = self.contenu(chantier.as_mut(), demandeur, (nouveau, correspondance)).await?;
        if contenu.sujet(&auteur) != avant.sujet() {
            return Err(FormulaireError::DejaEnvoye);
        }
        let formulaire = Formulaire { contenu, ..avant }.a(EtapeFormulaire::Envoye);
        Ok(self.clore(chantier, (&auteur, &formulaire)).await?)
    }

    pub async fn retirer(&self, auteur: &Auteur, (id, version): (&FormulaireId, u32)) -> Result<(), FormulaireError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let avant = sien(chantier.as_mut(), auteur, (id, version)).await?;
        if !avant.etape.ouvert() {
            return Err(FormulaireError::AutreEtape);
        }
        let formulaire = avant.a(EtapeFormulaire::Retire { le: self.guichet.maintenant() });
        Ok(self.clore(chantier, (auteur, &formulaire)).await?)
    }

    async fn contenu(
        &self,
        chantier: &mut dyn Chantier,
        demandeur: &Demandeur,
        (nouveau, correspondance): (NouveauFormulaire, Correspondance),
    ) -> Result<Contenu, FormulaireError> {
        let NouveauFormulaire { perimetre, saisi, .. } = nouveau;
        let lieu = structure(chantier, perimetre.finess()).await?.ok_or(FormulaireError::StructureInconnue)?;
        if lieu.genre != perimetre.genre() {
            return Err(FormulaireError::StructureInconnue);
        }
        let (titulaire, objet) = match saisi {
            Saisi::Direction { qualite, .. } => {
                let objet = self.direction(chantier, (demandeur, &perimetre, &lieu), qualite).await?;
                (titulaire(chantier, demandeur).await?, objet)
            }
            Saisi::Cpe { nom, prenom, code_civilite, fonction } => {
                self.commander(chantier, (demandeur, &perimetre), &lieu).await?;
                let titulaire = Titulaire { nom, prenom, code_civilite, ..Titulaire::default() }.taille();
                sans_carte(chantier, &lieu, &titulaire).await?;
                (titulaire, Objet::Cpe { fonction: fonction.trim().to_owned() })
            }
        };
        let (courriel, mobile) =
            (correspondance.courriel.unwrap_or_default(), correspondance.mobile.unwrap_or_default());
        Ok(Contenu { perimetre, titulaire: Titulaire { courriel, mobile, ..titulaire }, objet })
    }

    /// Whether there is a contract makes it one form or the other (CON-06, CON-11).
    async fn direction(
        &self,
        chantier: &mut dyn Chantier,
        (demandeur, perimetre, lieu): (&Demandeur, &Perimetre, &Structure),
        qualite: Qualite,
    ) -> Result<Objet, FormulaireError> {
        let maintenant = self.guichet.maintenant();
        let ej = lieu.details.finess_ej.parse().unwrap_or_else(|_| perimetre.finess().clone());
        let contrats = chantier.contrats(&[perimetre.finess().clone(), ej.clone()]).await?;
        let (mut un, mut ici) = (false, false);
        for contrat in contrats.iter().filter(|contrat| contrat.periode.contient(maintenant)) {
            un = true;
            ici |= contrat.perimetre == *perimetre;
        }
        if !un {
            if matches!(perimetre, Perimetre::Etablissement(_)) && chantier.etablissements(&ej).await?.len() > 1 {
                return Err(crate::habilitation::HabilitationError::PlusieursEtablissements.into());
            }
            return Ok(Objet::Adhesion { qualite });
        }
        if !ici {
            return Err(FormulaireError::DejaSousContrat);
        }
        if let Demandeur::Connu(identifiant) = demandeur {
            let representant = chantier.nommees(perimetre).await?.into_iter().any(|une| {
                (une.titre, &une.personne) == (Titre::RepresentantLegal, identifiant)
                    && une.periode.contient(maintenant)
            });
            if representant {
                return Err(FormulaireError::DejaRepresentant);
            }
        }
        Ok(Objet::Succession { qualite })
    }

    /// The représentant légal and the mandataire order cards (GES-11); a refusal is told to the journal.
    async fn commander(
        &self,
        chantier: &mut dyn Chantier,
        (demandeur, perimetre): (&Demandeur, &Perimetre),
        lieu: &Structure,
    ) -> Result<(), FormulaireError> {
        let Demandeur::Connu(agent) = demandeur else { return Err(HorsPerimetre::SansHabilitation.into()) };
        let lui = reconnaitre::<FormulaireError>(chantier, agent, self.guichet.maintenant()).await?;
        if let Err(refus) = lui.peut_nommer(Titre::Gestionnaire, lieu) {
            let (agent, structure) = (agent.clone(), perimetre.finess().clone());
            self.guichet.consigner(Geste::Refus { agent, structure, code: refus.code() }).await?;
            return Err(refus.into());
        }
        Ok(())
    }
}

impl NouveauFormulaire {
    /// What can be told without the registry, all of it.
    pub fn objections(&self) -> Vec<Objection> {
        self.verifier().err().unwrap_or_default()
    }

    fn verifier(&self) -> Result<Correspondance, Vec<Objection>> {
        let contact = CoordonneesSaisies { mobile: self.mobile.clone(), courriel: self.courriel.clone() };
        let (correspondance, mut objections) = match contact.verifier() {
            Ok(coordonnees) => (Some(coordonnees.correspondance()), Vec::new()),
            Err(objections) => (None, objections),
        };
        objections.extend(self.saisi.verifier());
        correspondance.filter(|_| objections.is_empty()).ok_or(objections)
    }
}

impl Saisi {
    fn verifier(&self) -> Vec<Objection> {
        let court = |texte: &str| (1..=100).contains(&texte.trim().chars().count());
        let mut objections = Vec::new();
        let mut voir = |tient: bool, champ, code, phrase: &str| {
            if !tient {
                objections.push(Objection::new(champ, code, phrase));
            }
        };
        match self {
            Self::Direction { qualite, conditions_lues } => {
                if let Qualite::Directeur { signataire, .. } = qualite {
                    let phrase = "Écrivez le nom de qui a signé l’acte, en 100 caractères au plus.";
                    voir(court(signataire), "signataire", "acte_sans_signataire", phrase);
                }
                let phrase = "Lisez les conditions générales des moyens d’identification, puis cochez la case.";
                voir(*conditions_lues, "conditions", "conditions_non_lues", phrase);
            }
            Self::Cpe { nom, prenom, code_civilite, fonction } => {
                let phrase = "Écrivez le nom, en 100 caractères au plus.";
                voir(court(nom) && !plier(nom).is_empty(), "nom", "titulaire_sans_nom", phrase);
                let phrase = "Écrivez le prénom, en 100 caractères au plus.";
                voir(court(prenom) && !plier(prenom).is_empty(), "prenom", "titulaire_sans_prenom", phrase);
                let phrase = "Choisissez Madame ou Monsieur.";
                voir(["M", "MME"].contains(&code_civilite.as_str()), "civilite", "titulaire_sans_civilite", phrase);
                let phrase = "Écrivez la fonction de cette personne, en 100 caractères au plus.";
                voir(court(fonction), "fonction", "titulaire_sans_fonction", phrase);
            }
        }
        objections
    }
}

impl Titulaire {
    fn taille(self) -> Self {
        Self { nom: self.nom.trim().to_owned(), prenom: self.prenom.trim().to_owned(), ..self }
    }
}

async fn sien(
    chantier: &mut dyn Chantier,
    auteur: &Auteur,
    (id, version): (&FormulaireId, u32),
) -> Result<Formulaire, FormulaireError> {
    let lu = chantier.formulaire(id).await?.filter(|un| un.auteur == *auteur);
    let lu = lu.ok_or(FormulaireError::Inconnu)?;
    if lu.version == version { Ok(lu) } else { Err(FormulaireError::AutreEtape) }
}

/// Names that somebody vouches for: FranceConnect, or the registry.
async fn titulaire(chantier: &mut dyn Chantier, demandeur: &Demandeur) -> Result<Titulaire, FormulaireError> {
    match demandeur {
        Demandeur::FranceConnect { nom, prenom, code_civilite, .. } => Ok(Titulaire {
            nom: nom.clone(),
            prenom: prenom.clone(),
            code_civilite: code_civilite.clone(),
            ..Titulaire::default()
        }),
        Demandeur::Connu(identifiant) => {
            let connue = chantier.connues(std::slice::from_ref(identifiant)).await?.pop();
            let civil = connue.map(|connue| connue.personne.etat_civil().clone());
            let civil = civil.ok_or(HorsPerimetre::SansHabilitation)?;
            Ok(Titulaire {
                prenom: civil.prenom().to_owned(),
                nom: civil.nom,
                code_civilite: civil.code_civilite,
                ..Titulaire::default()
            })
        }
    }
}

/// F301 is for people with no card, F502 for those with one (GES-09).
async fn sans_carte(
    chantier: &mut dyn Chantier,
    lieu: &Structure,
    titulaire: &Titulaire,
) -> Result<(), FormulaireError> {
    if lieu.genre == GenreStructure::HorsFiness {
        return Err(FormulaireError::StructureInconnue);
    }
    let porteurs = chantier.porteurs_de(&lieu.cle).await?;
    let nom = (plier(&titulaire.nom), plier(&titulaire.prenom));
    let connu = porteurs.iter().any(|une| {
        let civil = match une {
            Personne::PorteurDeCarte(porteur) => &porteur.etat_civil,
            Personne::Professionnel(_) => return false,
        };
        une.desactivation().is_none() && (plier(&civil.nom), plier(civil.prenom())) == nom
    });
    if connu { Err(FormulaireError::DejaPorteur) } else { Ok(()) }
}
