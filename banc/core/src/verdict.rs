use serde::{Deserialize, Serialize};

/// What a scenario was worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Conforme,
    NonConforme,
    /// Something else than the fault may explain what was seen.
    NonConcluant,
    /// Chosen before the run.
    SansObjet,
}

impl Verdict {
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Conforme => "conforme",
            Self::NonConforme => "non conforme",
            Self::NonConcluant => "non concluant",
            Self::SansObjet => "sans objet",
        }
    }
}

/// What a campaign is worth, and the code with which its command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    Conforme,
    NonConforme,
    NonConcluant,
}

impl Conclusion {
    pub const fn code(self) -> u8 {
        match self {
            Self::Conforme => 0,
            Self::NonConforme => 1,
            Self::NonConcluant => 2,
        }
    }

    pub const fn mot(self) -> &'static str {
        match self {
            Self::Conforme => Verdict::Conforme.mot(),
            Self::NonConforme => Verdict::NonConforme.mot(),
            Self::NonConcluant => Verdict::NonConcluant.mot(),
        }
    }
}
