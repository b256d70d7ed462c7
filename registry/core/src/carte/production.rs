//! What the authority does about a card, and what becomes of it here: two transactions, and the network between.

use carte_cps::{CarteProduite, CommandeCarte, ModeleCarte, ProfessionCarte, RaisonOpposition, StructureCarte};
use certificat_org::struct_id_nat;
use sante::Finess;

use super::acces::{REGISTRE, porteur};
use super::pratique::exercice_de;
use super::{Abandon, Attente, AutoriteError, Carte, CarteError, CarteId, Cartes, Etape, Fabrication, Origine};
use crate::guichet::structure;
use crate::habilitation::reconnaitre;
use crate::nomenclature::departement_ecrit;
use crate::personne::Personne;
use crate::port::{Chantier, PortError};
use crate::structure::Structure;

/// How far an act came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    Faite,
    /// It is decided and kept; the authority is asked again until it answers.
    Gardee,
    /// Nothing is made: the order was given up.
    Abandonnee,
}

/// How many of those that wait are read at once.
const PAGE: u32 = 50;

impl Cartes {
    /// Asks the authority for every opposition that waits: a round of its own, which nothing else that fails holds back.
    pub async fn tour_des_oppositions(&self) -> Result<(), PortError> {
        self.tout_poursuivre(Attente::Opposition).await
    }

    /// Renews what ends, follows changes of practice, then asks the authority for everything else that waits.
    pub async fn tour(&self) -> Result<(), PortError> {
        self.renouveler().await?;
        self.suivre_les_exercices().await?;
        self.tout_poursuivre(Attente::Fabrication).await
    }

    /// Each once, page after page: what is refused or out of reach stays for the next round, and holds back no other.
    async fn tout_poursuivre(&self, attente: Attente) -> Result<(), PortError> {
        let mut apres = CarteId::from("");
        loop {
            let page = self.fichier.cartes_en_attente(attente, &apres, PAGE).await?;
            let Some(derniere) = page.last().cloned() else { return Ok(()) };
            for id in &page {
                if let Err(CarteError::Port(cause)) = self.poursuivre(id).await {
                    tracing::warn!(card.order = %id, %cause, "waits for the next round");
                }
            }
            apres = derniere;
        }
    }

    pub(super) async fn poursuivre(&self, id: &CarteId) -> Result<Suite, CarteError> {
        let lue = self.fichier.carte_lue(id).await?.ok_or(CarteError::Inconnue)?;
        match &lue.etape {
            Etape::Commandee => self.demander(lue.clone()).await,
            Etape::Demandee { commande } => self.redemander(&lue, commande).await,
            Etape::Renoncee { commande, .. } => self.rattraper(&lue, commande).await,
            Etape::Produite { .. } => self.faire_envoyer(&lue).await,
            Etape::AOpposer { raison, .. } => match self.autorite.opposer(id, *raison).await {
                Ok(()) => self.conclure(&lue, |etape| etape.opposee()).await,
                Err(cause) => Ok(gardee(id, &cause)),
            },
            Etape::Envoyee { .. } | Etape::Recue { .. } | Etape::Opposee { .. } | Etape::Annulee { .. } => {
                Ok(Suite::Faite)
            }
        }
    }

    /// The words that the authority is asked in are kept before it is: its answer may be lost, and the order given up meanwhile.
    async fn demander(&self, lue: Carte) -> Result<Suite, CarteError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        if chantier.carte(&lue.id).await?.as_ref() != Some(&lue) {
            return Ok(Suite::Faite);
        }
        let demandee = self.demandee(chantier.as_mut(), &lue).await?;
        match demandee {
            Ok(commande) => {
                let etape = lue.etape.demandee(commande.clone()).ok_or(CarteError::AutreEtape)?;
                let apres = Carte { etape, ..lue };
                chantier.ecrire_carte(&apres).await?;
                chantier.valider().await?;
                self.faire_produire(&apres, &commande).await
            }
            Err(motif) => {
                let etape = lue.etape.abandonnee(motif, self.guichet.maintenant()).ok_or(CarteError::AutreEtape)?;
                self.avancer(chantier, REGISTRE, (lue, etape)).await?;
                Ok(Suite::Abandonnee)
            }
        }
    }

    /// Nobody is asked again for a card that must not be sent; but the one that was made, if any, is opposed.
    async fn redemander(&self, lue: &Carte, commande: &CommandeCarte) -> Result<Suite, CarteError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let obstacle = self.obstacle(chantier.as_mut(), lue).await?;
        drop(chantier);
        let Some(motif) = obstacle else { return self.faire_produire(lue, commande).await };
        let le = self.guichet.maintenant();
        self.conclure(lue, |etape| etape.abandonnee(motif.clone(), le)).await?;
        Ok(Suite::Abandonnee)
    }

    async fn faire_produire(&self, lue: &Carte, commande: &CommandeCarte) -> Result<Suite, CarteError> {
        let le = self.guichet.maintenant();
        match self.autorite.produire(&lue.id, commande).await {
            Ok(produite) => {
                let fabrication = fabrication(produite);
                self.conclure(lue, |etape| etape.produite(fabrication.clone())).await
            }
            Err(AutoriteError::Refus(motif)) => {
                self.conclure(lue, |etape| etape.refusee(motif.clone(), le)).await?;
                Ok(Suite::Abandonnee)
            }
            Err(cause @ AutoriteError::Injoignable(_)) => Ok(gardee(&lue.id, &cause)),
        }
    }

    /// Asked again in the same words, the authority names the card that it made, or would have made: that one is opposed.
    async fn rattraper(&self, lue: &Carte, commande: &CommandeCarte) -> Result<Suite, CarteError> {
        match self.autorite.produire(&lue.id, commande).await {
            Ok(produite) => {
                let fabrication = fabrication(produite);
                self.conclure(lue, |etape| etape.rattrapee(fabrication.clone(), REGISTRE)).await
            }
            Err(AutoriteError::Refus(motif)) => {
                let le = self.guichet.maintenant();
                self.conclure(lue, |etape| etape.refusee(motif.clone(), le)).await
            }
            Err(cause @ AutoriteError::Injoignable(_)) => Ok(gardee(&lue.id, &cause)),
        }
    }

    /// A card that was made for somebody who left, or for a structure without contract, is opposed and never sent.
    async fn faire_envoyer(&self, lue: &Carte) -> Result<Suite, CarteError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let obstacle = self.obstacle(chantier.as_mut(), lue).await?;
        drop(chantier);
        let le = self.guichet.maintenant();
        if obstacle.is_some() {
            let depart = |etape: &Etape| etape.a_opposer(RaisonOpposition::Depart, (REGISTRE, le));
            self.conclure(lue, depart).await?;
            return Ok(Suite::Abandonnee);
        }
        match self.autorite.envoyer(&lue.id).await {
            Ok(()) => self.conclure(lue, |etape| etape.envoyee(le)).await,
            Err(cause) => Ok(gardee(&lue.id, &cause)),
        }
    }

    /// The next stage, unless somebody was faster.
    async fn conclure(&self, lue: &Carte, suivante: impl Fn(&Etape) -> Option<Etape>) -> Result<Suite, CarteError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        if chantier.carte(&lue.id).await?.as_ref() != Some(lue) {
            return Ok(Suite::Faite);
        }
        let etape = suivante(&lue.etape).ok_or(CarteError::AutreEtape)?;
        self.avancer(chantier, REGISTRE, (lue.clone(), etape)).await?;
        Ok(Suite::Faite)
    }

    /// What the authority is asked, or why it is not.
    async fn demandee(
        &self,
        chantier: &mut dyn Chantier,
        carte: &Carte,
    ) -> Result<Result<CommandeCarte, Abandon>, PortError> {
        if let Some(motif) = self.obstacle(chantier, carte).await? {
            return Ok(Err(motif));
        }
        let maintenant = self.guichet.maintenant();
        let Some(personne) = porteur(chantier, &carte.porteur, maintenant).await? else {
            return Ok(Err(Abandon::PorteurParti));
        };
        let structure = match &carte.structure {
            Some(finess) => self.structure_de_carte(chantier, finess).await?,
            None => None,
        };
        let civil = personne.etat_civil();
        Ok(Ok(CommandeCarte {
            modele: carte.modele,
            identifiant: carte.porteur.clone(),
            nom: civil.nom.clone(),
            prenom: civil.prenom().to_owned(),
            structure,
            profession: self.profession(&personne, carte),
            codes_de: self.codes(carte),
        }))
    }

    /// The same codes for who did nothing but wait (MIE-12).
    fn codes(&self, carte: &Carte) -> Option<String> {
        let renouvelle = carte.origine == Origine::Renouvellement;
        carte.remplace.as_ref().filter(|_| renouvelle).map(ToString::to_string)
    }

    fn profession(&self, personne: &Personne, carte: &Carte) -> Option<ProfessionCarte> {
        let Personne::Professionnel(professionnel) = personne else { return None };
        let code = &exercice_de(professionnel, carte)?.cle.code_profession;
        Some(ProfessionCarte { code: code.parse().ok()?, libelle: self.guichet.fonction(code) })
    }

    async fn structure_de_carte(
        &self,
        chantier: &mut dyn Chantier,
        finess: &Finess,
    ) -> Result<Option<StructureCarte>, PortError> {
        let lieu = structure(chantier, finess).await?;
        Ok(lieu.map(|lieu| StructureCarte {
            raison_sociale: lieu.details.raison_sociale,
            identifiant: struct_id_nat(finess.as_str()),
            departement: departement_ecrit(&lieu.details.code_commune),
        }))
    }

    /// Why nothing is made for this order, or sent, today: read again at each step, for a contract may end meanwhile (CON-01).
    pub(super) async fn obstacle(
        &self,
        chantier: &mut dyn Chantier,
        carte: &Carte,
    ) -> Result<Option<Abandon>, PortError> {
        let maintenant = self.guichet.maintenant();
        let Some(personne) = porteur(chantier, &carte.porteur, maintenant).await? else {
            return Ok(Some(Abandon::PorteurParti));
        };
        let Some(finess) = &carte.structure else {
            let exerce = matches!(&personne, Personne::Professionnel(lui) if exercice_de(lui, carte).is_some());
            return Ok((!exerce).then_some(Abandon::PorteurParti));
        };
        let Some(lieu) = structure(chantier, finess).await? else { return Ok(Some(Abandon::SansContrat)) };
        let ej: Option<Finess> = lieu.details.finess_ej.parse().ok();
        let niveaux: Vec<Finess> = std::iter::once(finess.clone()).chain(ej).collect();
        let contrats = chantier.contrats(&niveaux).await?;
        let couvert = contrats.iter().any(|un| un.periode.contient(maintenant) && un.perimetre.couvre(&lieu));
        if !couvert {
            return Ok(Some(Abandon::SansContrat));
        }
        let en_titre = carte.modele != ModeleCarte::Cde || self.represente(chantier, carte, &lieu).await?;
        Ok((!en_titre).then_some(Abandon::PorteurParti))
    }
}

impl Cartes {
    /// A CDE is for whoever represents the structure today (CON-11).
    async fn represente(
        &self,
        chantier: &mut dyn Chantier,
        carte: &Carte,
        lieu: &Structure,
    ) -> Result<bool, PortError> {
        match reconnaitre::<CarteError>(chantier, &carte.porteur, self.guichet.maintenant()).await {
            Ok(agent) => Ok(agent.represente(lieu)),
            Err(CarteError::Port(cause)) => Err(cause),
            Err(_) => Ok(false),
        }
    }
}

fn fabrication(produite: CarteProduite) -> Fabrication {
    let CarteProduite { numero, series, depuis, jusque, codes } = produite;
    Fabrication { numero, series, depuis, jusque, codes }
}

fn gardee(id: &CarteId, cause: &AutoriteError) -> Suite {
    tracing::warn!(card.order = %id, %cause, "kept, and asked again");
    Suite::Gardee
}
