//! What explains a deployment: an ordered list of small named checks, each with what it means and what to do about it. Nothing
//! that is looked at is changed.

pub mod certificates;
pub mod clock;
pub mod engines;
pub mod reach;
pub mod secrets;

use std::fmt::Write as _;

use futures::future::BoxFuture;
use serde::Serialize;

/// How a check came out, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Ok,
    /// The service runs, and something deserves a look.
    Warning,
    /// The service does not start, or does not do all its work.
    Wrong,
}

/// What one look saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub verdict: Verdict,
    pub says: String,
    /// What to do; empty where nothing is to be done.
    pub remedy: String,
}

/// One small named check of `C`, which holds what all of them need.
pub struct Check<C> {
    /// Stable, for programs that read the JSON.
    pub name: &'static str,
    /// What it means when it does not hold.
    pub means: &'static str,
    pub look: for<'a> fn(&'a C) -> BoxFuture<'a, Said>,
}

/// One line of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub check: &'static str,
    pub verdict: Verdict,
    pub says: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub means: Option<&'static str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remedy: String,
}

/// Every finding, in the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    pub verdict: Verdict,
    pub findings: Vec<Finding>,
}

impl Said {
    pub fn ok(says: impl Into<String>) -> Self {
        Self { verdict: Verdict::Ok, says: says.into(), remedy: String::new() }
    }

    pub fn warning(says: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { verdict: Verdict::Warning, says: says.into(), remedy: remedy.into() }
    }

    pub fn wrong(says: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { verdict: Verdict::Wrong, says: says.into(), remedy: remedy.into() }
    }

    /// For what cannot be looked at before something else is mended.
    pub fn unseen(because: &str) -> Self {
        Self::warning(format!("not looked at: {because}"), "mend that first, then ask again")
    }

    /// As bad as the worst of `parts`; the good ones are told only where all are good, as `fine`.
    pub fn of(parts: Vec<Self>, fine: impl Into<String>) -> Self {
        let Some(verdict) = parts.iter().map(|part| part.verdict).max().filter(|worst| *worst > Verdict::Ok) else {
            return Self::ok(fine);
        };
        let told: Vec<Self> = parts.into_iter().filter(|part| part.verdict > Verdict::Ok).collect();
        let mut remedies: Vec<&str> = Vec::new();
        for part in &told {
            if !remedies.contains(&part.remedy.as_str()) {
                remedies.push(&part.remedy);
            }
        }
        let remedy = remedies.join("; ");
        let says = told.iter().map(|part| part.says.as_str()).collect::<Vec<_>>().join("; ");
        Self { verdict, says, remedy }
    }
}

impl<C> Check<C> {
    async fn finding(&self, case: &C) -> Finding {
        let Said { verdict, says, remedy } = (self.look)(case).await;
        let means = (verdict > Verdict::Ok).then_some(self.means);
        Finding { check: self.name, verdict, says, means, remedy }
    }
}

/// Looks at all of it, one check after the other.
pub async fn examine<C>(case: &C, checks: &[Check<C>]) -> Diagnosis {
    let mut findings = Vec::new();
    for check in checks {
        findings.push(check.finding(case).await);
    }
    Diagnosis::of(findings)
}

impl Diagnosis {
    pub fn of(findings: Vec<Finding>) -> Self {
        let verdict = findings.iter().map(|finding| finding.verdict).max().unwrap_or(Verdict::Ok);
        Self { verdict, findings }
    }

    /// What is left to say where the configuration does not even read: every other check stands on it.
    pub fn unread(error: &service::config::ConfigError) -> Self {
        Self::of(vec![Finding {
            check: CONFIGURATION,
            verdict: Verdict::Wrong,
            says: error.to_string(),
            means: Some("The service does not start on this file, and nothing else can be looked at."),
            remedy: "do what the message says, then ask again".to_owned(),
        }])
    }

    pub fn is_wrong(&self) -> bool {
        self.verdict == Verdict::Wrong
    }

    /// For people: a line a check, and under those that do not hold what it means and what to do.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for Finding { check, verdict, says, means, remedy } in &self.findings {
            let _ = writeln!(text, "{:<8} {check}: {says}", verdict.word());
            for (word, told) in [("means", means.unwrap_or_default()), ("do", remedy)] {
                if !told.is_empty() {
                    let _ = writeln!(text, "         {word}: {told}");
                }
            }
        }
        let count = |verdict| self.findings.iter().filter(|finding| finding.verdict == verdict).count();
        let (wrong, warnings) = (count(Verdict::Wrong), count(Verdict::Warning));
        let _ = writeln!(text, "\n{} checks, {wrong} wrong, {warnings} warnings", self.findings.len());
        text
    }
}

/// The first check of every service.
pub const CONFIGURATION: &str = "configuration";

impl Verdict {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Wrong => "wrong",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Case(i64);

    const CHECKS: &[Check<Case>] = &[
        Check { name: "first", means: "It is odd.", look: |case| Box::pin(odd(case)) },
        Check { name: "second", means: "It is much.", look: |case| Box::pin(much(case)) },
    ];

    async fn odd(case: &Case) -> Said {
        if case.0 % 2 == 0 { Said::ok("it is even") } else { Said::warning("it is odd", "add one") }
    }

    async fn much(case: &Case) -> Said {
        if case.0 < 10 { Said::ok("it is little") } else { Said::wrong("it is much", "take some away") }
    }

    #[tokio::test]
    async fn checks_are_told_in_their_order_and_the_whole_is_as_bad_as_the_worst() {
        let good = examine(&Case(2), CHECKS).await;
        assert_eq!((good.verdict, good.is_wrong()), (Verdict::Ok, false));
        assert_eq!(
            good.text(),
            "ok       first: it is even\nok       second: it is little\n\n2 checks, 0 wrong, 0 warnings\n"
        );
        let bad = examine(&Case(11), CHECKS).await;
        assert!(bad.is_wrong());
        assert_eq!(
            bad.text(),
            "warning  first: it is odd\n         means: It is odd.\n         do: add one\n\
             wrong    second: it is much\n         means: It is much.\n         do: take some away\n\n\
             2 checks, 1 wrong, 1 warnings\n"
        );
    }

    #[test]
    fn parts_are_as_bad_as_the_worst_and_a_remedy_is_told_once() {
        assert_eq!(Said::of(vec![Said::ok("a"), Said::ok("b")], "all"), Said::ok("all"));
        let parts = vec![Said::warning("a", "close"), Said::ok("b"), Said::wrong("c", "close")];
        assert_eq!(Said::of(parts, "all"), Said::wrong("a; c", "close"));
        assert_eq!(Said::of(Vec::new(), "none"), Said::ok("none"));
    }
}
