use std::net::IpAddr;

use ambient::{ExposeSecret, SecretString};

use super::InteractionId;
use crate::authorization::Answer;

/// The browser as one request shows it.
#[derive(Clone, Debug)]
pub struct Browser {
    pub interaction: Option<SecretString>,
    pub session: Option<SecretString>,
    /// That somebody has signed in here, and the marks of those who did with their phone; names nobody.
    pub navigateur: Option<SecretString>,
    pub source: IpAddr,
    /// `User-Agent`, cut to a readable length.
    pub agent: String,
}

impl Browser {
    pub(super) fn interaction(&self) -> Option<&str> {
        self.interaction.as_ref().map(|secret| secret.expose_secret())
    }

    pub(super) fn session(&self) -> Option<&str> {
        self.session.as_ref().map(|secret| secret.expose_secret())
    }

    pub(super) fn navigateur(&self) -> Option<&str> {
        self.navigateur.as_ref().map(|marks| marks.expose_secret())
    }
}

/// Where the browser goes next.
pub enum Step {
    /// To the page of the stage that the interaction is in.
    Page(InteractionId),
    /// Back to the client.
    Answer(Answer),
}

/// The cookies to set with a step; `None` leaves the cookie as it is.
#[derive(Clone, Debug, Default)]
pub struct Cookies {
    pub interaction: Option<SecretString>,
    pub session: Option<SecretString>,
    /// Goes with `session`; no secret: the frame of session management reads it.
    pub state: Option<String>,
    pub navigateur: Option<SecretString>,
}

pub struct Stepped {
    pub step: Step,
    pub cookies: Cookies,
}

impl Stepped {
    pub(super) fn page(id: &InteractionId) -> Self {
        Self { step: Step::Page(id.clone()), cookies: Cookies::default() }
    }

    pub(super) fn answer(answer: Answer) -> Self {
        Self { step: Step::Answer(answer), cookies: Cookies::default() }
    }
}
