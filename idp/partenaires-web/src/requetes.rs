//! The last requests of a client, each with its answer: the explained error, or the tokens beside what their reader should expect.

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::IntoResponse;
use idp_core::client::Client;
use idp_core::trace::{Decoded, Door, Fault, Outcome, Said, TokenKind, Told, Trace};
use idp_partenaires::lecture::{Lecteur, Ligne, Verdict};
use idp_partenaires::{Environnement, Refus, ServiceId};
use oidc::Parameters;
use pages::{Cadre, Langue, Page, Samples, heure};

use crate::remede::Remede;
use crate::textes::TEXTES;
use crate::visite::{Reponse, Visite};
use crate::{adresses, refus};

#[derive(Template)]
#[template(path = "requetes.html")]
pub struct PageRequetes {
    pub cadre: Cadre,
    pub nom: String,
    pub client: String,
    pub traces: Vec<TraceDite>,
    pub detail: Option<Detail>,
    pub actualiser: String,
    pub retour: String,
}

/// A row of the table.
pub struct TraceDite {
    pub heure: String,
    pub etape: String,
    pub reponse: String,
    pub tient: bool,
    pub clair: String,
    pub href: String,
}

/// The one that is looked at.
pub struct Detail {
    pub titre: String,
    pub said: Vec<Said>,
    pub faute: Option<FauteDite>,
    pub jetons: Vec<Jeton>,
}

pub struct FauteDite {
    pub code: String,
    pub clair: String,
    pub description: String,
    pub cause: Option<String>,
    pub attendu: Option<String>,
    pub recu: Option<String>,
    pub remede: Option<Remede>,
}

pub struct Jeton {
    pub mot: &'static str,
    pub json: String,
    pub lignes: Vec<LigneDite>,
}

pub struct LigneDite {
    pub ligne: Ligne,
    pub sens: String,
}

impl LigneDite {
    pub fn tient(&self) -> bool {
        self.ligne.verdict == Verdict::Tient
    }

    pub fn conseil(&self) -> bool {
        self.ligne.verdict == Verdict::Conseil
    }

    pub fn ne_tient_pas(&self) -> bool {
        self.ligne.verdict == Verdict::NeTientPas
    }
}

pub async fn get(
    visite: Visite,
    Path((organisation, service)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Reponse {
    let place = visite.place(&organisation).await?;
    let sent = Parameters::parse(query.unwrap_or_default().as_bytes());
    let lieu = sent.only("lieu").and_then(Environnement::lu).unwrap_or(Environnement::Essai);
    let vu = match visite.etat.0.bureau.service(&place.acteur, &ServiceId::from(service.as_str())).await {
        Ok(vu) => vu,
        Err(refus) => return Ok(refus::page(&visite, &refus)),
    };
    let Some(client) = vu.client(lieu) else { return Ok(refus::page(&visite, &Refus::SansClient)) };
    let traces = visite.etat.0.traces.of(&client.id);
    let cadre = visite.cadre_d(&place, "services");
    let here =
        visite.vers(&format!("{}?lieu={}", adresses::of(adresses::REQUETES, &organisation, &service), lieu.mot()));
    // named by its time, which does not move as others come
    let chosen = sent.only("a").and_then(|at| traces.iter().find(|trace| trace.at.millis().to_string() == at));
    let chosen = chosen.or_else(|| traces.iter().find(|trace| matches!(trace.outcome, Outcome::Refused(_))));
    let lecteur = Lecteur::new(client, &visite.etat.0.issuer, (visite.etat.0.ambient.now(), &traces));
    let detail = chosen.map(|trace| Detail::new(&cadre, trace, &lecteur));
    Ok(Page::ok(PageRequetes {
        nom: vu.service.fiche.nom.clone(),
        client: client.id.to_string(),
        traces: traces.iter().map(|trace| TraceDite::new(&cadre, trace, &here)).collect(),
        detail,
        actualiser: here,
        retour: visite.vers(&adresses::of(adresses::SERVICE, &organisation, &service)),
        cadre,
    })
    .into_response())
}

impl TraceDite {
    fn new(cadre: &Cadre, trace: &Trace, here: &str) -> Self {
        let (reponse, tient, clair) = match &trace.outcome {
            Outcome::Answered(_) => (trace.status.to_string(), true, cadre.t("requete-tient")),
            Outcome::Refused(fault) => (format!("{} {}", trace.status, fault.error), false, clair(cadre, fault)),
        };
        Self {
            heure: heure::seconde(trace.at, cadre.langue),
            etape: format!("{} {}", trace.method, trace.door.word()),
            reponse,
            tient,
            clair,
            href: format!("{here}&a={}#detail", trace.at.millis()),
        }
    }
}

impl Detail {
    fn new(cadre: &Cadre, trace: &Trace, lecteur: &Lecteur<'_>) -> Self {
        let (faute, jetons) = match &trace.outcome {
            Outcome::Refused(fault) => (Some(FauteDite::new(cadre, fault)), Vec::new()),
            Outcome::Answered(tokens) => {
                let decoded = tokens.iter().filter_map(Told::decoded);
                (None, decoded.map(|token| jeton(cadre, &token, lecteur)).collect())
            }
        };
        let titre = format!("{} {}", trace.method, trace.door.word());
        Self { titre, said: trace.said.clone(), faute, jetons }
    }
}

impl FauteDite {
    fn new(cadre: &Cadre, fault: &Fault) -> Self {
        Self {
            code: fault.code.clone(),
            clair: clair(cadre, fault),
            description: fault.description.clone(),
            cause: fault.cause.clone(),
            attendu: fault.expected.clone(),
            recu: fault.received.clone(),
            remede: fault.remedy.as_ref().map(|english| Remede::of(english, cadre.langue)),
        }
    }
}

/// By the finest word that somebody wrote a sentence for.
fn clair(cadre: &Cadre, fault: &Fault) -> String {
    let keys = [&fault.code, &fault.error].map(|word| format!("clair-{}", word.replace(['.', '_'], "-")));
    let told = keys.iter().find_map(|key| TEXTES.texte(cadre.langue, key, &[]));
    told.unwrap_or_else(|| cadre.t("clair-autre"))
}

fn jeton(cadre: &Cadre, token: &Decoded, lecteur: &Lecteur<'_>) -> Jeton {
    let sens = |claim: &str| {
        let key = format!("sens-{}", claim.replace('_', "-").to_lowercase());
        TEXTES.texte(cadre.langue, &key, &[]).unwrap_or_default()
    };
    let lignes = lecteur.lignes(token).into_iter().map(|ligne| LigneDite { sens: sens(&ligne.claim), ligne });
    let json = serde_json::to_string_pretty(&token.claims).unwrap_or_default();
    Jeton { mot: token.kind.word(), json, lignes: lignes.collect() }
}

impl Samples for PageRequetes {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let cadre = crate::samples::place(langue);
        let page = |traces: &[Trace], detail: Option<Detail>| Self {
            nom: "Dossier <résident>".into(),
            client: "dossier-resident-exemple".into(),
            traces: traces.iter().map(|trace| TraceDite::new(&cadre, trace, "/r?lieu=essai")).collect(),
            detail,
            actualiser: "/r?lieu=essai".into(),
            retour: "/o/a/services/b".into(),
            cadre: cadre.clone(),
        };
        let (refused, answered) = (exemple(true), exemple(false));
        let client = client();
        let lecteur = Lecteur::new(&client, "https://idp.example", (answered.at, std::slice::from_ref(&answered)));
        let of = |trace: &Trace| Some(Detail::new(&cadre, trace, &lecteur));
        let both = [refused.clone(), answered.clone()];
        vec![("vide", page(&[], None)), ("refus", page(&both, of(&refused))), ("jeton", page(&both, of(&answered)))]
    }
}

fn exemple(refused: bool) -> Trace {
    let fault = Fault {
        error: "invalid_grant".into(),
        description: "<the grant is not valid>".into(),
        code: "jeton.deja-utilise".into(),
        cause: Some("the code was spent before".into()),
        expected: Some("https://a.example/<retour>".into()),
        received: Some("https://a.example/retour/".into()),
        remedy: Some("Ask again without prompt=none.".into()),
    };
    let claims = serde_json::json!({"iss": "https://idp.example", "aud": "x", "exp": 1, "given_name": "<Alba>"});
    let token = Told::claims(TokenKind::Id, claims.to_string());
    Trace {
        at: ambient::Timestamp::from_seconds(1_795_410_252),
        client: "dossier-resident-exemple".into(),
        door: Door::Token,
        method: "POST",
        status: if refused { 400 } else { 200 },
        said: vec![Said::new("grant_type", "authorization_code"), Said::new("code", "secret")],
        outcome: if refused { Outcome::Refused(fault) } else { Outcome::Answered(vec![token]) },
    }
}

/// A registration for the samples.
pub fn client() -> Client {
    let fiche = idp_partenaires::Fiche {
        nom: "Dossier résident".into(),
        lieu: "EHPAD FICTIF LES TILLEULS".into(),
        adresses_retour: vec!["https://tilleuls.example/retour".into()],
        ..idp_partenaires::Fiche::default()
    };
    let secret = ambient::SecretString::from("x".repeat(43));
    let declaration = fiche.declaration("dossier-resident-exemple", Some(secret), false);
    declaration.register(&ambient::RestKey::from_bytes(&[0; 32])).expect("the example holds")
}
