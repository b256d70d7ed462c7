mod answers;
mod cards;
mod ping;
mod polling;
mod signed;

use ambient::ExposeSecret as _;
use oidc::{GrantType, Parameters, TokenResponse};

use super::{Accepted, CibaRefusal};
use crate::client::{CibaRules, Client, ClientAuth, Profile};
use crate::client_auth::{BackChannelCall, ClientAuthentication};
use crate::fakes::{ALBA, BRICE, FakeAnnuaire, FakeIssuer, TILLEULS, VERCORS, client};

const INCONNU: &str = "899900099999";
const MORE: &str = "scope=openid+scope_all&acr_values=eidas1&channel=MOBILE";

/// The client `dui` polls, `ping` is told, `oidc` and `fapi` are of those profiles.
async fn house() -> FakeIssuer {
    let house = FakeIssuer::new().await;
    let secret = ClientAuthentication::rest_secret(&house.rest, "s3cret");
    let poll = CibaRules::Poll { request_alg: None };
    let dui = Client {
        auth: ClientAuth::ClientSecretPost { secret },
        grants: vec![GrantType::Ciba, GrantType::RefreshToken],
        ciba: Some(poll),
        ..client()
    };
    let notification_endpoint = "https://tilleuls.example/ping".to_owned();
    let ping = Some(CibaRules::Ping { notification_endpoint, request_alg: None });
    house.register(Client { id: "ping".into(), ciba: ping, ..dui.clone() }).await;
    house.register(Client { id: "oidc".into(), profile: Profile::Oidc, ..dui.clone() }).await;
    house.register(Client { id: "code".into(), grants: crate::client::code_and_refresh(), ..dui.clone() }).await;
    house.register(Client { id: "public".into(), auth: ClientAuth::None, ..dui.clone() }).await;
    house.register(dui).await;
    house.annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]));
    house.annuaire.hold(FakeAnnuaire::aide_soignante(BRICE, &[TILLEULS, VERCORS]));
    house
}

async fn ask(house: &FakeIssuer, form: &str) -> Result<Accepted, CibaRefusal> {
    let params = Parameters::parse(form.as_bytes());
    let accepted = house.ciba.answer(&BackChannelCall::plain(&params, "192.0.2.1")).await;
    house.ensuite.ensuite().await;
    accepted
}

fn form(client: &str, more: &str) -> String {
    format!("client_id={client}&client_secret=s3cret&{MORE}&{more}")
}

/// Asks for this person; the `auth_req_id`.
async fn asked(house: &FakeIssuer, client: &str, personne: &str) -> String {
    let accepted = ask(house, &form(client, &format!("login_hint={personne}&binding_message=47"))).await;
    accepted.unwrap_or_else(|refusal| panic!("{refusal}")).auth_req_id.expose_secret().to_owned()
}

/// The word and the sentence of a refusal.
async fn refused(house: &FakeIssuer, form: &str) -> (&'static str, &'static str) {
    match ask(house, form).await {
        Ok(_) => panic!("somebody was asked for {form}"),
        Err(refusal) => (refusal.public().error.word(), refusal.public().description),
    }
}

/// The tokens, or the word of the refusal.
async fn poll(house: &FakeIssuer, client: &str, auth_req_id: &str) -> Result<TokenResponse, &'static str> {
    let grant = "grant_type=urn:openid:params:grant-type:ciba";
    let form = format!("{grant}&client_id={client}&client_secret=s3cret&auth_req_id={auth_req_id}");
    house.token(&form).await.map_err(|refusal| refusal.public().error.word())
}
