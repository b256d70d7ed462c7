use ambient::Seconds;
use ecps::jws::Jws;
use ecps::{ClePublique, Geste, Jeton, Signe};
use serde::de::DeserializeOwned;

use super::erreur::EcpsError;
use super::inscription::ECART;
use super::port::{Appareil, AppareilEtat};
use super::socle::Socle;
use crate::port::PortError;

impl Socle {
    /// Opens a request of an enrolled phone: form, device, signature, audience, time, single use, state.
    pub(super) async fn ouvrir_enveloppe(&self, signe: &Signe) -> Result<(Appareil, Geste), EcpsError> {
        let jws = Jws::parse(&signe.jws, Signe::TYP).map_err(|e| EcpsError::MessageIllisible(e.to_string()))?;
        let annonce: Jeton<serde_json::Value> =
            jws.non_verifie().map_err(|e| EcpsError::MessageIllisible(e.to_string()))?;
        let appareil = self.appareils.appareil(&annonce.iss).await?;
        let Some(appareil) = appareil else { return Err(self.signature_refusee(None, "an unknown device").await) };
        let geste = self.verifier_jeton::<Geste>(&jws, &appareil, &appareil.cle_transport).await?;
        match appareil.etat {
            AppareilEtat::Actif if self.now() >= appareil.expire_le => Err(EcpsError::Expiree),
            AppareilEtat::Actif if !self.admet(&appareil) => Err(EcpsError::AttestationRefusee("this device's")),
            AppareilEtat::Actif => Ok((appareil, geste)),
            AppareilEtat::Verrouille => Err(EcpsError::Verrouillee),
            AppareilEtat::Remplace => Err(EcpsError::Remplacee),
            AppareilEtat::Revoque => Err(EcpsError::Revoquee),
        }
    }

    /// The claims around a content that `cle` (a JWK of `appareil`) signed: for us, now, once. The journal hears of
    /// every signature that is none of this.
    pub(super) async fn verifier_jeton<T: DeserializeOwned>(
        &self,
        jws: &Jws,
        appareil: &Appareil,
        cle: &str,
    ) -> Result<T, EcpsError> {
        let cle: ClePublique =
            serde_json::from_str(cle).map_err(|e| PortError::inconsistent("appareils", &appareil.id, e))?;
        let refus = match jws.verifier(&cle) {
            Ok(jeton) => match self.defaut(&jeton, appareil).await? {
                Some(defaut) => defaut,
                None => return Ok(jeton.contenu),
            },
            Err(_) => "signature",
        };
        Err(self.signature_refusee(Some(&appareil.id), refus).await)
    }

    /// What is wrong with claims whose signature holds. They are spent here.
    async fn defaut<T>(&self, jeton: &Jeton<T>, appareil: &Appareil) -> Result<Option<&'static str>, PortError> {
        if jeton.iss != appareil.id {
            return Ok(Some("issuer"));
        }
        if jeton.aud != self.reglages.audience {
            return Ok(Some("audience"));
        }
        if (jeton.iat - self.now().seconds()).abs() > ECART {
            return Ok(Some("time"));
        }
        let repos = self.rest_key.rest("ecps.jti", &format!("{}|{}", jeton.iss, jeton.jti));
        let neuf = self.spent.spend("ecps.jti", &repos, self.now().plus(Seconds(4 * ECART))).await?;
        Ok((!neuf).then_some("replay"))
    }
}
