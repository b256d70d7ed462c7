use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ecps::oprf::Aveugle;
use ecps::{
    ActivationOuverte, CodeLu, CodesSaisis, DemandeActivation, DemandeEvaluation, Empreinte, Enrole, Enrolement,
    Evaluation, LienActivation, PreuvePossession, Ticket, TicketCarte, chemin,
};

use crate::cle::Cle;
use crate::code_secret::CodeSecret;
use crate::coffre::Coffre;
use crate::echange::Contexte;
use crate::refus::Refus;
use crate::telephone::{Carte, Etape, Telephone, lien};

impl Telephone {
    /// "I want an e-CPS." The answer does not say whether somebody has this number.
    pub async fn activer(&mut self, ctx: &Contexte<'_>, identifiant: &str) -> Result<(), Refus> {
        if matches!(self.etape, Etape::Actif(_)) {
            return Err(Refus::DejaActif);
        }
        let question = DemandeActivation { identifiant: identifiant.to_owned() };
        let ouverte: ActivationOuverte = ctx.demander(chemin::ACTIVATIONS, &question).await?;
        let expire_le = ctx.ambient.now().plus(ouverte.expire_dans);
        self.etape = Etape::Codes { identifiant: identifiant.to_owned(), activation: ouverte.activation, expire_le };
        Ok(())
    }

    /// The code that this phone read off a screen, as the address that it is. What it says of whose e-CPS this will be is
    /// the provider's word.
    pub async fn lire_code(&mut self, ctx: &Contexte<'_>, lien: &str) -> Result<(), Refus> {
        if matches!(self.etape, Etape::Actif(_)) {
            return Err(Refus::DejaActif);
        }
        let lien = LienActivation::lire(lien).ok_or(Refus::PasUnCode)?;
        let TicketCarte { identifiant, ticket } = ctx.demander(chemin::CARTE, &CodeLu { code: lien.code }).await?;
        if ticket.audience != lien.origine {
            return Err(Refus::CleSubstituee);
        }
        let expire_le = ctx.ambient.now().plus(ticket.expire_dans);
        self.etape = Etape::ChoixCode { identifiant, ticket, expire_le };
        Ok(())
    }

    /// The two codes that were received.
    pub async fn confirmer(&mut self, ctx: &Contexte<'_>, code_sms: &str, code_courriel: &str) -> Result<(), Refus> {
        let Etape::Codes { identifiant, activation, .. } = &self.etape else { return Err(Refus::Etape) };
        let question = CodesSaisis {
            activation: activation.clone(),
            code_sms: code_sms.to_owned(),
            code_courriel: code_courriel.to_owned(),
        };
        let ticket: Ticket = ctx.demander(chemin::CODES, &question).await?;
        let expire_le = ctx.ambient.now().plus(ticket.expire_dans);
        self.etape = Etape::ChoixCode { identifiant: identifiant.clone(), ticket, expire_le };
        Ok(())
    }

    /// The PIN: judged here, made into a wrapping key with the provider's half, and forgotten.
    pub async fn choisir_code(&mut self, ctx: &Contexte<'_>, code: &str) -> Result<(), Refus> {
        let Etape::ChoixCode { identifiant, ticket, .. } = &self.etape else { return Err(Refus::Etape) };
        let code = CodeSecret::choisi(code, identifiant).map_err(Refus::CodeFaible)?;
        let chance = &*ctx.ambient.chance;
        let aveugle = Aveugle::nouveau(code.octets(), chance)?;
        let question = DemandeEvaluation { ticket: ticket.ticket.clone(), element: aveugle.element().to_owned() };
        let moitie: Evaluation = ctx.demander(chemin::EVALUATION_INITIALE, &question).await?;
        let sortie =
            zeroize::Zeroizing::new(aveugle.finir(code.octets(), &moitie.element, &moitie.preuve, &moitie.cle)?);
        let (approbation, transport) = (Cle::generer(chance), Cle::generer(chance));
        let cle_approbation = approbation.publique()?;
        let pour = lien(&ticket.appareil, &cle_approbation, &moitie.cle);
        let coffre = Coffre::fermer(&approbation.octets(), &sortie, &pour, (chance, ctx.cout))?;
        let enrolement = enrolement(ctx, ticket, (&approbation, &transport), &self.notification)?;
        let enrole: Enrole = ctx.demander(chemin::APPAREILS, &enrolement).await?;
        self.etape = Etape::Actif(Box::new(Carte {
            appareil: enrole.appareil,
            identifiant: identifiant.clone(),
            attestation: ctx.attestation,
            expire_le: enrole.expire_le,
            audience: ticket.audience.clone(),
            transport: URL_SAFE_NO_PAD.encode(transport.octets()),
            cle_approbation,
            coffre,
            cle_oprf: moitie.cle,
            rang: 0,
            sim: self.sim,
            vue: None,
        }));
        Ok(())
    }
}

/// Both public keys, and the proof by each that it is held.
fn enrolement(
    ctx: &Contexte<'_>,
    ticket: &Ticket,
    cles: (&Cle, &Cle),
    notification: &str,
) -> Result<Enrolement, Refus> {
    let (approbation, transport) = cles;
    let (cle_approbation, cle_transport) = (approbation.publique()?, transport.publique()?);
    let preuve = PreuvePossession {
        aud: ticket.audience.clone(),
        iat: ctx.ambient.now().seconds(),
        appareil: ticket.appareil.clone(),
        ticket: Empreinte::de(&ticket.ticket).as_str().to_owned(),
        cle_approbation: cle_approbation.thumbprint(),
        cle_transport: cle_transport.thumbprint(),
    };
    Ok(Enrolement {
        ticket: ticket.ticket.clone(),
        cle_approbation,
        cle_transport,
        attestation: ctx.attestation,
        notification: notification.to_owned(),
        preuve_approbation: approbation.signer(PreuvePossession::TYP, &preuve)?,
        preuve_transport: transport.signer(PreuvePossession::TYP, &preuve)?,
    })
}
