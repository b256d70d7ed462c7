//! Cards that the directory shows, and who holds one by its number.

use std::collections::HashMap;

use ambient::Timestamp;
use database::list;
use registry_core::carte::Carte;
use registry_core::port::PortError;
use sante::IdentifiantNational;

use super::demandes::{Demande, Valeur};
use crate::carte::{COLONNES, carte};
use crate::fiche::Lue;
use crate::magasin::Magasin;

/// Past every number that goes on after some digits, in every collation.
const SUITE: &str = "99999999999999999999";
/// Holders of one question.
const PORTEURS: i64 = 200;

impl Magasin {
    /// Of these people, those cards that are in somebody's hands and not over.
    pub(super) async fn cartes_montrees(
        &self,
        porteurs: &[String],
        maintenant: Timestamp,
    ) -> Result<HashMap<String, Vec<Carte>>, PortError> {
        if porteurs.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = format!(
            "{COLONNES} WHERE jusque > $1 AND mot IN ('ENVOYEE', 'RECUE') AND porteur IN ({}) ORDER BY commande_le, id",
            list(2, porteurs.len())
        );
        let mut valeurs = vec![Valeur::Entier(maintenant.millis())];
        valeurs.extend(porteurs.iter().cloned().map(Valeur::Texte));
        let mut cartes: HashMap<String, Vec<Carte>> = HashMap::new();
        for ligne in &Demande::nouvelle(sql, valeurs).lire(self).await? {
            let une = carte(&Lue(ligne))?;
            cartes.entry(une.porteur.to_string()).or_default().push(une);
        }
        Ok(cartes)
    }

    pub(super) async fn qui_a_ces_cartes(&self, numeros: &[String]) -> Result<Vec<IdentifiantNational>, PortError> {
        let chiffres = |numero: &&String| !numero.is_empty() && numero.bytes().all(|octet| octet.is_ascii_digit());
        let mut porteurs = Vec::new();
        for numero in numeros.iter().filter(chiffres) {
            let sql =
                "SELECT DISTINCT porteur FROM carte WHERE numero >= $1 AND numero <= $2 ORDER BY porteur LIMIT $3";
            let bornes = [numero.clone(), format!("{numero}{SUITE}")].map(Valeur::Texte);
            let valeurs = bornes.into_iter().chain([Valeur::Entier(PORTEURS)]).collect();
            for ligne in &Demande::nouvelle(sql, valeurs).lire(self).await? {
                porteurs.push(Lue(ligne).lu("porteur")?);
            }
        }
        Ok(porteurs)
    }
}
