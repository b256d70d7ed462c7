//! The statements of the directory: each is led by an index, and begins after a place of its order.

use ambient::Timestamp;
use database::list;
use registry_core::CleStructure;
use registry_core::annuaire::{Candidat, MeneurLieu};
use registry_core::port::PortError;
use registry_core::recherche::Mot;
use sante::IdentifiantNational;
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe};

use crate::erreur::moteur;
use crate::magasin::Magasin;
use crate::recherche::condition;

/// A statement and what is bound to it, in order.
pub struct Demande {
    sql: String,
    valeurs: Vec<Valeur>,
}

pub enum Valeur {
    Texte(String),
    Entier(i64),
    Octets(Vec<u8>),
}

impl Demande {
    pub fn nouvelle(sql: impl Into<String>, valeurs: Vec<Valeur>) -> Self {
        Self { sql: sql.into(), valeurs }
    }

    /// The text is made of names of columns and numbers of parameters.
    pub async fn lire(self, magasin: &Magasin) -> Result<Vec<AnyRow>, PortError> {
        let demande =
            self.valeurs.into_iter().fold(
                sqlx::query::<Any>(AssertSqlSafe(self.sql)),
                |demande, valeur| match valeur {
                    Valeur::Texte(texte) => demande.bind(texte),
                    Valeur::Entier(entier) => demande.bind(entier),
                    Valeur::Octets(octets) => demande.bind(octets),
                },
            );
        demande.fetch_all(magasin.base.read()).await.map_err(moteur)
    }
}

/// Numbers of the RPPS begin with 8: digits stand in one order in every collation.
pub fn tous(apres: String, limite: u32) -> Demande {
    Demande::nouvelle(
        "SELECT identifiant AS place, identifiant AS cle FROM personne WHERE identifiant > $1 AND identifiant > '8' \
         AND identifiant < '9' AND genre = 'PROFESSIONNEL' ORDER BY identifiant LIMIT $2",
        vec![Valeur::Texte(apres), Valeur::Entier(i64::from(limite))],
    )
}

pub fn cites(siens: &[IdentifiantNational], apres: &str, limite: u32) -> Vec<Candidat<IdentifiantNational>> {
    let mut siens: Vec<_> = siens.iter().map(|qui| Candidat { place: qui.to_string(), qui: qui.clone() }).collect();
    siens.retain(|candidat| candidat.place.as_str() > apres);
    siens.sort_by(|un, autre| un.place.cmp(&autre.place));
    siens.dedup();
    siens.truncate(limite as usize);
    siens
}

/// A word and whose it is, as a place says them.
pub fn lire_place(apres: &str) -> Option<(Vec<u8>, String)> {
    match apres.split_once('.') {
        Some((hexa, personne)) => Some((octets(hexa)?, personne.to_owned())),
        None => apres.is_empty().then(|| (Vec::new(), String::new())),
    }
}

/// Those that no shorter beginning has already, in the order of the words: no two of them have a word in common.
pub fn sans_recouvrement(mots: &[Mot]) -> Vec<&Mot> {
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
pub fn un_mot(mot: &Mot, tous: &[&Mot], (depuis, lui): (&[u8], &str), limite: u32) -> Demande {
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
    valeurs.extend([Valeur::Octets(depuis.to_vec()), Valeur::Texte(lui.to_owned()), Valeur::Entier(i64::from(limite))]);
    Demande::nouvelle(sql, valeurs)
}

pub fn par_structures(cles: &[CleStructure], apres: String, limite: u32) -> Demande {
    let sql = format!(
        "SELECT DISTINCT personne AS cle, personne AS place FROM situation WHERE personne > $1 AND structure IN ({}) \
         ORDER BY personne LIMIT $2",
        list(3, cles.len())
    );
    let mut valeurs = vec![Valeur::Texte(apres), Valeur::Entier(i64::from(limite))];
    valeurs.extend(cles.iter().map(|cle| Valeur::Texte(cle.to_string())));
    Demande::nouvelle(sql, valeurs)
}

pub fn structures(meneur: &MeneurLieu, apres: String, limite: u32) -> Demande {
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
pub fn depuis(genre: &str, le: Timestamp, (apres, limite, maintenant): (&str, u32, Timestamp)) -> Demande {
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
