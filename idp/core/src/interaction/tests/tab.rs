use crate::authorization::{Answer, AuthorizationRequest};
use crate::ecps::DemandeEtat;
use crate::fakes::FakeHouse;
use crate::interaction::{Browser, Cookies, InteractionId, LoginError, Stage, Step, Stepped};

/// One browser that keeps its cookies.
pub struct Tab<'a> {
    house: &'a FakeHouse,
    pub browser: Browser,
    pub id: Option<InteractionId>,
}

impl<'a> Tab<'a> {
    pub fn new(house: &'a FakeHouse) -> Self {
        let source = "192.0.2.7".parse().unwrap();
        let browser = Browser { interaction: None, session: None, navigateur: None, source, agent: "Firefox".into() };
        Self { house, browser, id: None }
    }

    pub fn keep(&mut self, stepped: Stepped) -> Option<Answer> {
        let Cookies { interaction, session, navigateur, .. } = stepped.cookies;
        self.browser.interaction = interaction.or(self.browser.interaction.take());
        self.browser.session = session.or(self.browser.session.take());
        self.browser.navigateur = navigateur.or(self.browser.navigateur.take());
        match stepped.step {
            Step::Page(id) => {
                self.id = Some(id);
                None
            }
            Step::Answer(answer) => Some(answer),
        }
    }

    pub fn id(&self) -> &InteractionId {
        self.id.as_ref().unwrap()
    }

    pub async fn begin(&mut self, request: AuthorizationRequest) -> Option<Answer> {
        let stepped = self.house.logins.begin(request, &self.browser).await.unwrap();
        self.keep(stepped)
    }

    pub async fn ask(&mut self, number: &str) -> Result<(), LoginError> {
        self.house.logins.ask_phone(self.id(), number, &self.browser).await.map(|_| ())
    }

    pub async fn approved(&mut self) -> Result<Option<Answer>, LoginError> {
        self.house.telephone.answer(DemandeEtat::Approuvee);
        let stepped = self.house.logins.phone_answered(self.id(), &self.browser).await?;
        Ok(self.keep(stepped))
    }

    pub async fn resume(&mut self) -> Result<Option<Answer>, LoginError> {
        let stepped = self.house.logins.resume(self.id(), &self.browser).await?;
        Ok(self.keep(stepped))
    }

    pub async fn signed_in(house: &'a FakeHouse, number: &str) -> (Self, Option<Answer>) {
        let mut tab = Self::new(house);
        assert!(tab.begin(house.request()).await.is_none());
        tab.ask(number).await.unwrap();
        let answer = tab.approved().await.unwrap();
        (tab, answer)
    }

    pub async fn stage(&self) -> Stage {
        self.house.logins.read(self.id(), &self.browser).await.unwrap().stage
    }
}
