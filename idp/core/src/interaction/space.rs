//! A page of our own signs somebody in as any service does, and gets no code: the session is all that it wants.

use ambient::Seconds;
use oidc::{Prompts, Scope};

use super::{Browser, LoginError, Logins, Stepped};
use crate::authorization::{Answer, AuthorizationRequest};
use crate::espace;
use crate::hosts::Hosts;
use crate::moyen::MoyenKind;

/// Who comes to a page of ours, and how fresh their proof must be.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The path to come back to.
    pub back: String,
    /// The oldest proof that will do.
    pub fresh: Option<Seconds>,
    /// The means that will do; none named: any.
    pub means: Vec<MoyenKind>,
}

impl Logins {
    /// The login page, or straight back where the session answers.
    pub async fn enter_space(&self, hosts: &Hosts, entry: Entry, browser: &Browser) -> Result<Stepped, LoginError> {
        let client = espace::client();
        let request = AuthorizationRequest {
            redirect_uri: format!("{}{}", hosts.authorization, entry.back),
            // a session of another means is no answer where one is demanded
            prompts: if entry.means.is_empty() { Prompts::default() } else { Prompts::login() },
            max_age: entry.fresh,
            moyens: if entry.means.is_empty() { MoyenKind::ALL.to_vec() } else { entry.means },
            ..AuthorizationRequest::of_device(&client, hosts, Scope::default(), self.0.ambient.now())
        };
        self.begin(request, browser).await
    }
}

impl AuthorizationRequest {
    pub(super) fn is_of_space(&self) -> bool {
        self.client.as_str() == espace::CLIENT
    }

    /// Back to the page of ours that asked.
    pub(super) fn back(&self) -> Answer {
        let (redirect_uri, response_mode) = (self.redirect_uri.clone(), self.response_mode);
        Answer { redirect_uri, response_mode, parameters: Vec::new() }
    }
}
