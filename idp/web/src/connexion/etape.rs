use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use idp_core::interaction::{Interaction, InteractionId, LoginError, Stage, Step};
use pages::{Cadre, Langue, Page};
use url::Url;

use super::{Adresses, PageConnexion, PageIssue, PageLieu, PageRefuse, PageTelephone, avance};
use crate::refus;
use crate::routes;
use crate::temoins::Temoin;
use crate::visite::Visite;

/// The page of the stage that the interaction is in. What can be answered without the person is answered.
pub async fn get(visite: Visite, Path(id): Path<String>) -> Response {
    let id = InteractionId::from(id);
    let logins = &visite.state.0.logins;
    let seen = match logins.read(&id, &visite.browser).await {
        Ok(seen) => seen,
        Err(error) => return refus::connexion(&visite, visite.langue(&[]), &error, None),
    };
    let langue = langue(&visite, &seen);
    match logins.resume(&id, &visite.browser).await {
        Ok(stepped) if matches!(stepped.step, Step::Page(_)) && stepped.cookies.session.is_none() => {}
        Ok(stepped) => return avance(&visite, langue, seen.stage.client(), Ok(stepped)).await,
        Err(LoginError::Overtaken) => return visite.vers(&routes::pour(routes::CONNEXION, id.as_str())),
        Err(error) => return refus::connexion(&visite, langue, &error, Some(id.as_str())),
    }
    match logins.read(&id, &visite.browser).await {
        Ok(now) => show(&visite, langue, now).await.unwrap_or_else(|error| match error {
            // The session closed, or another tab was faster: the same address shows where the login is now.
            LoginError::Overtaken => visite.vers(&routes::pour(routes::CONNEXION, id.as_str())),
            LoginError::Unknown => refus::connexion(&visite, langue, &error, None),
            error => refus::connexion(&visite, langue, &error, Some(id.as_str())),
        }),
        Err(error) => refus::connexion(&visite, langue, &error, None),
    }
}

pub(super) fn langue(visite: &Visite, interaction: &Interaction) -> Langue {
    let wished = interaction.stage.request().map(|request| request.ui_locales.as_slice());
    visite.langue(wished.unwrap_or_default())
}

async fn show(visite: &Visite, langue: Langue, interaction: Interaction) -> Result<Response, LoginError> {
    let logins = &visite.state.0.logins;
    let client = logins.client(interaction.stage.client()).await?;
    let Some(request) = interaction.stage.request() else { return Ok(refus::terminee(visite, langue, &client)) };
    let cadre = visite.cadre(langue).a_l_adresse(&visite.path_and_query);
    let csrf = visite.csrf(Temoin::Interaction);
    let adresses = Adresses::new(visite, interaction.id.as_str(), request);
    let back = Url::parse(&request.redirect_uri).ok();
    Ok(match &interaction.stage {
        Stage::Ecps { asked, .. } => {
            let etat = logins.phone_state(&interaction.id, &visite.browser).await?;
            let issue = PageIssue::new(cadre.clone(), csrf.clone(), &client, (asked, etat), adresses.clone());
            match issue {
                Some(issue) => page(back, issue),
                None => {
                    let mut waiting = PageTelephone::new(cadre, csrf, &client, asked, adresses);
                    waiting.pas_encore = visite.path_and_query.contains(PAS_ENCORE);
                    page(back, waiting)
                }
            }
        }
        Stage::SituationChoice { .. } => page(back, lieux(visite, &interaction.id, cadre, adresses).await?),
        Stage::Refused { refusal, .. } => {
            page(back, PageRefuse::new(cadre, csrf, &client, (*refusal, &visite.reference), adresses))
        }
        _ => page(back, PageConnexion::new(visite, cadre, request, &client, adresses)),
    })
}

/// The query that says that the phone was asked after too early.
pub(super) const PAS_ENCORE: &str = "pas-encore";

pub(super) async fn lieux(
    visite: &Visite,
    id: &InteractionId,
    cadre: Cadre,
    adresses: Adresses,
) -> Result<PageLieu, LoginError> {
    let place = visite.state.0.logins.choices(id, &visite.browser).await?;
    let now = visite.state.0.ambient.now();
    Ok(PageLieu::new(cadre, visite.csrf(Temoin::Interaction), &place, adresses, now))
}

/// Its forms may end at the client.
fn page<T: askama::Template>(back: Option<Url>, contexte: T) -> Response {
    match back {
        Some(back) => Page::ok(contexte).vers(&back).into_response(),
        None => Page::ok(contexte).into_response(),
    }
}
