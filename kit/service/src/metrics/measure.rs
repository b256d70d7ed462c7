/// One name that a monitoring system reads. `docs/metrics.md` is made from these, and dashboards name no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Lower case, with its unit; counters end in `_total`.
    pub name: &'static str,
    /// A sentence.
    pub help: &'static str,
    pub kind: Kind,
    pub labels: &'static [&'static str],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Gauge,
    Counter,
    /// Told as `_bucket` (with `le`), `_sum` and `_count`.
    Histogram,
}

impl Measure {
    pub const fn gauge(name: &'static str, help: &'static str, labels: &'static [&'static str]) -> Self {
        Self { name, help, kind: Kind::Gauge, labels }
    }

    pub const fn counter(name: &'static str, help: &'static str, labels: &'static [&'static str]) -> Self {
        Self { name, help, kind: Kind::Counter, labels }
    }

    pub const fn histogram(name: &'static str, help: &'static str, labels: &'static [&'static str]) -> Self {
        Self { name, help, kind: Kind::Histogram, labels }
    }
}

impl Kind {
    /// As the text format has it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Gauge => "gauge",
            Self::Counter => "counter",
            Self::Histogram => "histogram",
        }
    }
}
