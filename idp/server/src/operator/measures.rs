//! What a node of the provider measures; `docs/metrics.md` is made from [`MEASURES`].

use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use idp_core::carte::{EtatRevocations, Sante, VueListe};
use idp_core::signing::{Signing, Stage};
use idp_outbound::Fraicheur;
use idp_store::{Audit, Sql};
use service::metrics::{Measure, Metrics, Requests, Sample};

const LIST_AGE: Measure =
    Measure::gauge("caducee_revocation_list_age_seconds", "Age of a revocation list.", &["authority", "kind"]);
const LIST_LEFT: Measure = Measure::gauge(
    "caducee_revocation_list_left_seconds",
    "Time before a revocation list ends; below zero once it has.",
    &["authority", "kind"],
);
const LIST_ENTRIES: Measure = Measure::gauge(
    "caducee_revocation_list_entries",
    "Certificates that a revocation list names.",
    &["authority", "kind"],
);
const FRESH: Measure = Measure::gauge(
    "caducee_revocation_fresh",
    "1 while certificates of this authority can be judged, by the strictest policy.",
    &["authority"],
);
const FAILURES: Measure = Measure::gauge(
    "caducee_revocation_source_failures",
    "Failures in a row of a source of revocation data.",
    &["source"],
);
const REGISTRY_AGE: Measure = Measure::gauge(
    "caducee_registry_confirmed_age_seconds",
    "Since this node last knew every event of the registry; no value before the first time.",
    &[],
);
const KEY_LEFT: Measure = Measure::gauge(
    "caducee_signing_key_left_seconds",
    "Time before the key that signs now retires, by algorithm.",
    &["alg"],
);
const KEYS: Measure =
    Measure::gauge("caducee_signing_keys", "Signing keys, by algorithm and stage.", &["alg", "stage"]);
const OUTBOX: Measure =
    Measure::gauge("caducee_outbox_waiting", "What waits to be told: notices of logout, and signals.", &["outbox"]);
const OUTBOX_AGE: Measure =
    Measure::gauge("caducee_outbox_oldest_seconds", "Age of the oldest that waits, 0 where none does.", &["outbox"]);
const ACTS: Measure = Measure::gauge("caducee_operator_acts_waiting", "Acts that wait for a second operator.", &[]);

const RECORDS: Measure = Measure::counter(
    "caducee_journal_records_total",
    "Acts that this node wrote into the journal, by their word in docs/events.md; of `grant.revoked` also why.",
    &["event", "reason"],
);

/// Those of this crate; those of every service stand in [`service::metrics::MEASURES`].
pub const MEASURES: &[Measure] = &[
    LIST_AGE,
    LIST_LEFT,
    LIST_ENTRIES,
    FRESH,
    FAILURES,
    REGISTRY_AGE,
    KEY_LEFT,
    KEYS,
    OUTBOX,
    OUTBOX_AGE,
    ACTS,
    RECORDS,
];

/// What is measured.
#[derive(Clone)]
pub struct Measured {
    pub ambient: Ambient,
    pub sql: Arc<Sql>,
    pub signing: Arc<Signing>,
    pub fraicheur: Arc<Fraicheur>,
    pub audit: Arc<Audit>,
    pub requests: Requests,
}

impl Measured {
    pub fn metrics(&self, state: impl Fn() -> EtatRevocations + Clone + Send + Sync + 'static) -> Metrics {
        let metrics = revocations(Metrics::default().process(&self.ambient), state);
        let (clock, fraicheur) = (self.ambient.clone(), self.fraicheur.clone());
        let age = move || fraicheur.confirmee_le().map(|at| since(&clock, at)).into_iter().map(alone).collect();
        let metrics =
            metrics.gauge(&REGISTRY_AGE, age).build(env!("CARGO_PKG_VERSION")).requests(self.requests.clone());
        self.stored(self.keys(self.records(metrics)))
    }

    fn records(&self, metrics: Metrics) -> Metrics {
        let audit = self.audit.clone();
        metrics.gauge(&RECORDS, move || {
            let sample = |((event, reason), count): ((&str, String), u64)| Sample {
                labels: vec![("event", event.to_owned()), ("reason", reason)],
                value: count as f64,
            };
            audit.counts().into_iter().map(sample).collect()
        })
    }

    fn keys(&self, metrics: Metrics) -> Metrics {
        let (left, counted) = (self.clone(), self.clone());
        metrics
            .asked(&KEY_LEFT, move || {
                let measured = left.clone();
                async move {
                    let signs = measured.signing.schedule().await.unwrap_or_default().into_iter();
                    let signs = signs.filter(|row| row.stage == Stage::Signs);
                    let now = measured.ambient.now();
                    let value = |at: Timestamp| seconds(at.millis() - now.millis());
                    signs.map(|row| one("alg", row.alg.to_string(), value(row.retires_at))).collect()
                }
            })
            .asked(&KEYS, move || {
                let measured = counted.clone();
                async move {
                    let rows = measured.signing.schedule().await.unwrap_or_default();
                    let mut counts = std::collections::BTreeMap::<(String, &str), f64>::new();
                    rows.iter()
                        .for_each(|row| *counts.entry((row.alg.to_string(), word(row.stage))).or_default() += 1.0);
                    let sample = |((alg, stage), value): ((String, &str), f64)| Sample {
                        labels: vec![("alg", alg), ("stage", stage.to_owned())],
                        value,
                    };
                    counts.into_iter().map(sample).collect()
                }
            })
    }

    fn stored(&self, metrics: Metrics) -> Metrics {
        let [waiting, oldest, acts] = [(); 3].map(|()| self.clone());
        metrics
            .asked(&OUTBOX, move || {
                let measured = waiting.clone();
                async move {
                    let all = measured.sql.outboxes().await.unwrap_or_default();
                    all.into_iter().map(|one_| one("outbox", one_.outbox.to_owned(), one_.waiting as f64)).collect()
                }
            })
            .asked(&OUTBOX_AGE, move || {
                let measured = oldest.clone();
                async move {
                    let all = measured.sql.outboxes().await.unwrap_or_default();
                    let age = |at: Option<Timestamp>| at.map_or(0.0, |at| since(&measured.ambient, at));
                    all.into_iter().map(|one_| one("outbox", one_.outbox.to_owned(), age(one_.oldest))).collect()
                }
            })
            .asked(&ACTS, move || {
                let measured = acts.clone();
                async move {
                    let waiting = measured.sql.acts_waiting(measured.ambient.now()).await.ok();
                    waiting.map(|waiting| alone(waiting as f64)).into_iter().collect()
                }
            })
    }
}

fn revocations(metrics: Metrics, state: impl Fn() -> EtatRevocations + Clone + Send + Sync + 'static) -> Metrics {
    let of_lists = |measure: fn(&EtatRevocations, &VueListe) -> f64| {
        let state = state.clone();
        move || {
            let state = state();
            lists(&state).map(|(labels, list)| Sample { labels, value: measure(&state, list) }).collect()
        }
    };
    let (stale, failures) = (state.clone(), state.clone());
    metrics
        .gauge(&LIST_AGE, of_lists(|state, list| seconds(state.le.millis() - list.faite.millis())))
        .gauge(&LIST_LEFT, of_lists(|state, list| seconds(list.suivante.millis() - state.le.millis())))
        .gauge(&LIST_ENTRIES, of_lists(|_, list| list.lignes as f64))
        .gauge(&FRESH, move || {
            let fresh = |sante| f64::from(u8::from(sante == Sante::AJour));
            stale().autorites.into_iter().map(|each| one("authority", each.nom, fresh(each.sante))).collect()
        })
        .gauge(&FAILURES, move || {
            let failed = |echec: Option<idp_core::carte::Echec>| echec.map_or(0.0, |echec| f64::from(echec.fois));
            failures().sources.into_iter().map(|each| one("source", each.nom, failed(each.echec))).collect()
        })
}

type Labels = Vec<(&'static str, String)>;

fn lists(state: &EtatRevocations) -> impl Iterator<Item = (Labels, &VueListe)> {
    state.autorites.iter().flat_map(|one| {
        let kinds = [("complete", &one.complete), ("delta", &one.delta)];
        kinds.into_iter().filter_map(|(kind, list)| {
            let labels = vec![("authority", one.nom.clone()), ("kind", kind.to_owned())];
            list.as_ref().map(|list| (labels, list))
        })
    })
}

const fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::ToCome => "to_come",
        Stage::Signs => "signs",
        Stage::Spare => "spare",
        Stage::Retired => "retired",
        Stage::Hints => "hints",
    }
}

fn one(label: &'static str, word: String, value: f64) -> Sample {
    Sample { labels: vec![(label, word)], value }
}

const fn alone(value: f64) -> Sample {
    Sample { labels: Vec::new(), value }
}

fn since(ambient: &Ambient, at: Timestamp) -> f64 {
    seconds(ambient.now().millis() - at.millis())
}

fn seconds(millis: i64) -> f64 {
    millis as f64 / 1_000.0
}
