//! What the forms of the login do. Each wants the token of the interaction's cookie, does one thing, answers 303.

use axum::Json;
use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use idp_core::client::ClientId;
use idp_core::ecps::DemandeEtat;
use idp_core::interaction::{Interaction, InteractionId, LoginError, Stage, Stepped};
use oidc::Parameters;
use pages::{Langue, Page};
use url::Url;

use super::entree::Saisie;
use super::etape::{PAS_ENCORE, langue};
use super::{Adresses, Formulaire, PageConnexion, avance};
use crate::autorisation::retour;
use crate::refus;
use crate::routes;
use crate::temoins::Temoin;
use crate::visite::Visite;

/// A form that may act: its token and its browser are right.
pub(super) struct Acte {
    pub id: InteractionId,
    interaction: Interaction,
    langue: Langue,
}

impl Acte {
    pub async fn new(visite: &Visite, id: String, formulaire: &Formulaire) -> Result<Self, Box<Response>> {
        let id = InteractionId::from(id);
        let interaction = visite.state.0.logins.read(&id, &visite.browser).await;
        let interaction =
            interaction.map_err(|error| Box::new(refus::connexion(visite, visite.langue(&[]), &error, None)))?;
        let langue = langue(visite, &interaction);
        match visite.check(Temoin::Interaction, formulaire.csrf()) {
            Ok(()) => Ok(Self { id, interaction, langue }),
            Err(_) => Err(Box::new(refus::jeton(visite, langue))),
        }
    }

    fn client(&self) -> &ClientId {
        self.interaction.stage.client()
    }

    fn page(&self) -> String {
        routes::pour(routes::CONNEXION, self.id.as_str())
    }

    /// A step that cannot be taken from here leads to the page of where the login is; another refusal has its own page.
    pub async fn answer(&self, visite: &Visite, stepped: Result<Stepped, LoginError>) -> Response {
        match stepped {
            Err(LoginError::Overtaken) => visite.vers(&self.page()),
            Err(error) => refus::connexion(visite, self.langue, &error, Some(self.id.as_str())),
            stepped => avance(visite, self.langue, self.client(), stepped).await,
        }
    }
}

pub async fn numero(visite: Visite, Path(id): Path<String>, formulaire: Formulaire) -> Response {
    let acte = match Acte::new(&visite, id, &formulaire).await {
        Ok(acte) => acte,
        Err(page) => return *page,
    };
    let numero = formulaire.champ("numero");
    let asked = visite.state.0.logins.ask_phone(&acte.id, numero, &visite.browser).await;
    let first = matches!(acte.interaction.stage, Stage::Parked { .. });
    match (&asked, first) {
        (Err(LoginError::IdentifiantIllisible), true) => {
            again(&visite, &acte, &formulaire, "connexion-numero-illisible").await
        }
        (Err(LoginError::TropDEssais { .. }), true) => {
            again(&visite, &acte, &formulaire, "connexion-numero-trop").await
        }
        (Ok(_), true) => {
            let kept = (formulaire.champ("retenir") == "oui").then_some(numero);
            let jar = visite.temoins().numero(visite.jar.clone(), kept);
            (jar, acte.answer(&visite, asked).await).into_response()
        }
        _ => acte.answer(&visite, asked).await,
    }
}

/// The same page, with what was typed and a sentence beside the field.
async fn again(visite: &Visite, acte: &Acte, formulaire: &Formulaire, key: &str) -> Response {
    let (Some(request), Ok(client)) =
        (acte.interaction.stage.request(), visite.state.0.logins.client(acte.client()).await)
    else {
        return visite.vers(&acte.page());
    };
    let cadre = visite.cadre(acte.langue);
    let saisie = Saisie {
        numero: formulaire.champ("numero"),
        retenir: formulaire.champ("retenir") == "oui",
        erreur: cadre.t(key),
    };
    let adresses = Adresses::new(visite, acte.id.as_str(), request);
    let page = PageConnexion::new(visite, cadre, request, &client, adresses).avec(saisie);
    let page = Page::new(StatusCode::UNPROCESSABLE_ENTITY, page);
    match Url::parse(&request.redirect_uri) {
        Ok(back) => page.vers(&back).into_response(),
        Err(_) => page.into_response(),
    }
}

/// 204 while the phone is waited for, 200 once it approved, anything else (205 for a demand that ended): look at the page.
pub async fn etat(visite: Visite, Path(id): Path<String>) -> Response {
    match visite.state.0.logins.phone_state(&InteractionId::from(id), &visite.browser).await {
        Ok(DemandeEtat::EnAttente) => StatusCode::NO_CONTENT.into_response(),
        Ok(DemandeEtat::Approuvee) => Json(DemandeEtat::Approuvee).into_response(),
        Ok(_) => StatusCode::RESET_CONTENT.into_response(),
        Err(LoginError::Port(_)) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Err(_) => StatusCode::CONFLICT.into_response(),
    }
}

pub async fn suite(visite: Visite, Path(id): Path<String>, formulaire: Formulaire) -> Response {
    let acte = match Acte::new(&visite, id, &formulaire).await {
        Ok(acte) => acte,
        Err(page) => return *page,
    };
    match visite.state.0.logins.phone_answered(&acte.id, &visite.browser).await {
        Err(LoginError::PasApprouvee) => visite.vers(&format!("{}?{PAS_ENCORE}", acte.page())),
        stepped => acte.answer(&visite, stepped).await,
    }
}

pub async fn autre_moyen(visite: Visite, Path(id): Path<String>, formulaire: Formulaire) -> Response {
    let acte = match Acte::new(&visite, id, &formulaire).await {
        Ok(acte) => acte,
        Err(page) => return *page,
    };
    let stepped = visite.state.0.logins.other_way(&acte.id, &visite.browser).await;
    acte.answer(&visite, stepped).await
}

/// Back from the card host. The ticket is the proof, and the cookie says that this browser began the login. No ticket
/// or two are a ticket that is not ours.
pub async fn carte_lue(visite: Visite, Path(id): Path<String>, RawQuery(query): RawQuery) -> Response {
    let sent = Parameters::parse(query.unwrap_or_default().as_bytes());
    let ticket = sent.only("ticket").unwrap_or_default();
    let id = InteractionId::from(id);
    let logins = &visite.state.0.logins;
    let interaction = match logins.read(&id, &visite.browser).await {
        Ok(interaction) => interaction,
        Err(error) => return refus::connexion(&visite, visite.langue(&[]), &error, None),
    };
    let acte = Acte { langue: langue(&visite, &interaction), id, interaction };
    let stepped = logins.with_ticket(&acte.id, ticket, &visite.browser).await;
    acte.answer(&visite, stepped).await
}

pub async fn lieu(visite: Visite, Path(id): Path<String>, formulaire: Formulaire) -> Response {
    let acte = match Acte::new(&visite, id, &formulaire).await {
        Ok(acte) => acte,
        Err(page) => return *page,
    };
    let chosen = formulaire.champ("situation").into();
    match visite.state.0.logins.choose(&acte.id, &chosen, &visite.browser).await {
        Err(LoginError::SituationInconnue) => to_choose(&visite, &acte).await,
        stepped => acte.answer(&visite, stepped).await,
    }
}

/// The choice again, with the list as the registry has it now.
async fn to_choose(visite: &Visite, acte: &Acte) -> Response {
    let Some(request) = acte.interaction.stage.request() else { return visite.vers(&acte.page()) };
    let adresses = Adresses::new(visite, acte.id.as_str(), request);
    match super::etape::lieux(visite, &acte.id, visite.cadre(acte.langue), adresses).await {
        Ok(mut page) => {
            page.a_choisir = true;
            let page = Page::new(StatusCode::UNPROCESSABLE_ENTITY, page);
            match Url::parse(&request.redirect_uri) {
                Ok(back) => page.vers(&back).into_response(),
                Err(_) => page.into_response(),
            }
        }
        Err(error) => acte.answer(visite, Err(error)).await,
    }
}

pub async fn autre_personne(visite: Visite, Path(id): Path<String>, formulaire: Formulaire) -> Response {
    let acte = match Acte::new(&visite, id, &formulaire).await {
        Ok(acte) => acte,
        Err(page) => return *page,
    };
    let stepped = visite.state.0.logins.other_person(&acte.id, &visite.browser).await;
    let jar = visite.temoins().forget(visite.jar.clone(), Temoin::Session);
    (jar, acte.answer(&visite, stepped).await).into_response()
}

pub async fn annuler(visite: Visite, Path(id): Path<String>, formulaire: Formulaire) -> Response {
    let acte = match Acte::new(&visite, id, &formulaire).await {
        Ok(acte) => acte,
        Err(page) => return *page,
    };
    match visite.state.0.logins.cancel(&acte.id, &visite.browser).await {
        Ok(answer) => retour(&visite, acte.langue, acte.client(), &answer).await,
        Err(error) => acte.answer(&visite, Err(error)).await,
    }
}
