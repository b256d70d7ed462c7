//! Figures of the whole registry: taken by whoever gets the turn, and kept as rows.

use std::collections::BTreeMap;

use ambient::{Seconds, Timestamp};
use async_trait::async_trait;
use jiff::Span;
use jiff::civil::Date;
use registry_core::paris;
use registry_core::pilotage::{Delai, Figures, Mesure};
use registry_core::port::PortError;
use sqlx::AssertSqlSafe;

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;

/// Weeks that are shown, this one included.
const SEMAINES: i64 = 12;
/// Requests of which the length is taken, the last ones.
const DEMANDES: i64 = 20_000;
/// Groups of people who look alike that are named, and people of one who are.
const GROUPES: i64 = 20;
const MEMBRES: i64 = 10;

/// Name of the figure, and the statement whose rows are `cle` and `nombre`.
const COMPTES: [(&str, &str); 7] = [
    (
        "personnes",
        "SELECT genre AS cle, COUNT(*) AS n FROM personne WHERE desactivee_le IS NULL AND retiree = 0 GROUP BY genre",
    ),
    (
        "situations",
        "SELECT s.genre_activite AS cle, COUNT(*) AS n FROM situation s JOIN personne p ON p.identifiant = s.personne \
         WHERE (s.debut IS NULL OR s.debut <= $1) AND (s.fin IS NULL OR s.fin > $1) \
         AND p.desactivee_le IS NULL AND p.retiree = 0 GROUP BY s.genre_activite",
    ),
    ("demandes", "SELECT stade AS cle, COUNT(*) AS n FROM demande GROUP BY stade"),
    (
        "cartes",
        "SELECT CASE WHEN mot IN ('ENVOYEE', 'RECUE') AND jusque <= $1 THEN 'EXPIREE' ELSE mot END AS cle, \
         COUNT(*) AS n FROM carte GROUP BY 1",
    ),
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
        mesures.extend(self.groupes().await?);
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

    /// Requests that the registry refused because the person has a number, by the week of the refusal (ENR-12, ENR-15).
    async fn refus(&self, le: Timestamp) -> Result<Vec<Mesure>, PortError> {
        let sql = "SELECT deja_inscrite_le AS quand FROM demande WHERE deja_inscrite_le >= $1";
        self.semaines(("doublons-refuses", le), sql).await
    }

    /// Weeks without anything are there, too. A week begins on Monday, at midnight in Paris.
    async fn semaines(&self, (nom, le): (&str, Timestamp), sql: &str) -> Result<Vec<Mesure>, PortError> {
        let lundis = lundis(le);
        let debuts: Vec<i64> = lundis.iter().map(|(_, debut)| debut.millis()).collect();
        let cas: String =
            (1..debuts.len()).map(|rang| format!("WHEN quand < {} THEN {} ", debuts[rang], rang - 1)).collect();
        let sql = format!(
            "SELECT semaine, CAST(COUNT(*) AS BIGINT) AS nombre FROM \
             (SELECT CAST(CASE {cas}ELSE {} END AS BIGINT) AS semaine FROM ({sql}) faits) semaines GROUP BY semaine",
            debuts.len() - 1
        );
        let lignes =
            sqlx::query(AssertSqlSafe(sql)).bind(debuts[0]).fetch_all(self.base.read()).await.map_err(moteur)?;
        let mut nombres = BTreeMap::new();
        for ligne in &lignes {
            nombres.insert(Lue(ligne).entier("semaine")?, Lue(ligne).entier("nombre")?);
        }
        let nombre = |rang| nombres.get(&rang).copied().unwrap_or(0);
        (0..).zip(lundis).map(|(rang, (lundi, _))| mesure(nom, lundi.to_string(), nombre(rang))).collect()
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
            SEMAINES * 7 * 86_400_000
        );
        self.comptes("delais-ecps", &sql, le).await
    }

    /// The first groups of those who have the same folded name and the same birth, for a closer look (ENR-15).
    async fn groupes(&self) -> Result<Vec<Mesure>, PortError> {
        let lignes = sqlx::query(
            "SELECT nom, naissance, CAST(COUNT(*) AS BIGINT) AS nombre FROM ressemblance \
             WHERE nom IS NOT NULL AND naissance IS NOT NULL GROUP BY nom, naissance HAVING COUNT(*) > 1 \
             ORDER BY MAX(personne) DESC LIMIT $1",
        )
        .bind(GROUPES)
        .fetch_all(self.base.read())
        .await
        .map_err(moteur)?;
        let groupe = |ligne| {
            let lue = Lue(ligne);
            Ok((lue.entier("nom")?, lue.entier("naissance")?, lue.entier("nombre")?))
        };
        let trouves = lignes.iter().map(groupe).collect::<Result<Vec<_>, PortError>>()?;
        let mut groupes = Vec::new();
        for (nom, naissance, nombre) in trouves {
            let membres = sqlx::query_scalar::<_, String>(
                "SELECT personne FROM ressemblance WHERE nom = $1 AND naissance = $2 ORDER BY personne LIMIT $3",
            )
            .bind(nom)
            .bind(naissance)
            .bind(MEMBRES)
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
            groupes.push(mesure("doublons-paires", membres.join(" "), nombre)?);
        }
        Ok(groupes)
    }
}

/// The Mondays that are shown, the oldest first, and when each begins in Paris.
fn lundis(le: Timestamp) -> Vec<(Date, Timestamp)> {
    let aujourdhui = paris::jour(le);
    let depuis_lundi = i64::from(aujourdhui.weekday().to_monday_zero_offset());
    let lundi = |rang: i64| {
        let jour = aujourdhui.checked_sub(Span::new().days(depuis_lundi + 7 * rang)).ok()?;
        Some((jour, paris::debut(jour)?))
    };
    (0..SEMAINES).rev().filter_map(lundi).collect()
}

fn classe(millis: i64) -> &'static str {
    Delai::de(Seconds(millis.max(0) / 1_000)).as_str()
}
