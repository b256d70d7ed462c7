//! A request that proves nothing: a page, never a redirection (checklist A01, A02). Nothing of the request is on it in
//! production; the sandbox, where every client is invented, shows the developer what to repair.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use idp_core::authorization::PageRefusal;
use idp_core::client::{Client, ClientId};
use idp_core::explain::Explain;
use idp_core::logout::LogoutRefusal;
use oidc::Parameters;
use pages::erreur::{Technique, Ton};
use pages::{Cadre, Icone, Langue, Page};

use super::{key, page};
use crate::autorisation::difference::{Difference, compare};
use crate::visite::Visite;

/// The page of a refused authorization request.
pub async fn technique(visite: &Visite, langue: Langue, refusal: &PageRefusal, sent: &Parameters) -> Response {
    tracing::info!(code = refusal.code(), cause = %refusal, remede = refusal.remede(), "an authorization request stopped");
    if let PageRefusal::Unavailable(cause) = refusal {
        return indisponible(visite, langue, cause);
    }
    let mut page = page(visite, langue, refusal.code());
    if let PageRefusal::RequestUri(..) = refusal {
        page.suite.push(page.cadre.t("autorisation-demande-deposee-suite"));
    } else {
        page.titre = page.cadre.t("autorisation-titre");
        page.rien_perdu = Some(page.cadre.t("autorisation-phrase"));
        page.suite.push(page.cadre.t("autorisation-suite"));
        (page.icone, page.ton) = (Icone::Plug, Ton::Technique);
    }
    if visite.state.0.settings.explain == Explain::Developer {
        page.technique = Some(explained(visite, &page.cadre, refusal, sent).await);
    }
    Page::new(StatusCode::BAD_REQUEST, page).into_response()
}

/// The page of what is out of reach, or cannot be answered: the person tries again later.
pub fn indisponible(visite: &Visite, langue: Langue, cause: impl std::fmt::Display) -> Response {
    tracing::error!(%cause, "a page of the authorization host could not be answered");
    let mut page = page(visite, langue, "service.indisponible");
    page.suite = vec![page.cadre.t("service-indisponible-suite"), page.cadre.t("refus-secours")];
    Page::new(StatusCode::SERVICE_UNAVAILABLE, page).into_response()
}

/// The page of a refused logout request: the session has not changed.
pub fn deconnexion(visite: &Visite, langue: Langue, refusal: &LogoutRefusal) -> Response {
    tracing::info!(code = refusal.code(), cause = %refusal, "a logout request stopped");
    let (page_of, cause) = match refusal {
        LogoutRefusal::RedirectUri(_) => ("deconnexion.retour", "technique-deconnexion-retour"),
        _ => ("deconnexion.indice", "technique-deconnexion-indice"),
    };
    let mut page = page(visite, langue, page_of);
    page.suite.push(page.cadre.t("autorisation-suite"));
    page.code = refusal.code().to_owned();
    (page.icone, page.ton) = (Icone::Plug, Ton::Technique);
    if visite.state.0.settings.explain == Explain::Developer {
        let journal = Some(format!("{refusal}. {}", refusal.remede()));
        let (declare, recu) = refusal.compared().map(|two| (two.expected.replace(' ', "\n"), two.received)).unzip();
        let told = told(&page.cadre, cause, "technique-regle-deconnexion");
        page.technique = Some(Technique { journal, declare, recu, ..told });
    }
    Page::new(StatusCode::BAD_REQUEST, page).into_response()
}

async fn explained(visite: &Visite, cadre: &Cadre, refusal: &PageRefusal, sent: &Parameters) -> Technique {
    let client = sent.get("client_id").map(str::to_owned);
    let told = |cause: &str, regle: &str| Technique { client: client.clone(), ..told(cadre, cause, regle) };
    match refusal {
        PageRefusal::ClientMissing => told("technique-client-absent", "technique-regle-client"),
        PageRefusal::ClientUnknown => told("technique-client-inconnu", "technique-regle-client"),
        PageRefusal::ClientDisabled(_) => told("technique-client-suspendu", "technique-regle-client"),
        PageRefusal::RedirectUriMissing(_) => told("technique-retour-absente", "technique-regle-retour"),
        PageRefusal::RedirectUriUnknown(id) => {
            let technique = told("technique-retour-autre", "technique-regle-retour");
            compared(visite, cadre, id, Technique { recu: sent.get("redirect_uri").map(str::to_owned), ..technique })
                .await
        }
        PageRefusal::RequestObject(_, why) => Technique {
            journal: Some((*why).to_owned()),
            ..told("technique-demande-signee", "technique-regle-demande")
        },
        PageRefusal::RequestUri(_, why) => Technique {
            journal: Some((*why).to_owned()),
            ..told("technique-demande-deposee", "technique-regle-demande")
        },
        PageRefusal::Unavailable(_) => Technique::default(),
    }
}

/// What came beside what was declared, and the difference in words.
async fn compared(visite: &Visite, cadre: &Cadre, id: &ClientId, technique: Technique) -> Technique {
    let client = visite.state.0.clients.client(id).await.ok().flatten();
    let declared = client.map(|client: Client| client.redirect_uris).unwrap_or_default();
    let difference = compare(technique.recu.as_deref().unwrap_or_default(), &declared);
    let remede = match difference {
        Difference::BarreEnTrop => cadre.t("technique-retour-barre-en-trop-remede"),
        _ => cadre.t("technique-retour-autre-remede"),
    };
    let cause = cadre.t(format!("technique-{}", key(difference.code())));
    Technique { cause, remede, declare: Some(declared.join("\n")), ..technique }
}

/// A rule, what breaks it and what to change, in the reader's language.
fn told(cadre: &Cadre, cause: &str, regle: &str) -> Technique {
    Technique {
        regle: cadre.t(regle),
        cause: cadre.t(cause),
        remede: cadre.t(format!("{cause}-remede")),
        ..Technique::default()
    }
}
