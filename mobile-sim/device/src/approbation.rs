use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ecps::oprf::Aveugle;
use ecps::{
    Affichage, Approbation, CodeProbleme, Defi, DemandeId, Evaluation, Geste, Jeton, MotifArret, Recu, Signe, chemin,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::cle::Cle;
use crate::code_secret::CodeSecret;
use crate::echange::Contexte;
use crate::refus::Refus;
use crate::telephone::{Carte, DemandeVue, Etape, Fin, Telephone};

impl Telephone {
    /// Asks whether a request is waiting, and keeps what is shown: that, and nothing newer, is what can be approved.
    pub async fn regarder(&mut self, ctx: &Contexte<'_>) -> Result<Option<DemandeVue>, Refus> {
        self.verifier_sim(ctx).await?;
        let defi: Defi = self.signer_et_demander(ctx, chemin::DEMANDE, Geste::Consulter).await?;
        let carte = self.carte_mut()?;
        let Some(texte) = defi.affichage else {
            carte.vue = None;
            return Ok(None);
        };
        let affichage: Affichage = serde_json::from_str(&texte).map_err(|e| Refus::Illisible(e.to_string()))?;
        if affichage.aud != carte.audience {
            return Err(Refus::CleSubstituee);
        }
        if carte.vue.as_ref().is_none_or(|vue| vue.affichage.demande != affichage.demande) {
            carte.vue = Some(DemandeVue { affichage, texte, lieu: None });
        }
        Ok(carte.vue.clone())
    }

    /// "I work here now": one of the places that were shown.
    pub fn choisir_lieu(&mut self, demande: &DemandeId, situation: &str) -> Result<(), Refus> {
        let carte = self.carte_mut()?;
        let vue = carte.vue.as_mut().filter(|vue| vue.affichage.demande == *demande).ok_or(Refus::AucuneDemande)?;
        let montre = vue.affichage.lieux.iter().any(|lieu| lieu.situation == situation);
        vue.lieu = montre.then(|| situation.to_owned());
        montre.then_some(()).ok_or(Refus::LieuAbsent)
    }

    /// The number of the login screen and the PIN. A wrong PIN is noticed here, after the provider has counted it.
    pub async fn approuver(
        &mut self,
        ctx: &Contexte<'_>,
        demande: &DemandeId,
        nombre: &str,
        code: &str,
    ) -> Result<(), Refus> {
        self.verifier_sim(ctx).await?;
        let vue = self.vue(demande)?;
        if !vue.affichage.lieux.is_empty() && vue.lieu.is_none() {
            return Err(Refus::LieuAbsent);
        }
        let code = CodeSecret::saisi(code).map_err(Refus::CodeFaible)?;
        let cle = self.ouvrir_coffre(ctx, &code).await?;
        let approbation = Approbation {
            demande: demande.clone(),
            nombre: nombre.trim().to_owned(),
            affichage: vue.empreinte(),
            situation: vue.lieu,
        };
        let jeton = self.carte_mut()?.jeton(ctx, approbation);
        let approbation = cle.signer(Approbation::TYP, &jeton)?;
        let _: Recu = self.repondre(ctx, Geste::Approuver { approbation }).await?;
        self.carte_mut()?.vue = None;
        Ok(())
    }

    /// The holder wants no e-CPS on this phone any more: it ends at the provider, then here. Out of reach, it stays.
    pub async fn retirer(&mut self, ctx: &Contexte<'_>) -> Result<(), Refus> {
        let _: Recu = self.repondre(ctx, Geste::Arreter { motif: MotifArret::Retrait }).await?;
        self.oublier();
        Ok(())
    }

    /// "Not now."
    pub async fn refuser(&mut self, ctx: &Contexte<'_>, demande: &DemandeId) -> Result<(), Refus> {
        let affichage = self.vue(demande)?.empreinte();
        let _: Recu = self.repondre(ctx, Geste::Refuser { demande: demande.clone(), affichage }).await?;
        self.carte_mut()?.vue = None;
        Ok(())
    }

    /// "Ce n'est pas moi."
    pub async fn pas_moi(&mut self, ctx: &Contexte<'_>, demande: &DemandeId) -> Result<(), Refus> {
        let affichage = self.vue(demande)?.empreinte();
        let _: Recu = self.repondre(ctx, Geste::PasMoi { demande: demande.clone(), affichage }).await?;
        self.carte_mut()?.vue = None;
        Ok(())
    }

    /// With another SIM this is no longer the phone whose holder was proven: the e-CPS ends, here at once, at the provider
    /// as soon as it hears.
    async fn verifier_sim(&mut self, ctx: &Contexte<'_>) -> Result<(), Refus> {
        if self.carte_mut()?.sim == self.sim {
            return Ok(());
        }
        let _: Result<Recu, Refus> = self.repondre(ctx, Geste::Arreter { motif: MotifArret::Sim }).await;
        self.etape = Etape::Arrete { raison: Fin::SimChangee };
        Err(Refus::SimChangee)
    }

    /// The approval key, for the length of one signature.
    async fn ouvrir_coffre(&mut self, ctx: &Contexte<'_>, code: &CodeSecret) -> Result<Cle, Refus> {
        let aveugle = Aveugle::nouveau(code.octets(), &*ctx.ambient.chance)?;
        let carte = self.carte_mut()?;
        carte.rang += 1;
        let geste = Geste::Evaluer { element: aveugle.element().to_owned(), rang: carte.rang };
        let moitie: Evaluation = self.signer_et_demander(ctx, chemin::EVALUATION, geste).await?;
        let carte = self.carte_mut()?;
        // The key kept from enrolment verifies the proof, not the one that came along.
        let sortie = aveugle.finir(code.octets(), &moitie.element, &moitie.preuve, &carte.cle_oprf)?;
        if let Some(octets) = carte.coffre.ouvrir(&Zeroizing::new(sortie), &carte.lien())? {
            return Cle::from_octets(&octets);
        }
        if moitie.essais_restants > 0 {
            return Err(Refus::CodeInexact { restants: moitie.essais_restants });
        }
        // Heard or not, the provider evaluates no more: the wrapped key is of no use to anyone and goes.
        let _: Result<Recu, Refus> = self.repondre(ctx, Geste::Verrouiller).await;
        self.etape = Etape::Verrouille { depuis: ctx.ambient.now() };
        Err(Refus::Verrouille)
    }

    /// What was shown under this id: nothing else can be answered.
    fn vue(&mut self, demande: &DemandeId) -> Result<DemandeVue, Refus> {
        let vue = self.carte_mut()?.vue.clone();
        vue.filter(|vue| vue.affichage.demande == *demande).ok_or(Refus::AucuneDemande)
    }

    async fn repondre<R: DeserializeOwned>(&mut self, ctx: &Contexte<'_>, geste: Geste) -> Result<R, Refus> {
        self.signer_et_demander(ctx, chemin::REPONSE, geste).await
    }

    async fn signer_et_demander<R: DeserializeOwned>(
        &mut self,
        ctx: &Contexte<'_>,
        chemin: &str,
        geste: Geste,
    ) -> Result<R, Refus> {
        let carte = self.carte_mut()?;
        let octets = URL_SAFE_NO_PAD.decode(&carte.transport).map_err(|e| Refus::Illisible(e.to_string()))?;
        let jws = Cle::from_octets(&Zeroizing::new(octets))?.signer(Signe::TYP, &carte.jeton(ctx, geste))?;
        let reponse = ctx.demander(chemin, &Signe { jws }).await;
        if let Err(refus) = &reponse {
            self.suivre(ctx, refus);
        }
        reponse
    }

    /// What the provider's refusal says about this phone.
    fn suivre(&mut self, ctx: &Contexte<'_>, refus: &Refus) {
        let Refus::Provider(probleme) = refus else { return };
        match probleme.code {
            CodeProbleme::EcpsVerrouillee => self.etape = Etape::Verrouille { depuis: ctx.ambient.now() },
            CodeProbleme::EcpsRemplacee => self.etape = Etape::Arrete { raison: Fin::Remplacee },
            CodeProbleme::EcpsRevoquee => self.etape = Etape::Arrete { raison: Fin::Revoquee },
            CodeProbleme::EcpsExpiree => self.etape = Etape::Arrete { raison: Fin::Expiree },
            CodeProbleme::DemandeClose | CodeProbleme::NombreEpuise | CodeProbleme::AffichageDifferent => {
                if let Etape::Actif(carte) = &mut self.etape {
                    carte.vue = None;
                }
            }
            _ => {}
        }
    }

    fn carte_mut(&mut self) -> Result<&mut Carte, Refus> {
        match &mut self.etape {
            Etape::Actif(carte) => Ok(carte),
            Etape::Verrouille { .. } => Err(Refus::Verrouille),
            _ => Err(Refus::Etape),
        }
    }
}

impl Carte {
    fn jeton<T: Serialize>(&self, ctx: &Contexte<'_>, contenu: T) -> Jeton<T> {
        Jeton {
            iss: self.appareil.clone(),
            aud: self.audience.clone(),
            iat: ctx.ambient.now().seconds(),
            jti: ctx.ambient.chance.token(),
            contenu,
        }
    }
}
