//! What a node of the registry measures; `docs/metrics.md` is made from [`MEASURES`] too.

use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use outbox::Outbox;
use registry_store::{Magasin, Surveillance};
use service::metrics::{Measure, Metrics, Requests, Sample};
use tokio::sync::Mutex;

use crate::Registry;

const LETTERS: Measure = Measure::gauge(
    "caducee_letters",
    "Mails that are on their way, by state: waiting, dead (nobody took them for days), returned.",
    &["state"],
);
const LETTERS_AGE: Measure =
    Measure::gauge("caducee_letters_oldest_seconds", "Age of the oldest mail that waits, 0 where none does.", &[]);
const EVENTS: Measure = Measure::counter(
    "caducee_registry_events_total",
    "Events of the registry's log, which the provider follows; the same on every node.",
    &[],
);
const END_LATE: Measure = Measure::gauge(
    "caducee_registry_end_late_seconds",
    "Since the oldest end of a situation that has come and was not told to the provider, 0 where all were.",
    &[],
);
const CARDS: Measure = Measure::gauge(
    "caducee_registry_cards_waiting",
    "Cards about which the authority has something to do: to make, to oppose.",
    &["act"],
);
const CERTIFICATES: Measure = Measure::gauge(
    "caducee_registry_certificates_waiting",
    "Certificates about which the authority has something to do: to make, to revoke.",
    &["act"],
);
const BATCHES: Measure = Measure::gauge(
    "caducee_registry_batches_idle",
    "Files of many people that were confirmed, and on which no process works.",
    &[],
);
const FIGURES_AGE: Measure = Measure::gauge(
    "caducee_registry_figures_age_seconds",
    "Since the figures of dashboards were taken; no value before the first time.",
    &[],
);

/// Those of this crate; those of every service stand in [`service::metrics::MEASURES`].
pub const MEASURES: &[Measure] = &[LETTERS, LETTERS_AGE, EVENTS, END_LATE, CARDS, CERTIFICATES, BATCHES, FIGURES_AGE];

/// What is measured.
#[derive(Clone)]
pub struct Mesures {
    ambient: Ambient,
    magasin: Magasin,
    courrier: Outbox,
    /// The last look, and when: the gauges of one scrape share it.
    regard: Arc<Mutex<Option<(Timestamp, Surveillance)>>>,
}

/// Milliseconds for which a look serves.
const PARTAGE: i64 = 1_000;

impl Registry {
    /// `/sante/mesures`, with what the listeners count.
    pub fn mesures(&self, requetes: Requests) -> Metrics {
        let (ambient, magasin) = (self.ambient.clone(), self.magasin.clone());
        let mesures = Mesures { ambient, magasin, courrier: self.avis().clone(), regard: Arc::default() };
        mesures.metrics().requests(requetes)
    }
}

impl Mesures {
    fn metrics(&self) -> Metrics {
        let metrics = Metrics::default().process(&self.ambient).build(env!("CARGO_PKG_VERSION"));
        let metrics = self.lettres(metrics);
        let metrics = self.vu(metrics, &EVENTS, |vu, _| vec![seul(vu.dernier_evenement as f64)]);
        let metrics = self.vu(metrics, &END_LATE, |vu, now| vec![seul(depuis(vu.fin_non_dite, now).unwrap_or(0.0))]);
        let metrics = self.vu(metrics, &CARDS, |vu, _| {
            vec![un("act", "make", vu.cartes_a_faire), un("act", "oppose", vu.cartes_a_opposer)]
        });
        let metrics = self.vu(metrics, &CERTIFICATES, |vu, _| {
            vec![un("act", "make", vu.certificats_a_faire), un("act", "revoke", vu.certificats_a_revoquer)]
        });
        let metrics = self.vu(metrics, &BATCHES, |vu, _| vec![seul(vu.lots_sans_travail as f64)]);
        self.vu(metrics, &FIGURES_AGE, |vu, now| depuis(vu.figures_le, now).map(seul).into_iter().collect())
    }

    fn lettres(&self, metrics: Metrics) -> Metrics {
        let [combien, age] = [(); 2].map(|()| self.clone());
        let metrics = metrics.asked(&LETTERS, move || {
            let mesures = combien.clone();
            async move {
                let Ok(vues) = mesures.courrier.figures().await else { return Vec::new() };
                let etats = [("waiting", vues.waiting), ("dead", vues.dead), ("returned", vues.returned)];
                Vec::from(etats.map(|(mot, nombre)| un("state", mot, i64::try_from(nombre).unwrap_or(i64::MAX))))
            }
        });
        metrics.asked(&LETTERS_AGE, move || {
            let mesures = age.clone();
            async move {
                let Ok(vues) = mesures.courrier.figures().await else { return Vec::new() };
                vec![seul(depuis(vues.oldest, mesures.ambient.now()).unwrap_or(0.0))]
            }
        })
    }

    /// A gauge of the background; a database that does not answer has no value.
    fn vu(
        &self,
        metrics: Metrics,
        mesure: &'static Measure,
        dire: fn(&Surveillance, Timestamp) -> Vec<Sample>,
    ) -> Metrics {
        let mesures = self.clone();
        metrics.asked(mesure, move || {
            let mesures = mesures.clone();
            async move {
                let maintenant = mesures.ambient.now();
                mesures.regarder(maintenant).await.map(|vu| dire(&vu, maintenant)).unwrap_or_default()
            }
        })
    }

    async fn regarder(&self, maintenant: Timestamp) -> Option<Surveillance> {
        let mut regard = self.regard.lock().await;
        match *regard {
            Some((le, vu)) if maintenant.millis() - le.millis() < PARTAGE => Some(vu),
            _ => {
                let vu = self.magasin.surveillance(maintenant).await.ok()?;
                *regard = Some((maintenant, vu));
                Some(vu)
            }
        }
    }
}

fn depuis(le: Option<Timestamp>, maintenant: Timestamp) -> Option<f64> {
    le.map(|le| maintenant.since(le).as_secs_f64())
}

fn un(label: &'static str, mot: &str, nombre: i64) -> Sample {
    Sample { labels: vec![(label, mot.to_owned())], value: nombre as f64 }
}

const fn seul(value: f64) -> Sample {
    Sample { labels: Vec::new(), value }
}
