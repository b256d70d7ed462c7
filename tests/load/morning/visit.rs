//! What people and services do, an act at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::page::{self, Form};
use super::people::{Kind, Means, Person, Phone, Way};
use super::services::{Grant, strange};
use super::town::Town;
use super::wire::Caller;
use crate::surfer::Answer;

/// Counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// A new session with a card: authorization, code, tokens, userinfo.
    CardLogin,
    /// The same with an e-CPS.
    PhoneLogin,
    /// Another service in the same session: authorization, code, tokens, userinfo.
    Sso,
    Refresh,
    Introspection,
    Logout,
}

impl Act {
    pub const ALL: [Self; 6] =
        [Self::CardLogin, Self::PhoneLogin, Self::Sso, Self::Refresh, Self::Introspection, Self::Logout];
    /// Those that count as logins.
    pub const LOGINS: [Self; 2] = [Self::CardLogin, Self::PhoneLogin];

    pub const fn login(kind: Kind) -> Self {
        match kind {
            Kind::Card => Self::CardLogin,
            Kind::Phone => Self::PhoneLogin,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::CardLogin => "card_login",
            Self::PhoneLogin => "phone_login",
            Self::Sso => "sso",
            Self::Refresh => "refresh",
            Self::Introspection => "introspection",
            Self::Logout => "logout",
        }
    }
}

/// A session of somebody, as their browser and the services hold it.
pub struct Visit {
    browser: Caller,
    /// With the place of its service.
    grants: Vec<(usize, Grant)>,
    /// Pages that asked where the person works now.
    pub places: u32,
}

static TURN: AtomicUsize = AtomicUsize::new(0);

impl Visit {
    /// In a browser that was never seen before.
    pub async fn sign_in(town: &Town, person: &mut Person) -> Result<Self, String> {
        let place = TURN.fetch_add(1, Ordering::Relaxed) % town.services.len();
        let service = &town.services[place];
        let mut visit =
            Self { browser: town.network.caller(person.home, person.card()), grants: Vec::new(), places: 0 };
        let demand = service.party.demand();
        let page = visit.browser.follow(service.party.address(&demand)).await?;
        let back = match &mut person.means {
            Means::Card(_) => {
                let card = page::link(&page, &service.party.carte).ok_or_else(|| strange("first page", &page))?;
                visit.browser.follow(card).await?
            }
            Means::Phone(phone) => {
                let way = Way::new(town.network.caller(person.home, None), town.host.clone());
                by_phone(&mut visit.browser, &page, (&person.identifiant, phone, &way)).await?
            }
        };
        let back = visit.placed(back).await?;
        let code = back.given("code").ok_or_else(|| strange("login", &back))?;
        visit.grants.push((place, service.redeem(&town.network, &code, &demand).await?));
        Ok(visit)
    }

    /// Into the next service that holds nothing of this session yet.
    pub async fn sso(&mut self, town: &Town) -> Result<(), String> {
        let first = self.grants.first().map_or(0, |(place, _)| *place);
        let place = (first + self.grants.len()) % town.services.len();
        let service = &town.services[place];
        let demand = service.party.demand();
        let back = self.browser.follow(service.party.address(&demand)).await?;
        let back = self.placed(back).await?;
        let code = back.given("code").ok_or_else(|| strange("sso", &back))?;
        let grant = service.redeem(&town.network, &code, &demand).await?;
        self.grants.push((place, grant));
        Ok(())
    }

    /// Of the first service.
    pub async fn refresh(&mut self, town: &Town) -> Result<(), String> {
        let (place, grant) = self.grants.first_mut().ok_or("refresh: no grant")?;
        town.services[*place].refresh(&town.network, grant).await
    }

    pub async fn introspect(&self, town: &Town) -> Result<(), String> {
        let (place, grant) = self.grants.first().ok_or("introspection: no grant")?;
        town.services[*place].introspect(&town.network, grant).await
    }

    pub async fn log_out(&self, town: &Town) -> Result<(), String> {
        let (place, grant) = self.grants.first().ok_or("logout: no grant")?;
        town.services[*place].log_out(&town.network, grant).await
    }

    /// The browser is left alone: its connections end, its session does not.
    pub fn rest(&mut self) {
        self.browser.hang_up();
    }

    /// The name that the ID token gives to the session.
    pub fn sid(&self) -> Option<String> {
        let (_, grant) = self.grants.first()?;
        let claims = crate::revocation::claims(&grant.id_token)?;
        claims["sid"].as_str().map(str::to_owned)
    }

    /// Where the page asks for it, the person says where they work now.
    async fn placed(&mut self, page: Answer) -> Result<Answer, String> {
        let Some(form) = page::form_with(&page, "situation") else { return Ok(page) };
        let chosen = form.choice("situation").unwrap_or_default();
        self.places += 1;
        let Form { action, fields, .. } = form.filled("situation", &chosen);
        self.browser.submit(action, &fields).await
    }
}

/// The number is typed, the phone asks its person, and the script of the waiting page goes on once it has heard.
async fn by_phone(
    browser: &mut Caller,
    page: &Answer,
    (identifiant, phone, way): (&str, &mut Phone, &Way),
) -> Result<Answer, String> {
    let form = page::form_with(page, "numero").ok_or_else(|| strange("first page", page))?;
    let Form { action, fields, .. } = form.filled("numero", identifiant);
    let waiting = browser.submit(action, &fields).await?;
    let digits = page::digits(&waiting);
    let on = page::forms(&waiting).into_iter().find(|form| form.action.path().ends_with("/suite"));
    let on = on.ok_or_else(|| strange("waiting page", &waiting))?;
    phone.approve(way, &digits).await?;
    let mut state = on.action.clone();
    state.set_path(&on.action.path().replace("/suite", "/etat"));
    let heard = browser.get(state, None).await?;
    if heard.status != 200 {
        return Err(strange("waiting page", &heard));
    }
    browser.submit(on.action, &on.fields).await
}

/// Somebody of this kind signs in; whatever comes of it, they are free again.
pub async fn somebody(town: &Arc<Town>, kind: Kind) -> Result<Visit, String> {
    let mut person = town.pool.take(kind).ok_or_else(|| format!("nobody is free: {kind:?}"))?;
    let visit = Visit::sign_in(town, &mut person).await;
    town.pool.give(person);
    visit
}
