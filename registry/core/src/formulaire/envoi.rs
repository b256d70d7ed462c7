//! A form is sent, sent again after it was given back, or withdrawn, by who fills it in.

use annuaire::Correspondance;
use serde::Serialize;

use super::direction::titulaire;
use super::{
    Adhesion, Contenu, Demandeur, EtapeFormulaire, Formulaire, FormulaireError, FormulaireId, Nature, Objet, Qualite,
    Titulaire, VersionConditions,
};
use crate::guichet::structure;
use crate::habilitation::{HorsPerimetre, Perimetre, Titre, reconnaitre};
use crate::idempotence::{Auteur, CleIdempotence, Une};
use crate::journal::Geste;
use crate::personne::Personne;
use crate::pli::plier;
use crate::port::Chantier;
use crate::structure::{GenreStructure, Structure};

/// What somebody typed.
#[derive(Clone, Debug, Serialize)]
pub enum Saisi {
    /// F101: with the contract, or alone where one is in force.
    Direction {
        qualite: Qualite,
        /// The version of the general terms beside the box that was ticked; `None`: it was not.
        conditions: Option<VersionConditions>,
    },
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
        let correspondance = nouveau.verifier(self.guichet.aujourd_hui()).map_err(FormulaireError::Saisie)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if let Some(id) = une.deja::<FormulaireId, FormulaireError>(chantier.as_mut()).await? {
            return Ok(id);
        }
        let contenu = self.contenu(chantier.as_mut(), demandeur, (nouveau, correspondance)).await?;
        if let Some(ouvert) = chantier.formulaire_ouvert(&contenu.sujet(&auteur)).await? {
            return if ouvert.contenu.dit_autant(&contenu) { Ok(ouvert.id) } else { Err(FormulaireError::DejaEnvoye) };
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
        if formulaire.contenu.nature() == Nature::Succession {
            self.prevenir(chantier.as_mut(), &formulaire.contenu).await?;
        }
        self.clore(chantier, (&auteur, &formulaire)).await?;
        Ok(formulaire.id)
    }

    /// After it was given back, with what was mended, be it the name or the structure.
    pub async fn renvoyer(
        &self,
        demandeur: &Demandeur,
        (id, version): (&FormulaireId, u32),
        nouveau: NouveauFormulaire,
    ) -> Result<(), FormulaireError> {
        let auteur = demandeur.auteur();
        let correspondance = nouveau.verifier(self.guichet.aujourd_hui()).map_err(FormulaireError::Saisie)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        let avant = sien(chantier.as_mut(), &auteur, (id, version)).await?;
        if !matches!(avant.etape, EtapeFormulaire::AReprendre { .. }) {
            return Err(FormulaireError::AutreEtape);
        }
        let contenu = self.contenu(chantier.as_mut(), demandeur, (nouveau, correspondance)).await?;
        let sujet = contenu.sujet(&auteur);
        if contenu.nature().formulaire() != avant.contenu.nature().formulaire()
            || chantier.formulaire_ouvert(&sujet).await?.is_some_and(|autre| autre.id != avant.id)
        {
            return Err(FormulaireError::DejaEnvoye);
        }
        if contenu.nature() == Nature::Succession && sujet_de_succession(&avant) != Some(&contenu.perimetre) {
            self.prevenir(chantier.as_mut(), &contenu).await?;
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
        let le = self.guichet.maintenant();
        let (titulaire, objet, conditions) = match saisi {
            Saisi::Direction { qualite, conditions } => {
                let titulaire = titulaire(chantier, demandeur).await?;
                let lui = (&demandeur.auteur(), &titulaire);
                let objet = self.direction(chantier, (lui, &perimetre, &lieu), qualite).await?;
                (titulaire, objet, conditions.map(|version| version.acceptees(le)))
            }
            Saisi::Cpe { nom, prenom, code_civilite, fonction } => {
                self.commander(chantier, (demandeur, &perimetre), &lieu).await?;
                let titulaire = Titulaire { nom, prenom, code_civilite, ..Titulaire::default() }.taille();
                sans_carte(chantier, &lieu, &titulaire).await?;
                (titulaire, Objet::Cpe { fonction: fonction.trim().to_owned() }, None)
            }
        };
        let (courriel, mobile) =
            (correspondance.courriel.unwrap_or_default(), correspondance.mobile.unwrap_or_default());
        Ok(Contenu { perimetre, titulaire: Titulaire { courriel, mobile, ..titulaire }, objet, conditions })
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

impl Titulaire {
    fn taille(self) -> Self {
        Self { nom: self.nom.trim().to_owned(), prenom: self.prenom.trim().to_owned(), ..self }
    }
}

/// The level whose représentant légal was told already.
fn sujet_de_succession(formulaire: &Formulaire) -> Option<&Perimetre> {
    let contenu = &formulaire.contenu;
    (contenu.nature() == Nature::Succession).then_some(&contenu.perimetre)
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
