//! Signing in by the phone: OpenID Connect CIBA Core 1.0, in the dialect of Pro Santé Connect (`channel`, two digits, poll).

use std::io::Write;
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::fournisseur::{Erreur, Fournisseur, Jetons};
use crate::session::Session;

const GRANT: &str = "urn:openid:params:grant-type:ciba";
/// Seconds between two questions where the provider names none (§7.3).
const RYTHME: u64 = 5;

/// What the provider answers to the request.
#[derive(Debug, Deserialize)]
struct Attente {
    auth_req_id: String,
    /// Seconds.
    expires_in: u64,
    interval: Option<u64>,
}

/// Asks the phone, shows the digits, waits for the answer.
pub async fn connecter(
    fournisseur: &Fournisseur,
    identifiant: &str,
    ecran: &mut impl Write,
) -> Result<Session, Erreur> {
    let numero = numero()?;
    let champs = [
        ("scope", "openid scope_all situation"),
        ("acr_values", "eidas1"),
        ("channel", "MOBILE"),
        ("login_hint", identifiant),
        ("binding_message", &numero),
    ];
    let recu = fournisseur.demander(&champs).await?;
    let attente: Attente = serde_json::from_value(recu).map_err(|cause| Erreur::Jeton(cause.to_string()))?;
    let dit = writeln!(
        ecran,
        "\n  Votre numéro : {numero}\n\nPrenez votre téléphone, tapez ce numéro, puis votre code secret."
    );
    dit.and_then(|()| ecran.flush()).map_err(Erreur::Ecran)?;
    let jetons = attendre(fournisseur, &attente).await?;
    Session::ouvrir(fournisseur, jetons).await
}

/// Polls at the provider's rhythm (§7.3), no longer than the request lives.
async fn attendre(fournisseur: &Fournisseur, attente: &Attente) -> Result<Jetons, Erreur> {
    let fin = Instant::now() + Duration::from_secs(attente.expires_in);
    let mut rythme = Duration::from_secs(attente.interval.unwrap_or(RYTHME).max(1));
    while Instant::now() < fin {
        tokio::time::sleep(rythme).await;
        match fournisseur.jetons(&[("grant_type", GRANT), ("auth_req_id", &attente.auth_req_id)]).await {
            Err(Erreur::Refus(error, _)) if error == "authorization_pending" => {}
            Err(Erreur::Refus(error, _)) if error == "slow_down" => rythme += Duration::from_secs(5),
            // a network that fails once is asked again (§7.3 says so of time-outs)
            Err(Erreur::Injoignable(_)) => rythme += Duration::from_secs(1),
            fini => return fini,
        }
    }
    Err(Erreur::Refus("expired_token".to_owned(), String::new()))
}

/// Two digits, each of the hundred as likely as another.
fn numero() -> Result<String, Erreur> {
    loop {
        let mut octet = [0];
        aws_lc_rs::rand::fill(&mut octet).map_err(|_| Erreur::Jeton("pas de hasard".to_owned()))?;
        // 200 to 255 would make the first numbers more likely
        if octet[0] < 200 {
            return Ok(format!("{:02}", octet[0] % 100));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_has_two_digits_and_is_not_always_the_same() {
        let tires: Vec<_> = (0..200).map(|_| numero().expect("chance")).collect();
        assert!(tires.iter().all(|numero| numero.len() == 2 && numero.chars().all(|c| c.is_ascii_digit())));
        let differents: std::collections::HashSet<_> = tires.iter().collect();
        assert!(differents.len() > 50, "{}", differents.len());
    }
}
