//! The ANS decides: what is accepted is done in the same transaction, contract, holder, right, and the order of the card.

use annuaire::Correspondance;
use sante::{Finess, IdentifiantNational};

use super::{Adhesion, Contenu, EtapeFormulaire, Formulaire, FormulaireError, FormulaireId, Nature, Objet};
use crate::carte::Commande;
use crate::declaration::{NouveauPorteur, inscrire_porteur};
use crate::guichet::structure;
use crate::habilitation::{Contrats, NouveauContrat};
use crate::idempotence::Auteur;
use crate::identite::Objection;
use crate::journal::{Acte, Dossier};
use crate::meme_personne::{meme_personne, porte_le_nom};
use crate::port::Chantier;
use crate::structure::Structure;
use crate::support::AgentSupport;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecisionFormulaire {
    Accepter,
    /// With what to mend.
    Rendre {
        motif: String,
    },
    Rejeter {
        motif: String,
    },
}

/// How many numbers of cards are looked at in one statement.
const NUMEROS: u32 = 50;

impl Adhesion {
    /// `version` is the one that the agent saw.
    ///
    /// # Errors
    /// [`FormulaireError::SansContrat`] where the contract ended meanwhile: the form is closed, and its author told.
    pub async fn decider(
        &self,
        agent: &AgentSupport,
        (id, version): (&FormulaireId, u32),
        decision: DecisionFormulaire,
    ) -> Result<(), FormulaireError> {
        decision.verifier()?;
        let (par, le) = (agent.identifiant().clone(), self.guichet.maintenant());
        let mut chantier = self.guichet.registre.chantier().await?;
        let service = agent.en_service(chantier.as_mut(), le).await?;
        service.ou(FormulaireError::HorsSupport, FormulaireError::HorsSupport)?;
        let avant = chantier.formulaire(id).await?.ok_or(FormulaireError::Inconnu)?;
        if avant.version != version || avant.etape != EtapeFormulaire::Envoye {
            return Err(FormulaireError::AutreEtape);
        }
        let lieu = structure(chantier.as_mut(), avant.contenu.perimetre.finess()).await?;
        let lieu = lieu.ok_or(FormulaireError::StructureInconnue)?;
        if self.abandonnee(chantier.as_mut(), &avant, &lieu).await? {
            self.abandonner(chantier, avant).await?;
            return Err(FormulaireError::SansContrat);
        }
        self.quatre_yeux(chantier.as_mut(), &par, &avant).await?;
        let etape = match decision {
            DecisionFormulaire::Rendre { motif } => EtapeFormulaire::AReprendre { motif, par: par.clone(), le },
            DecisionFormulaire::Rejeter { motif } => EtapeFormulaire::Rejete { motif, par: par.clone(), le },
            DecisionFormulaire::Accepter => {
                let porteur = self.accepter(chantier.as_mut(), (&par, &lieu), &avant).await?;
                EtapeFormulaire::Accepte { porteur, par: par.clone(), le }
            }
        };
        self.annoncer(chantier.as_mut(), (&avant, &lieu), &etape).await?;
        Ok(self.clore(chantier, (&Auteur::personne(&par), &avant.a(etape))).await?)
    }

    /// Nobody of the support decides on a form in their own name, nor on one that they sent with another card.
    async fn quatre_yeux(
        &self,
        chantier: &mut dyn Chantier,
        agent: &IdentifiantNational,
        formulaire: &Formulaire,
    ) -> Result<(), FormulaireError> {
        let connue = chantier.connues(std::slice::from_ref(agent)).await?.pop();
        let titulaire = &formulaire.contenu.titulaire;
        let sien = connue.is_some_and(|connue| porte_le_nom(&connue.personne, (&titulaire.nom, &titulaire.prenom)));
        let auteur = match formulaire.auteur.as_str().parse() {
            Ok(auteur) => meme_personne(chantier, agent, &auteur).await?,
            Err(_) => false,
        };
        if sien || auteur { Err(FormulaireError::SoiMeme) } else { Ok(()) }
    }

    /// Whoever gets the card is in the registry from now on, and represents the structure where that is what they asked for.
    async fn accepter(
        &self,
        chantier: &mut dyn Chantier,
        (agent, lieu): (&IdentifiantNational, &Structure),
        formulaire: &Formulaire,
    ) -> Result<IdentifiantNational, FormulaireError> {
        let Formulaire { auteur, contenu, .. } = formulaire;
        if contenu.nature() == Nature::Succession {
            self.nouveau_venu(chantier, &contenu.perimetre, (auteur, &contenu.titulaire)).await?;
        }
        let porteur = numero(chantier, contenu.perimetre.finess(), contenu.nature().carte().as_str()).await?;
        let cle = inscrire_porteur(chantier, nouveau(&porteur, lieu, contenu), self.guichet.maintenant()).await?;
        let acte = Dossier::PorteurDeclare { personne: porteur.clone(), structure: cle };
        self.guichet.journal.consigner(Acte::Dossier(acte)).await?;
        let contrats = Contrats::new(self.guichet.clone());
        let geste = match contenu.objet {
            Objet::Adhesion { .. } => {
                let contrat = NouveauContrat {
                    operateur: agent.to_string(),
                    perimetre: contenu.perimetre.clone(),
                    representant: porteur.clone(),
                    depuis: self.guichet.aujourd_hui(),
                    jusque: None,
                    etablissements: Vec::new(),
                };
                let geste = contrats.signer_dans(chantier, contrat).await?.1;
                self.ecarter_les_rivales(chantier, (formulaire, lieu)).await?;
                Some(geste)
            }
            Objet::Succession { .. } => {
                Some(contrats.succeder_dans(chantier, (&agent.to_string(), &contenu.perimetre), &porteur).await?)
            }
            Objet::Cpe { .. } => None,
        };
        if let Some(geste) = geste {
            self.guichet.consigner(geste).await?;
        }
        self.commander_carte(chantier, (auteur, &porteur), contenu).await?;
        Ok(porteur)
    }

    /// The form is the order of the card (CON-08, CON-11, CON-12, GES-09): a director orders their own, whoever filled F301 in that
    /// of their staff.
    async fn commander_carte(
        &self,
        chantier: &mut dyn Chantier,
        (auteur, porteur): (&Auteur, &IdentifiantNational),
        contenu: &Contenu,
    ) -> Result<(), FormulaireError> {
        let par = match contenu.objet {
            Objet::Cpe { .. } => auteur.as_str().parse().unwrap_or_else(|_| porteur.clone()),
            Objet::Adhesion { .. } | Objet::Succession { .. } => porteur.clone(),
        };
        let modele = contenu.nature().carte();
        let structure = Some(contenu.perimetre.finess().clone());
        let commande = Commande { modele, porteur: porteur.clone(), structure };
        Ok(commande.passer(&self.guichet, chantier, &par).await?)
    }
}

impl DecisionFormulaire {
    fn verifier(&self) -> Result<(), FormulaireError> {
        let motif = match self {
            Self::Accepter => return Ok(()),
            Self::Rendre { motif } | Self::Rejeter { motif } => motif.trim(),
        };
        if (1..=500).contains(&motif.chars().count()) {
            return Ok(());
        }
        let phrase = "Dites pourquoi, et ce qu’il faut faire, en 500 caractères au plus.";
        Err(FormulaireError::Saisie(vec![Objection::new("motif_formulaire", "formulaire_sans_motif", phrase)]))
    }
}

/// The first number of this kind of card that nobody has ever had there: `3690990015/CDE00001`.
async fn numero(
    chantier: &mut dyn Chantier,
    finess: &Finess,
    carte: &str,
) -> Result<IdentifiantNational, FormulaireError> {
    for debut in (1..).step_by(NUMEROS as usize) {
        let possibles: Vec<IdentifiantNational> =
            (debut..debut + NUMEROS).filter_map(|rang| format!("3{finess}/{carte}{rang:05}").parse().ok()).collect();
        let prises = chantier.connues(&possibles).await?;
        let libre = |un: &&IdentifiantNational| prises.iter().all(|prise| prise.personne.identifiant() != *un);
        if let Some(libre) = possibles.iter().find(libre) {
            return Ok(libre.clone());
        }
        if possibles.is_empty() {
            break;
        }
    }
    Err(FormulaireError::StructureInconnue)
}

fn nouveau(porteur: &IdentifiantNational, lieu: &Structure, contenu: &Contenu) -> NouveauPorteur {
    let titulaire = contenu.titulaire.clone();
    NouveauPorteur {
        identifiant: porteur.clone(),
        nom: titulaire.nom,
        prenom: titulaire.prenom,
        code_civilite: titulaire.code_civilite,
        structure: lieu.details.clone(),
        correspondance: Correspondance {
            mobile: Some(titulaire.mobile),
            courriel: Some(titulaire.courriel),
            activation_des: None,
        },
    }
}
