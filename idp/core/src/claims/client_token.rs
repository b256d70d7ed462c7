use oidc::ClientTokenClaims;

use super::{Claims, subject};
use crate::client::LegalPerson;
use crate::client_token::ClientToken;

impl Claims {
    /// What a token without a person stands for.
    pub fn client_token(&self, token: &ClientToken, legal: &LegalPerson) -> ClientTokenClaims {
        ClientTokenClaims {
            iss: self.hosts.issuer.clone(),
            exp: token.expires_at.seconds(),
            aud: token.terms.resource.clone().unwrap_or_else(|| self.hosts.issuer.clone()),
            sub: subject::of_client(&token.terms.client),
            client_id: token.terms.client.to_string(),
            iat: token.at.seconds(),
            jti: token.token.clone(),
            scope: token.terms.scope.join(" "),
            cnf: token.terms.confirmation.clone(),
            struct_id_nat: legal.struct_id_nat.clone(),
            raison_sociale: legal.raison_sociale.clone(),
        }
    }
}
