//! The hosts of the provider, each behind its own name: issuer and authorization on the web listeners, cards and machines
//! on theirs.

use std::future::Future;
use std::sync::Arc;

use ambient::{Ambient, RestKey};
use axum::Router;
use idp_core::discovery::{self, Offered};
use idp_core::explain::Explain;
use idp_web::ecps::EcpsState;
use idp_web::oidc::{Endpoints, OidcState};
use idp_web::{Deps, Settings, State};
use pages::{Ruban, entetes};
use service::listen::{Limits, serve};
use service::metrics::Requests;
use service::proxy::{addressed, behind};
use service::tls::Acceptor;
use service::{Shutdown, host, layers};
use tokio::net::TcpListener;
use url::Url;

use crate::around::{Around, Site};
use crate::config::{Config, Mode};
use crate::partenaires::Partners;
use crate::use_cases::UseCases;

pub struct Sites {
    web: Router,
    carte: Router,
    mtls: Router,
    partenaires: Router,
    /// For the operator's address: readers tell that a card left.
    pub readers: Router,
    /// What the sites answered.
    pub requests: Requests,
}

impl Sites {
    pub fn build(
        config: &Config,
        use_cases: UseCases,
        (rest, partners): (RestKey, Partners),
        (ambient, around): (&Ambient, &Around),
    ) -> Self {
        let signing = use_cases.signing.clone();
        let limits = Limits::default();
        let cards = idp_web::lecteur::demandes(use_cases.ciba.cards().clone());
        let readers = idp_web::lecteur::retraits(use_cases.retraits);
        let framed = use_cases.hosts.issuer_with_cookies().is_some();
        let endpoints = OidcState::new(Endpoints {
            metadata: Arc::new(discovery::metadata(
                &use_cases.hosts,
                &use_cases.subjects,
                Offered {
                    registration: use_cases.registrations.is_some(),
                    contact: config.claims.contact,
                    implicit: config.registration.implicit(),
                },
            )),
            hosts: use_cases.hosts.clone(),
            signing: use_cases.signing,
            tokens: use_cases.tokens,
            par: use_cases.par,
            ciba: use_cases.ciba,
            device_authorization: use_cases.device_authorization,
            senders: use_cases.senders,
            userinfo: use_cases.userinfo,
            introspection: use_cases.introspection,
            revocation: use_cases.revocation,
            logout: use_cases.logout.clone(),
            streaming: use_cases.streaming,
            transmission: use_cases.transmission,
            explain: explain(config),
            registrations: use_cases.registrations,
        });
        let issuer = partners.around(idp_web::oidc::router(endpoints.clone()));
        let mtls = idp_web::oidc::mtls_router(endpoints).map(|mtls| partners.around(mtls));
        let activations = use_cases.activations.clone();
        let phones = idp_web::ecps::router(EcpsState { activations, reponses: use_cases.reponses });
        let state = State::new(Deps {
            ambient: ambient.clone(),
            rest,
            settings: settings(config, use_cases.hosts),
            authorization: use_cases.authorization,
            responses: use_cases.responses,
            logins: use_cases.logins,
            keyring: use_cases.keyring,
            espace: use_cases.espaces.espace,
            essais: use_cases.espaces.essais,
            activations: use_cases.activations,
            devices: use_cases.devices,
            lecture: use_cases.lecture,
            sessions: use_cases.sessions,
            logout: use_cases.logout,
            ends: use_cases.ends,
            departures: use_cases.departures,
            clients: use_cases.clients,
            journal: use_cases.journal,
        });
        let issuer = if framed { issuer.merge(idp_web::session_frame_router(state.clone())) } else { issuer };
        let authorization = partners.around(idp_web::authorization_router(state.clone())).merge(phones);
        let hosts = &config.hosts;
        // outermost, so that an unknown path, another host and an address that is too long have the headers too
        let headers: layers::Finish = match config.mode {
            // localhost is shared with the developer's own services, which speak plain http
            Mode::Sandbox => |answer| entetes::sans_hsts(entetes::complete(answer)),
            Mode::Rehearsal | Mode::Production => entetes::complete,
        };
        let requests = Requests::default();
        let dress = |site: Router| layers::measured(site, ambient, &limits, (headers, &requests));
        // each is dressed by itself: the log names the route that its own router found
        let stranger = dress(host::nobody());
        let web = [(Site::Issuer, &hosts.issuer, issuer), (Site::Authorization, &hosts.authorization, authorization)];
        let web = web.map(|(site, url, router)| (authority(url), dress(around(site, router, &signing))));
        let carte = (authority(&hosts.carte), dress(idp_web::carte_router(state).merge(cards)));
        let mtls = hosts.mtls.as_ref().zip(mtls);
        let mtls = mtls.map(|(url, router)| (authority(url), dress(around(Site::Mtls, router, &signing))));
        let espace = config.partenaires.as_ref().zip(partners.site);
        let espace = espace.map(|(espace, site)| (authority(&espace.url), dress(site)));
        Self {
            partenaires: addressed(host::each(espace, stranger.clone()), config.proxy.clone()),
            web: addressed(host::each(web, stranger.clone()), config.proxy.clone()),
            carte: behind(host::each([carte], stranger.clone()), config.proxy.clone()),
            mtls: behind(host::each(mtls, stranger), config.proxy.clone()),
            readers,
            requests: requests.clone(),
        }
    }

    pub fn web(
        &self,
        listener: TcpListener,
        acceptor: Acceptor,
        shutdown: &Shutdown,
    ) -> impl Future<Output = ()> + use<> {
        serve(listener, acceptor, self.web.clone(), Limits::default(), shutdown.clone())
    }

    pub fn carte(
        &self,
        listener: TcpListener,
        acceptor: Acceptor,
        shutdown: &Shutdown,
    ) -> impl Future<Output = ()> + use<> {
        serve(listener, acceptor, self.carte.clone(), Limits::default(), shutdown.clone())
    }
}

impl Sites {
    /// For teams: neither the people of the registry nor their services come here.
    pub fn partenaires(
        &self,
        listener: TcpListener,
        acceptor: Acceptor,
        shutdown: &Shutdown,
    ) -> impl Future<Output = ()> + use<> {
        serve(listener, acceptor, self.partenaires.clone(), Limits::default(), shutdown.clone())
    }

    /// For machines: no page, no browser.
    pub fn mtls(
        &self,
        listener: TcpListener,
        acceptor: Acceptor,
        shutdown: &Shutdown,
    ) -> impl Future<Output = ()> + use<> {
        serve(listener, acceptor, self.mtls.clone(), Limits::default(), shutdown.clone())
    }
}

/// What operators read, on an address that is never public.
pub fn admin(
    pages: Router,
    listener: TcpListener,
    acceptor: Acceptor,
    shutdown: &Shutdown,
) -> impl Future<Output = ()> + use<> {
    serve(listener, acceptor, pages, Limits::default(), shutdown.clone())
}

/// Everything is invented in the sandbox, its clients included.
fn explain(config: &Config) -> Explain {
    if config.mode == Mode::Sandbox { Explain::Developer } else { Explain::Nothing }
}

fn settings(config: &Config, hosts: idp_core::hosts::Hosts) -> Settings {
    let realm = config.hosts.issuer.path_segments().and_then(|mut segments| segments.next_back()).unwrap_or("caducee");
    Settings {
        realm: realm.to_owned(),
        hosts,
        carte: config.hosts.carte.as_str().trim_end_matches('/').to_owned(),
        explain: explain(config),
        ruban: ruban(config.mode),
    }
}

/// What every page says where nothing is real.
pub fn ruban(mode: Mode) -> Option<Ruban> {
    match mode {
        Mode::Production => None,
        Mode::Rehearsal => Some(Ruban::Repetition),
        Mode::Sandbox => Some(Ruban::BacASable),
    }
}

/// `host:port`, the port left out where the scheme implies it.
fn authority(url: &Url) -> String {
    match (url.host_str().unwrap_or_default(), url.port()) {
        (host, Some(port)) => format!("{host}:{port}"),
        (host, None) => host.to_owned(),
    }
}
