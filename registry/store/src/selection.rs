//! A list read stretch by stretch: conditions and their values side by side, so that neither forgets the other.

use registry_core::page::Tranche;
use registry_core::port::PortError;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Row as _};

use crate::erreur::moteur;
use crate::magasin::Magasin;

/// Rows of one table under conditions. Texts of the code alone become SQL; what people typed is bound.
pub struct Selection {
    depuis: &'static str,
    conditions: Vec<String>,
    valeurs: Vec<Valeur>,
}

#[derive(Clone)]
enum Valeur {
    Texte(String),
    Entier(i64),
}

/// Two columns, an instant and an identifier, that tell the place of a row.
#[derive(Clone, Copy)]
pub enum Ordre {
    Anciennes(&'static str, &'static str),
    Recentes(&'static str, &'static str),
}

impl Selection {
    /// `depuis`: `demande d`.
    pub const fn depuis(depuis: &'static str) -> Self {
        Self { depuis, conditions: Vec::new(), valeurs: Vec::new() }
    }

    /// A condition without a value.
    pub fn ou(&mut self, condition: &'static str) {
        self.conditions.push(condition.to_owned());
    }

    /// `condition` says `$` where the text goes, once or more.
    pub fn texte(&mut self, condition: &'static str, texte: impl Into<String>) {
        let place = self.valeur(Valeur::Texte(texte.into()));
        self.conditions.push(condition.replace('$', &format!("${place}")));
    }

    /// One of these conditions, each with a text of its own; none of them: nothing answers.
    pub fn parmi(&mut self, condition: &'static str, textes: impl IntoIterator<Item = String>) {
        let places: Vec<String> = textes
            .into_iter()
            .map(|texte| condition.replace('$', &format!("${}", self.valeur(Valeur::Texte(texte)))))
            .collect();
        self.conditions.push(if places.is_empty() { "1 = 0".to_owned() } else { format!("({})", places.join(" OR ")) });
    }

    /// The column has one of these values; none of them: nothing answers.
    pub fn un_de(&mut self, colonne: &'static str, textes: impl IntoIterator<Item = String>) {
        let places: Vec<String> =
            textes.into_iter().map(|texte| format!("${}", self.valeur(Valeur::Texte(texte)))).collect();
        let condition =
            if places.is_empty() { "1 = 0".to_owned() } else { format!("{colonne} IN ({})", places.join(", ")) };
        self.conditions.push(condition);
    }

    /// A stretch of `colonnes`, in this order.
    pub async fn lire(
        mut self,
        magasin: &Magasin,
        (colonnes, ordre): (&'static str, Ordre),
        tranche: Tranche<'_>,
    ) -> Result<Vec<AnyRow>, PortError> {
        let (le, id, sens, signe) = match ordre {
            Ordre::Anciennes(le, id) => (le, id, "ASC", '>'),
            Ordre::Recentes(le, id) => (le, id, "DESC", '<'),
        };
        if let Some(apres) = tranche.apres {
            let instant = self.valeur(Valeur::Entier(apres.le.millis()));
            let ligne = self.valeur(Valeur::Texte(apres.id.clone()));
            self.conditions.push(format!("({le}, {id}) {signe} (${instant}, ${ligne})"));
        }
        let limite = self.valeur(Valeur::Entier(i64::from(tranche.limite)));
        let sql = format!(
            "SELECT {colonnes} FROM {} {} ORDER BY {le} {sens}, {id} {sens} LIMIT ${limite}",
            self.depuis,
            self.filtre()
        );
        let demande = sqlx::query::<Any>(AssertSqlSafe(sql));
        lier(demande, self.valeurs).fetch_all(magasin.base.read()).await.map_err(moteur)
    }

    /// How many rows there are in all.
    pub async fn compter(self, magasin: &Magasin) -> Result<u32, PortError> {
        let sql = format!("SELECT CAST(COUNT(*) AS BIGINT) AS nombre FROM {} {}", self.depuis, self.filtre());
        let demande = sqlx::query::<Any>(AssertSqlSafe(sql));
        let ligne = lier(demande, self.valeurs).fetch_one(magasin.base.read()).await.map_err(moteur)?;
        let nombre: i64 = ligne.try_get("nombre").map_err(moteur)?;
        Ok(u32::try_from(nombre).unwrap_or(u32::MAX))
    }

    fn valeur(&mut self, valeur: Valeur) -> usize {
        self.valeurs.push(valeur);
        self.valeurs.len()
    }

    fn filtre(&self) -> String {
        if self.conditions.is_empty() { String::new() } else { format!("WHERE {}", self.conditions.join(" AND ")) }
    }
}

fn lier<'q>(demande: Query<'q, Any, AnyArguments>, valeurs: Vec<Valeur>) -> Query<'q, Any, AnyArguments> {
    valeurs.into_iter().fold(demande, |demande, valeur| match valeur {
        Valeur::Texte(texte) => demande.bind(texte),
        Valeur::Entier(entier) => demande.bind(entier),
    })
}
