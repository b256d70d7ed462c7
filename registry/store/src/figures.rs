//! Figures of the whole registry: taken by whoever gets the turn, in statements that each read one table, and kept as rows.

use std::collections::BTreeMap;

use ambient::{Seconds, Timestamp};
use async_trait::async_trait;
use registry_core::paris;
use registry_core::pilotage::{Delai, Figures, Mesure};
use registry_core::port::PortError;
use sqlx::AssertSqlSafe;

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;

/// Twelve weeks are shown.
const SEMAINE: i64 = 7 * 24 * 3_600 * 1_000;
const SEMAINES: i64 = 12;
/// 1970-01-01 was a Thursday: weeks begin on Monday.
const LUNDI: i64 = 4 * 24 * 3_600 * 1_000;
/// Requests of which the length is taken, the last ones.
const DEMANDES: i64 = 20_000;
/// Groups of people who look alike that are named.
const PAIRES: i64 = 20;

/// Name of the figure, and the statement whose rows are `cle` and `nombre`.
const COMPTES: [(&str, &str); 7] = [
    ("personnes", "SELECT source AS cle, COUNT(*) AS n FROM personne WHERE desactivee_le IS NULL GROUP BY source"),
    (
        "situations",
        "SELECT genre_activite AS cle, COUNT(*) AS n FROM situation \
         WHERE (debut IS NULL OR debut <= $1) AND (fin IS NULL OR fin > $1) GROUP BY genre_activite",
    ),
    ("demandes", "SELECT stade AS cle, COUNT(*) AS n FROM demande GROUP BY stade"),
    ("cartes", "SELECT mot AS cle, COUNT(*) AS n FROM carte GROUP BY mot"),
    (
        "contrats",
        "SELECT niveau AS cle, COUNT(*) AS n FROM contrat \
         WHERE (debut IS NULL OR debut <= $1) AND (fin IS NULL OR fin > $1) GROUP BY niveau",
    ),
    ("ecps", "SELECT 'ACTIVEES' AS cle, COUNT(*) AS n FROM premiere_activation WHERE le <= $1"),
    (
        "doublons-surveilles",
        "SELECT 'GROUPES' AS cle, COUNT(*) AS n FROM (SELECT nom FROM ressemblance \
         WHERE nom IS NOT NULL AND naissance IS NOT NULL GROUP BY nom, naissance HAVING COUNT(*) > 1) groupes",
    ),
];

#[async_trait]
impl Figures for Magasin {
    async fn prendre_le_tour(&self, le: Timestamp, rythme: Seconds) -> Result<bool, PortError> {
        let pris = sqlx::query("UPDATE releve SET debut = $1 WHERE seul = 1 AND debut <= $2")
            .bind(le.millis())
            .bind(le.minus(rythme).millis())
            .execute(self.base.write())
            .await
            .map_err(moteur)?;
        Ok(pris.rows_affected() == 1)
    }

    async fn relever(&self, le: Timestamp) -> Result<Vec<Mesure>, PortError> {
        let mut mesures = Vec::new();
        for (nom, compte) in COMPTES {
            mesures.extend(self.comptes(nom, compte, le).await?);
        }
        mesures.extend(self.inscriptions(le).await?);
        mesures.extend(self.refus(le).await?);
        mesures.extend(self.traitements().await?);
        mesures.extend(self.activations(le).await?);
        mesures.extend(self.paires().await?);
        Ok(mesures)
    }

    async fn deposer(&self, mesures: &[Mesure], le: Timestamp) -> Result<(), PortError> {
        let mut ecriture = self.base.begin_write().await.map_err(moteur)?;
        // the row over which nodes compete comes first
        for sql in
            ["UPDATE releve SET fini_le = $1 WHERE seul = 1 AND fini_le <= $1", "DELETE FROM mesure WHERE $1 > 0"]
        {
            sqlx::query(sql).bind(le.millis()).execute(&mut *ecriture).await.map_err(moteur)?;
        }
        for mesure in mesures {
            sqlx::query("INSERT INTO mesure (nom, cle, valeur) VALUES ($1, $2, $3)")
                .bind(&mesure.nom)
                .bind(&mesure.cle)
                .bind(mesure.valeur.cast_signed())
                .execute(&mut *ecriture)
                .await
                .map_err(moteur)?;
        }
        ecriture.commit().await.map_err(moteur)
    }

    async fn mesures(&self) -> Result<(Vec<Mesure>, Option<Timestamp>), PortError> {
        let lignes = sqlx::query("SELECT nom, cle, valeur FROM mesure ORDER BY nom, cle")
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        let mesure = |ligne| mesure(&Lue(ligne).texte("nom")?, Lue(ligne).texte("cle")?, Lue(ligne).entier("valeur")?);
        let mesures = lignes.iter().map(mesure).collect::<Result<_, PortError>>()?;
        let fini = sqlx::query_scalar::<_, i64>("SELECT fini_le FROM releve WHERE seul = 1")
            .fetch_one(self.base.read())
            .await
            .map_err(moteur)?;
        Ok((mesures, (fini > 0).then(|| Timestamp::from_millis(fini))))
    }
}

fn mesure(nom: &str, cle: String, valeur: i64) -> Result<Mesure, PortError> {
    Ok(Mesure { nom: nom.to_owned(), cle, valeur: valeur.unsigned_abs() })
}

impl Magasin {
    async fn comptes(&self, nom: &str, sql: &str, le: Timestamp) -> Result<Vec<Mesure>, PortError> {
        let sql = format!("SELECT cle, CAST(n AS BIGINT) AS nombre FROM ({sql}) comptes ORDER BY cle");
        let demande = sqlx::query(AssertSqlSafe(sql.clone()));
        let demande = if sql.contains("$1") { demande.bind(le.millis()) } else { demande };
        let lignes = demande.fetch_all(self.base.read()).await.map_err(moteur)?;
        lignes.iter().map(|ligne| mesure(nom, Lue(ligne).texte("cle")?, Lue(ligne).entier("nombre")?)).collect()
    }

    /// Numbers given, week by week.
    async fn inscriptions(&self, le: Timestamp) -> Result<Vec<Mesure>, PortError> {
        self.semaines(("inscriptions", le), "SELECT validee_le AS quand FROM disponibilite WHERE validee_le >= $1")
            .await
    }

    /// Requests that the registry refused because the person has a number, week by week (ENR-12, ENR-15).
    async fn refus(&self, le: Timestamp) -> Result<Vec<Mesure>, PortError> {
        let sql =
            "SELECT deposee_le AS quand FROM demande WHERE deposee_le >= $1 AND stade = 'REFUSEE_PAR_LE_REGISTRE'";
        self.semaines(("doublons-refuses", le), sql).await
    }

    /// Weeks without anything are there, too.
    async fn semaines(&self, (nom, le): (&str, Timestamp), sql: &str) -> Result<Vec<Mesure>, PortError> {
        let derniere = semaine(le.millis());
        let premiere = derniere - SEMAINES + 1;
        let sql = format!(
            "SELECT (quand - {LUNDI}) / {SEMAINE} AS semaine, CAST(COUNT(*) AS BIGINT) AS nombre FROM ({sql}) faits \
             GROUP BY semaine ORDER BY semaine"
        );
        let lignes = sqlx::query(AssertSqlSafe(sql))
            .bind(premiere * SEMAINE + LUNDI)
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        let mut nombres = BTreeMap::new();
        for ligne in &lignes {
            nombres.insert(Lue(ligne).entier("semaine")?, Lue(ligne).entier("nombre")?);
        }
        let une = |semaine: i64| {
            // noon in Paris is that day everywhere in France
            let lundi = Timestamp::from_millis(semaine * SEMAINE + LUNDI + SEMAINE / 14);
            mesure(nom, paris::jour(lundi).to_string(), nombres.get(&semaine).copied().unwrap_or(0))
        };
        (premiere..=derniere).map(une).collect()
    }

    /// How long structures take to decide on what professionals send them.
    async fn traitements(&self) -> Result<Vec<Mesure>, PortError> {
        let lignes = sqlx::query(
            "SELECT deposee_le, etape FROM demande WHERE flux = 'PROFESSIONNEL' AND stade IN ('VALIDEE', 'REJETEE') \
             ORDER BY deposee_le DESC LIMIT $1",
        )
        .bind(DEMANDES)
        .fetch_all(self.base.read())
        .await
        .map_err(moteur)?;
        let mut classes = BTreeMap::new();
        for ligne in &lignes {
            let etape = Lue(ligne).texte("etape")?;
            let etape: serde_json::Value = serde_json::from_str(&etape).map_err(|cause| illisible("etape", cause))?;
            let Some(le) = etape.get("le").and_then(serde_json::Value::as_i64) else { continue };
            *classes.entry(classe(le - Lue(ligne).entier("deposee_le")?)).or_insert(0) += 1;
        }
        classes.into_iter().map(|(cle, nombre)| mesure("delais-traitement", cle.to_owned(), nombre)).collect()
    }

    /// How long people take from the validation to their first e-CPS, of those who were validated in the last weeks.
    async fn activations(&self, le: Timestamp) -> Result<Vec<Mesure>, PortError> {
        let bornes = [
            ("heure", 3_600_000_i64),
            ("jour", 86_400_000),
            ("deux-jours", 172_800_000),
            ("semaine", 604_800_000),
            ("mois", 2_592_000_000),
        ];
        let cas: String =
            bornes.iter().map(|(cle, borne)| format!("WHEN a.le - d.validee_le <= {borne} THEN '{cle}' ")).collect();
        let sql = format!(
            "SELECT CASE {cas}ELSE 'davantage' END AS cle, COUNT(*) AS n FROM disponibilite d \
             JOIN premiere_activation a ON a.personne = d.personne WHERE d.validee_le >= $1 - {} GROUP BY 1",
            SEMAINES * SEMAINE
        );
        self.comptes("delais-ecps", &sql, le).await
    }

    /// The first of those who have the same folded name and the same birth, for a closer look (ENR-15).
    async fn paires(&self) -> Result<Vec<Mesure>, PortError> {
        let lignes = sqlx::query(
            "SELECT MIN(personne) AS une, MAX(personne) AS autre, CAST(COUNT(*) AS BIGINT) AS nombre FROM ressemblance \
             WHERE nom IS NOT NULL AND naissance IS NOT NULL GROUP BY nom, naissance HAVING COUNT(*) > 1 \
             ORDER BY MAX(personne) DESC LIMIT $1",
        )
        .bind(PAIRES)
        .fetch_all(self.base.read())
        .await
        .map_err(moteur)?;
        let paire = |ligne| {
            let cle = format!("{} {}", Lue(ligne).texte("une")?, Lue(ligne).texte("autre")?);
            mesure("doublons-paires", cle, Lue(ligne).entier("nombre")?)
        };
        lignes.iter().map(paire).collect()
    }
}

fn semaine(millis: i64) -> i64 {
    (millis - LUNDI).div_euclid(SEMAINE)
}

fn classe(millis: i64) -> &'static str {
    Delai::de(Seconds(millis.max(0) / 1_000)).as_str()
}
