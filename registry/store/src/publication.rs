//! What the public directory reads, stretch by stretch: each question has an index that leads, and begins after a place that is no row
//! number, so that what comes and goes meanwhile neither repeats nor hides anybody.

mod cartes;
pub mod dates;
mod demandes;
mod lieux;

use std::collections::HashMap;

use ambient::Timestamp;
use async_trait::async_trait;
use database::list;
use registry_core::CleStructure;
use registry_core::annuaire::{Candidat, Etape, LieuPublie, Meneur, MeneurLieu, Publication, Publiee};
use registry_core::port::PortError;
use registry_core::recherche::{Mot, Personnes as _};
use sante::{IdentifiantNational, SituationId};
use sqlx::any::AnyRow;

use crate::fiche::Lue;
use crate::magasin::Magasin;
use dates::{PERSONNE, STRUCTURE};
use demandes::{
    Demande, Valeur, cites, depuis, lire_place, par_structures, sans_recouvrement, structures, tous, un_mot,
};

/// Names in one statement: below the parameter limits of both engines.
const PAQUET: usize = 500;

#[async_trait]
impl Publication for Magasin {
    async fn candidats(
        &self,
        meneur: &Meneur,
        etape: &Etape,
        (limite, maintenant): (u32, Timestamp),
    ) -> Result<Vec<Candidat<IdentifiantNational>>, PortError> {
        let apres = etape.0.clone().unwrap_or_default();
        let demande = match meneur {
            Meneur::Tous => tous(apres, limite),
            Meneur::Identifiants(siens) => return Ok(cites(siens, &apres, limite)),
            Meneur::Mots(mots) => return self.par_mots(mots, &apres, limite).await,
            Meneur::Structures(cles) if cles.is_empty() => return Ok(Vec::new()),
            Meneur::Structures(cles) => par_structures(cles, apres, limite),
            Meneur::Depuis(le) => depuis(PERSONNE, *le, (&apres, limite, maintenant)),
        };
        let lignes = demande.lire(self).await?;
        lignes.iter().map(|ligne| Ok(Candidat { place: place(ligne)?, qui: Lue(ligne).lu("cle")? })).collect()
    }

    async fn publiees(
        &self,
        personnes: &[IdentifiantNational],
        maintenant: Timestamp,
    ) -> Result<Vec<Publiee>, PortError> {
        let premier = self.premier_instant().await?;
        let mut publiees = Vec::with_capacity(personnes.len());
        for paquet in personnes.chunks(PAQUET) {
            let attendent = self.a_publier(paquet, maintenant).await?;
            let numeros: Vec<String> = paquet.iter().map(ToString::to_string).collect();
            let dates = self.dates((PERSONNE, &numeros), maintenant).await?;
            let date = |numero: &str| dates.get(numero).copied().unwrap_or(premier);
            let fiches = self.fiches(paquet).await?;
            let cartes = self.cartes_montrees(&numeros, maintenant).await?;
            for fiche in fiches.iter().filter(|fiche| !attendent.contains(fiche.personne.identifiant())) {
                let numero = fiche.personne.identifiant().to_string();
                let siennes = cartes.get(&numero).into_iter().flatten();
                let publiee = Publiee::de(fiche, date(&numero), maintenant);
                publiees.extend(publiee.map(|elle| elle.avec_cartes(siennes, maintenant)));
            }
        }
        Ok(publiees)
    }

    async fn lieux(
        &self,
        meneur: &MeneurLieu,
        etape: &Etape,
        (limite, maintenant): (u32, Timestamp),
    ) -> Result<Vec<Candidat<LieuPublie>>, PortError> {
        let apres = etape.0.clone().unwrap_or_default();
        let places: Vec<Candidat<String>> = match meneur {
            MeneurLieu::Depuis(le) => {
                let lignes = depuis(STRUCTURE, *le, (&apres, limite, maintenant)).lire(self).await?;
                let lue = |ligne| Ok(Candidat { place: place(ligne)?, qui: Lue(ligne).texte("cle")? });
                lignes.iter().map(lue).collect::<Result<_, PortError>>()?
            }
            MeneurLieu::Cles(cles) => {
                let mut cles: Vec<&str> =
                    cles.iter().map(CleStructure::as_str).filter(|cle| *cle > apres.as_str()).collect();
                cles.sort_unstable();
                cles.dedup();
                cles.truncate(limite as usize);
                cles.into_iter().map(|cle| Candidat { place: cle.to_owned(), qui: cle.to_owned() }).collect()
            }
            MeneurLieu::Tous | MeneurLieu::De(_) => {
                let lignes = structures(meneur, apres, limite).lire(self).await?;
                let lue = |ligne| Lue(ligne).texte("cle").map(|cle| Candidat { place: cle.clone(), qui: cle });
                lignes.iter().map(lue).collect::<Result<_, PortError>>()?
            }
        };
        self.publier_lieux(places, maintenant).await
    }

    async fn titulaires(&self, situations: &[SituationId]) -> Result<Vec<IdentifiantNational>, PortError> {
        if situations.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!("SELECT DISTINCT personne FROM situation WHERE id IN ({})", list(1, situations.len()));
        let valeurs = situations.iter().map(|une| Valeur::Texte(une.as_str().to_owned())).collect();
        let lignes = Demande::nouvelle(sql, valeurs).lire(self).await?;
        lignes.iter().map(|ligne| Lue(ligne).lu("personne")).collect()
    }

    async fn porteurs_de_cartes(&self, numeros: &[String]) -> Result<Vec<IdentifiantNational>, PortError> {
        self.qui_a_ces_cartes(numeros).await
    }

    async fn mots_contenant(&self, texte: &str, limite: u32) -> Result<Vec<Mot>, PortError> {
        // a folded text has letters and digits alone: nothing of it means anything to LIKE
        let valeurs = vec![Valeur::Texte(format!("%{texte}%")), Valeur::Entier(i64::from(limite))];
        let sql = "SELECT texte FROM mot_connu WHERE texte LIKE $1 LIMIT $2";
        let lignes = Demande::nouvelle(sql, valeurs).lire(self).await?;
        lignes.iter().map(|ligne| Ok(Mot { texte: Lue(ligne).texte("texte")?, entier: true })).collect()
    }

    async fn premier_instant(&self) -> Result<Timestamp, PortError> {
        let sql = "SELECT survenu FROM evenement ORDER BY numero LIMIT 1";
        let lignes = Demande::nouvelle(sql, Vec::new()).lire(self).await?;
        let premier = lignes.first().map(|ligne| Lue(ligne).entier("survenu")).transpose()?;
        Ok(Timestamp::from_millis(premier.unwrap_or_default()))
    }
}

impl Magasin {
    /// In the order of the words. A place is a word in hexadecimal and a number; one that no reading gave finds nobody.
    async fn par_mots(
        &self,
        mots: &[Mot],
        apres: &str,
        limite: u32,
    ) -> Result<Vec<Candidat<IdentifiantNational>>, PortError> {
        let Some((depuis, lui)) = lire_place(apres) else { return Ok(Vec::new()) };
        let seuls = sans_recouvrement(mots);
        let mut trouves = Vec::new();
        for mot in &seuls {
            let reste = limite - u32::try_from(trouves.len()).unwrap_or(limite);
            let passe = mot.entier && mot.texte.as_bytes() < depuis.as_slice();
            if reste == 0 || passe {
                continue;
            }
            for ligne in &un_mot(mot, &seuls, (&depuis, &lui), reste).lire(self).await? {
                trouves.push(Candidat { place: place_du_mot(ligne)?, qui: Lue(ligne).lu("cle")? });
            }
        }
        Ok(trouves)
    }

    /// When each of these last changed; those that are not named, at the first event.
    async fn dates(
        &self,
        (genre, cles): (&str, &[String]),
        maintenant: Timestamp,
    ) -> Result<HashMap<String, Timestamp>, PortError> {
        if cles.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = format!(
            "SELECT cle, CAST(MAX(le) AS BIGINT) AS le FROM annuaire_maj WHERE genre = $1 AND le <= $2 \
             AND cle IN ({}) GROUP BY cle",
            list(3, cles.len())
        );
        let mut valeurs = vec![Valeur::Texte(genre.to_owned()), Valeur::Entier(maintenant.millis())];
        valeurs.extend(cles.iter().cloned().map(Valeur::Texte));
        let lignes = Demande::nouvelle(sql, valeurs).lire(self).await?;
        let lues =
            lignes.iter().map(|ligne| Ok((Lue(ligne).texte("cle")?, Timestamp::from_millis(Lue(ligne).entier("le")?))));
        lues.collect()
    }
}

fn place(ligne: &AnyRow) -> Result<String, PortError> {
    Lue(ligne).texte("place")
}

/// The word, and whose it is.
fn place_du_mot(ligne: &AnyRow) -> Result<String, PortError> {
    let lue = Lue(ligne);
    let hexa = lue.octets("mot")?.iter().fold(String::new(), |hexa, octet| format!("{hexa}{octet:02x}"));
    Ok(format!("{hexa}.{}", lue.texte("cle")?))
}
