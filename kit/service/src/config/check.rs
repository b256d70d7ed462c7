/// Settings that are well-formed one by one and impossible together, or impossible in this way of running.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Path of the key to change, such as `carte.authorities`.
    pub key: String,
    /// What does not go together.
    pub reason: String,
    /// What to write instead.
    pub remedy: String,
}

impl Contradiction {
    pub fn new(key: impl Into<String>, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { key: key.into(), reason: reason.into(), remedy: remedy.into() }
    }
}

/// What a configuration says about itself once it is read. All contradictions are told at once.
pub trait Check {
    fn check(&self) -> Vec<Contradiction> {
        Vec::new()
    }
}
