//! JWT Secured Authorization Response Mode (JARM, final) §2.1 and §2.2: the answer as one JWT, signed for the client, and
//! encrypted where its registration says so.

use ambient::{Ambient, Seconds};
use jose::JwsAlg;
use serde_json::{Map, Value};

use super::Answer;
use crate::answers::{AnswerError, Answers, Form};
use crate::client::Client;

/// JARM §2.1: ten minutes at most; the code inside lives for less.
const LIFE: Seconds = Seconds::minutes(5);

/// Makes an answer ready to leave. Called in one place: where the browser is sent back.
#[derive(Clone)]
pub struct Responses {
    pub ambient: Ambient,
    pub issuer: String,
    pub answers: Answers,
}

impl Responses {
    /// The answer as its mode wants it: a signed mode has one parameter, `response`. Errors are signed as codes are.
    pub async fn ready(&self, answer: Answer, client: &Client) -> Result<Answer, AnswerError> {
        if !answer.response_mode.is_jwt() {
            return Ok(answer);
        }
        let rules = &client.answers;
        // JARM §3 has RS256 where nothing is registered, which FAPI 2.0 Security Profile §5.4.1 refuses
        let unsaid = if client.profile.is_fapi() { client.id_token_alg } else { JwsAlg::RS256 };
        let alg = rules.authorization_alg.unwrap_or(unsaid);
        let claims = self.claims(&answer, client);
        let form = Form::jwt(alg, rules.authorization_encryption);
        let jwt = self.answers.jwt(client, form, &claims).await?;
        Ok(Answer { parameters: vec![("response", jwt)], ..answer })
    }

    fn claims(&self, answer: &Answer, client: &Client) -> Map<String, Value> {
        let parameters =
            answer.parameters.iter().map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())));
        let mut claims: Map<String, Value> = parameters.collect();
        claims.insert("iss".into(), self.issuer.as_str().into());
        claims.insert("aud".into(), client.id.as_str().into());
        claims.insert("exp".into(), self.ambient.now().plus(LIFE).seconds().into());
        claims
    }
}
