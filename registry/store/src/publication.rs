//! What the public directory reads, stretch by stretch: each question has an index that leads, and begins after a place that is no row
//! number, so that what comes and goes meanwhile neither repeats nor hides anybody.

pub mod dates;

use std::collections::HashMap;

use ambient::Timestamp;
use async_trait::async_trait;
use database::list;
use registry_core::annuaire::{Candidat, Etape, LieuPublie, Meneur, MeneurLieu, Publication, Publiee};
use registry_core::port::PortError;
use registry_core::recherche::{Mot, Personnes as _};
use registry_core::{CleStructure, Structure};
use sante::{IdentifiantNational, SituationId};
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe};

use crate::erreur::moteur;
use crate::fiche::Lue;
use crate::magasin::Magasin;
use crate::recherche::condition;
use dates::{PERSONNE, STRUCTURE};

/// Names in one statement: below the parameter limits of both engines.
const PAQUET: usize = 500;

/// A statement and what is bound to it, in order.
struct Demande {
    sql: String,
    valeurs: Vec<Valeur>,
}

enum Valeur {
    Texte(String),
    Entier(i64),
    Octets(Vec<u8>),
}

impl Demande {
    fn nouvelle(sql: impl Into<String>, valeurs: Vec<Valeur>) -> Self {
        Self { sql: sql.into(), valeurs }
    }

    /// The text is made of names of columns and numbers of parameters.
    async fn lire(self, magasin: &Magasin) -> Result<Vec<AnyRow>, PortError> {
        let demande = self.valeurs.into_iter().fold(sqlx::query::<Any>(AssertSqlSafe(self.sql)), |demande, valeur| {
            match valeur {
                Valeur::Texte(texte) => demande.bind(texte),
                Valeur::Entier(entier) => demande.bind(entier),
                Valeur::Octets(octets) => demande.bind(octets),
            }
        });
        demande.fetch_all(magasin.base.read()).await.map_err(moteur)
    }
}

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
            let connues = fiches.iter().filter(|fiche| !attendent.contains(fiche.personne.identifiant()));
            publiees.extend(connues.filter_map(|fiche| {
                Publiee::de(fiche, date(&fiche.personne.identifiant().to_string()), maintenant)
            }));
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
                let mut cles: Vec<&str> = cles.iter().map(CleStructure::as_str).filter(|cle| *cle > apres.as_str()).collect();
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
        let lues = lignes.iter().map(|ligne| {
            Ok((Lue(ligne).texte("cle")?, Timestamp::from_millis(Lue(ligne).entier("le")?)))
        });
        lues.collect()
    }

    async fn publier_lieux(
        &self,
        places: Vec<Candidat<String>>,
        maintenant: Timestamp,
    ) -> Result<Vec<Candidat<LieuPublie>>, PortError> {
        let premier = self.premier_instant().await?;
        let mut publies = Vec::with_capacity(places.len());
        for paquet in places.chunks(PAQUET) {
            let cles: Vec<String> = paquet.iter().map(|candidat| candidat.qui.clone()).collect();
            let dates = self.dates((STRUCTURE, &cles), maintenant).await?;
            let sql =
                format!("SELECT cle, genre AS st_genre, details FROM structure WHERE cle IN ({})", list(1, cles.len()));
            let lignes = Demande::nouvelle(sql, cles.into_iter().map(Valeur::Texte).collect()).lire(self).await?;
            let mut connues: HashMap<String, Structure> = HashMap::new();
            for ligne in &lignes {
                connues.extend(Lue(ligne).structure()?.map(|structure| (structure.cle.to_string(), structure)));
            }
            publies.extend(paquet.iter().filter_map(|candidat| {
                let structure = connues.remove(&candidat.qui)?;
                let maj = dates.get(&candidat.qui).copied().unwrap_or(premier);
                Some(Candidat { place: candidat.place.clone(), qui: LieuPublie { structure, maj } })
            }));
        }
        Ok(publies)
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

/// Numbers of the RPPS begin with 8: digits stand in one order in every collation.
fn tous(apres: String, limite: u32) -> Demande {
    Demande::nouvelle(
        "SELECT identifiant AS place, identifiant AS cle FROM personne WHERE identifiant > $1 AND identifiant > '8' \
         AND identifiant < '9' AND genre = 'PROFESSIONNEL' ORDER BY identifiant LIMIT $2",
        vec![Valeur::Texte(apres), Valeur::Entier(i64::from(limite))],
    )
}

fn cites(siens: &[IdentifiantNational], apres: &str, limite: u32) -> Vec<Candidat<IdentifiantNational>> {
    let mut siens: Vec<_> =
        siens.iter().map(|qui| Candidat { place: qui.to_string(), qui: qui.clone() }).collect();
    siens.retain(|candidat| candidat.place.as_str() > apres);
    siens.sort_by(|un, autre| un.place.cmp(&autre.place));
    siens.dedup();
    siens.truncate(limite as usize);
    siens
}

/// A word and whose it is, as a place says them.
fn lire_place(apres: &str) -> Option<(Vec<u8>, String)> {
    match apres.split_once('.') {
        Some((hexa, personne)) => Some((octets(hexa)?, personne.to_owned())),
        None => apres.is_empty().then(|| (Vec::new(), String::new())),
    }
}

/// Those that no shorter beginning has already, in the order of the words: no two of them have a word in common.
fn sans_recouvrement(mots: &[Mot]) -> Vec<&Mot> {
    let couvert = |mot: &Mot| {
        let autre = |autre: &&Mot| !autre.entier && *autre != mot && mot.texte.starts_with(&autre.texte);
        mots.iter().any(|connu| autre(&connu))
    };
    let mut seuls: Vec<&Mot> = mots.iter().filter(|mot| !couvert(mot)).collect();
    seuls.sort_by(|un, autre| un.texte.as_bytes().cmp(autre.texte.as_bytes()));
    seuls.dedup();
    seuls
}

/// One stretch of the words, each person at the first of theirs: the index is in this order, nothing has to be sorted.
fn un_mot(mot: &Mot, tous: &[&Mot], (depuis, lui): (&[u8], &str), limite: u32) -> Demande {
    let mut bornes = Vec::new();
    let sien = condition("m", mot, &mut bornes);
    let avant = tous.iter().map(|mot| condition("a", mot, &mut bornes)).collect::<Vec<_>>().join(" OR ");
    let (la, qui, combien) = (bornes.len() + 1, bornes.len() + 2, bornes.len() + 3);
    let sql = format!(
        "SELECT m.mot AS mot, m.personne AS cle FROM mot_exercice m WHERE {sien} \
         AND (m.mot, m.personne) > (${la}, ${qui}) \
         AND NOT EXISTS (SELECT 1 FROM mot_exercice a WHERE a.personne = m.personne AND a.mot < m.mot AND ({avant})) \
         ORDER BY m.mot, m.personne LIMIT ${combien}"
    );
    let mut valeurs: Vec<Valeur> = bornes.into_iter().map(Valeur::Octets).collect();
    valeurs.extend([
        Valeur::Octets(depuis.to_vec()),
        Valeur::Texte(lui.to_owned()),
        Valeur::Entier(i64::from(limite)),
    ]);
    Demande::nouvelle(sql, valeurs)
}

fn par_structures(cles: &[CleStructure], apres: String, limite: u32) -> Demande {
    let sql = format!(
        "SELECT DISTINCT personne AS cle, personne AS place FROM situation WHERE personne > $1 AND structure IN ({}) \
         ORDER BY personne LIMIT $2",
        list(3, cles.len())
    );
    let mut valeurs = vec![Valeur::Texte(apres), Valeur::Entier(i64::from(limite))];
    valeurs.extend(cles.iter().map(|cle| Valeur::Texte(cle.to_string())));
    Demande::nouvelle(sql, valeurs)
}

fn structures(meneur: &MeneurLieu, apres: String, limite: u32) -> Demande {
    let mut valeurs = vec![Valeur::Texte(apres), Valeur::Entier(i64::from(limite))];
    let de = match meneur {
        MeneurLieu::De(ej) => {
            valeurs.push(Valeur::Texte(ej.clone()));
            "AND finess_ej = $3 AND genre = 'EG'"
        }
        _ => "",
    };
    Demande::nouvelle(format!("SELECT cle FROM structure WHERE cle > $1 {de} ORDER BY cle LIMIT $2"), valeurs)
}

/// In the order of the changes, each at the last of theirs. A place is an instant and a name.
fn depuis(genre: &str, le: Timestamp, (apres, limite, maintenant): (&str, u32, Timestamp)) -> Demande {
    let repris = apres.split_once('.').and_then(|(instant, cle)| Some((instant.parse::<i64>().ok()?, cle)));
    let (reprise, instant, cle) = match repris.filter(|(instant, _)| *instant >= le.millis()) {
        Some((instant, cle)) => ("(m.le, m.cle) > ($3, $4)", instant, cle),
        None => ("m.le >= $3 AND m.cle > $4", le.millis(), ""),
    };
    let sql = format!(
        "SELECT CAST(m.le AS TEXT) || '.' || m.cle AS place, m.cle AS cle FROM annuaire_maj m WHERE m.genre = $1 \
         AND m.le <= $2 AND {reprise} AND NOT EXISTS (SELECT 1 FROM annuaire_maj a \
         WHERE a.genre = m.genre AND a.cle = m.cle AND a.le > m.le AND a.le <= $2) ORDER BY m.le, m.cle LIMIT $5"
    );
    let valeurs = vec![
        Valeur::Texte(genre.to_owned()),
        Valeur::Entier(maintenant.millis()),
        Valeur::Entier(instant),
        Valeur::Texte(cle.to_owned()),
        Valeur::Entier(i64::from(limite)),
    ];
    Demande::nouvelle(sql, valeurs)
}

/// Read back from hexadecimal.
fn octets(hexa: &str) -> Option<Vec<u8>> {
    if !hexa.is_ascii() || hexa.len() % 2 == 1 {
        return None;
    }
    (0..hexa.len()).step_by(2).map(|place| u8::from_str_radix(hexa.get(place..place + 2)?, 16).ok()).collect()
}
