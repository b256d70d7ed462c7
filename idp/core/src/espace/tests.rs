use ambient::Seconds;

use super::*;
use crate::client::{Client, ClientAuth, Profile};
use crate::client_auth::ClientAuthentication;
use crate::ecps::{AppareilEtat, Motif};
use crate::fakes::{ALBA, BRICE, FakeAnnuaire, FakeEspace, FakeIssuer, RETURN, TILLEULS};
use crate::logout::NoticeState;
use crate::moyen::{Authentication, MoyenKind};
use crate::session::{OpenedFrom, Session};

struct Room {
    issuer: FakeIssuer,
    fakes: FakeEspace,
}

impl Room {
    async fn new() -> Self {
        let issuer = FakeIssuer::new().await;
        let secret = ClientAuthentication::rest_secret(&issuer.rest, "s3cret");
        let scopes = ["openid", "offline_access"].map(str::to_owned).to_vec();
        let auth = ClientAuth::ClientSecretPost { secret };
        issuer.register(Client { auth, scopes, profile: Profile::Oidc, ..crate::fakes::client() }).await;
        issuer.annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]));
        issuer.annuaire.hold(FakeAnnuaire::aide_soignante(BRICE, &[TILLEULS]));
        let fakes = FakeEspace::over(&issuer);
        Self { issuer, fakes }
    }

    /// A session with a grant of the client `dui`; its refresh token.
    async fn granted(&self, session: &Session, scope: &str) -> String {
        let back: String = url::form_urlencoded::byte_serialize(RETURN.as_bytes()).collect();
        let query = format!("client_id=dui&response_type=code&redirect_uri={back}&scope={scope}&state=s&nonce=n");
        let code = self.issuer.code(&query, session, Some("sit-1")).await;
        let form = format!("grant_type=authorization_code&code={code}&redirect_uri={RETURN}&{SECRET}");
        self.issuer.token(&form).await.unwrap().refresh_token.unwrap()
    }

    /// A session that this means opened.
    async fn by(&self, personne: &str, kind: MoyenKind, moyen: &str) -> Session {
        let (personne, at) = (personne.parse().unwrap(), self.issuer.ambient.now());
        let proof = Authentication { personne, kind, moyen: moyen.to_owned(), at, plafond: None };
        self.issuer.sessions.open_from(proof, None, OpenedFrom::default()).await.unwrap().session
    }

    async fn refreshes(&self, refresh: &str) -> bool {
        self.issuer.token(&format!("grant_type=refresh_token&refresh_token={refresh}&{SECRET}")).await.is_ok()
    }

    async fn lives(&self, session: &Session) -> bool {
        self.issuer.sessions.named(&session.id).await.unwrap().is_some()
    }
}

const OFFLINE: &str = "openid+offline_access&prompt=consent";
const SECRET: &str = "client_id=dui&client_secret=s3cret";

// requirement: S10 M24
#[tokio::test]
async fn a_person_sees_their_means_sessions_services_and_history_and_nobody_else_s() {
    let room = Room::new().await;
    let alba = room.issuer.sign_in(ALBA).await;
    let brice = room.issuer.sign_in(BRICE).await;
    room.granted(&alba, "openid").await;
    room.fakes.with_phone(ALBA).await;
    room.fakes.espace.fermer_session(&brice, &brice.id).await.unwrap();

    let vue = room.fakes.espace.vue(&alba).await.unwrap();
    assert_eq!(room.fakes.espace.nom(&alba).await.as_deref(), Some("ALBA FICTIF-ROUX"));
    assert_eq!(vue.ecps.unwrap().etat, AppareilEtat::Actif);
    assert_eq!(vue.sessions.iter().map(|session| &session.id).collect::<Vec<_>>(), [&alba.id]);
    assert_eq!(vue.services.len(), 1);
    assert_eq!((vue.services[0].client.id.as_str(), vue.services[0].hors_connexion), ("dui", false));
    assert!(vue.histoire.faits.iter().all(|fait| fait.champ("personne.id") == Some(ALBA)), "{:?}", vue.histoire.faits);
    let brice = room.issuer.sign_in(BRICE).await;
    let sienne = room.fakes.espace.vue(&brice).await.unwrap();
    assert_eq!(sienne.histoire.faits[0].mot, "espace.session_fermee");
    assert!(sienne.ecps.is_none() && sienne.services.is_empty());
}

// requirement: S10
#[tokio::test]
async fn a_person_closes_one_of_their_sessions_and_nobody_else_s() {
    let room = Room::new().await;
    let (here, there) = (room.issuer.sign_in(ALBA).await, room.issuer.sign_in(ALBA).await);
    let brice = room.issuer.sign_in(BRICE).await;
    let refresh = room.granted(&there, "openid").await;
    let refused = room.fakes.espace.fermer_session(&here, &brice.id).await;
    assert!(matches!(refused, Err(EspaceError::Rien)));
    assert!(room.lives(&brice).await);
    room.fakes.espace.fermer_session(&here, &there.id).await.unwrap();
    assert!(!room.lives(&there).await && room.lives(&here).await);
    assert!(!room.refreshes(&refresh).await);
    assert_eq!(room.issuer.notices.all().len(), 1, "the service is told");
    let again = room.fakes.espace.fermer_session(&here, &there.id).await;
    assert!(matches!(again, Err(EspaceError::Rien)), "what is over answers like what never was");
}

// requirement: S10
#[tokio::test]
async fn a_service_loses_what_it_was_granted_and_the_session_goes_on() {
    let room = Room::new().await;
    let session = room.issuer.sign_in(ALBA).await;
    let refresh = room.granted(&session, "openid").await;
    room.fakes.espace.fermer_service(&session, &"dui".into()).await.unwrap();
    assert!(!room.refreshes(&refresh).await);
    assert!(room.lives(&session).await);
    assert!(room.fakes.espace.vue(&session).await.unwrap().services.is_empty());
    let notices = room.issuer.notices.all();
    assert!(notices.len() == 1 && notices[0].origin.starts_with("grant:"), "{notices:?}");
    assert_eq!(notices[0].state, NoticeState::Unaddressed);
    assert!(matches!(room.fakes.espace.fermer_service(&session, &"dui".into()).await, Err(EspaceError::Rien)));
}

// requirement: S10
#[tokio::test]
async fn a_service_that_holds_more_than_is_listed_loses_all_of_it() {
    let room = Room::new().await;
    let session = room.issuer.sign_in(ALBA).await;
    let first = room.granted(&session, OFFLINE).await;
    for _ in 0..200 {
        room.issuer.clock.advance(Seconds(1));
        room.granted(&session, OFFLINE).await;
    }
    room.fakes.espace.fermer_service(&session, &"dui".into()).await.unwrap();
    assert!(!room.refreshes(&first).await);
}

// requirement: M15 S08
#[tokio::test]
async fn a_phone_declared_lost_ends_its_sessions_and_tokens_and_tells_the_person() {
    for motif in [Motif::Perte, Motif::Vol, Motif::PasMoi] {
        let room = Room::new().await;
        room.fakes.with_phone(ALBA).await;
        let session = room.issuer.sign_in(ALBA).await;
        let refresh = room.granted(&session, "openid").await;
        room.issuer.clock.advance(Seconds(1));
        room.fakes.espace.arreter_ecps(&session, motif, &[]).await.unwrap();
        assert_eq!(room.fakes.dehors.appareils.lock().unwrap()[0].etat, AppareilEtat::Revoque);
        assert!(!room.refreshes(&refresh).await && !room.lives(&session).await, "{motif:?}");
        assert_eq!(room.issuer.journal.field("ecps.revoquee", "motif").as_deref(), Some(motif.mot()));
        room.fakes.dehors.ensuite().await;
        assert_eq!(room.fakes.dehors.courriels.lock().unwrap()[0].0, "Votre e-CPS s'est arrêtée");
        assert!(room.fakes.dehors.sms.lock().unwrap().is_empty(), "no SMS: the phone is in other hands");
        assert!(matches!(room.fakes.espace.arreter_ecps(&session, motif, &[]).await, Err(EspaceError::Rien)));
    }
}

// requirement: M15 S11
#[tokio::test]
async fn what_a_lost_phone_added_ends_with_it_where_the_person_says_so() {
    let room = Room::new().await;
    let session = room.by(ALBA, MoyenKind::Carte, "issuer:01").await;
    let before = room.issuer.ambient.now();
    room.issuer.clock.advance(Seconds(1));
    let since = room.fakes.with_phone(ALBA).await.active_le;
    let cle = |id: &str, par, ajoutee_le| CleDAcces { id: id.into(), nom: id.into(), par, ajoutee_le, vue_le: None };
    room.fakes.cles.0.lock().unwrap().extend([
        cle("by card", MoyenKind::Carte, since),
        cle("by an earlier phone", MoyenKind::Ecps, before),
        cle("kept", MoyenKind::Ecps, since),
        cle("of a thief", MoyenKind::Ecps, since),
    ]);
    let offered = room.fakes.espace.cles_de_l_ecps(&session).await.unwrap();
    assert_eq!(offered.iter().map(|cle| cle.nom.as_str()).collect::<Vec<_>>(), ["kept", "of a thief"]);
    room.fakes.espace.arreter_ecps(&session, Motif::Vol, &["of a thief", "by card"]).await.unwrap();
    let left: Vec<_> = room.fakes.cles.0.lock().unwrap().iter().map(|cle| cle.id.clone()).collect();
    assert_eq!(left, ["by card", "by an earlier phone", "kept"], "only what was added on its word");
    assert!(room.fakes.espace.cles_de_l_ecps(&session).await.unwrap().is_empty());
}

// requirement: S10 S11
#[tokio::test]
async fn one_act_closes_everything_of_one_person_and_nothing_of_others() {
    for fermeture in [Fermeture::Acces, Fermeture::AvecMoyens] {
        let room = Room::new().await;
        room.fakes.with_phone(ALBA).await;
        let (here, there) = (room.issuer.sign_in(ALBA).await, room.issuer.sign_in(ALBA).await);
        let brice = room.by(BRICE, MoyenKind::Ecps, "appareil-2").await;
        let (online, offline) = (room.granted(&here, "openid").await, room.granted(&there, OFFLINE).await);
        assert!(room.fakes.espace.vue(&here).await.unwrap().services[0].hors_connexion);
        let untouched = room.granted(&brice, "openid").await;
        room.issuer.clock.advance(Seconds(1));
        room.fakes.espace.tout_fermer(&here, fermeture).await.unwrap();
        for refresh in [online, offline] {
            assert!(!room.refreshes(&refresh).await);
        }
        assert!(!room.lives(&here).await && !room.lives(&there).await);
        assert!(room.lives(&brice).await && room.refreshes(&untouched).await);
        let etat = room.fakes.dehors.appareils.lock().unwrap()[0].etat;
        let avec = fermeture == Fermeture::AvecMoyens;
        assert_eq!(etat == AppareilEtat::Revoque, avec);
        assert_eq!(room.issuer.journal.field("ecps.revoquee", "motif").as_deref(), avec.then_some("perte"));
        assert!(room.issuer.journal.events().contains(&crate::journal::event::SPACE_ALL_ENDED));
        room.issuer.clock.advance(Seconds(1));
        let back = room.issuer.sign_in(ALBA).await;
        assert!(room.lives(&back).await, "who signs in again is in again");
    }
}

// requirement: S11
#[tokio::test]
async fn what_cannot_be_closed_whole_is_not_closed_and_may_be_asked_again() {
    let room = Room::new().await;
    room.fakes.with_phone(ALBA).await;
    let session = room.issuer.sign_in(ALBA).await;
    room.issuer.clock.advance(Seconds(1));
    *room.fakes.fins.down.lock().unwrap() = true;
    let refused = room.fakes.espace.tout_fermer(&session, Fermeture::AvecMoyens).await;
    assert!(matches!(refused, Err(EspaceError::Port(_))));
    assert!(room.lives(&session).await, "who asked may ask again");
    assert_eq!(room.fakes.dehors.appareils.lock().unwrap()[0].etat, AppareilEtat::Actif);
    *room.fakes.fins.down.lock().unwrap() = false;
    room.fakes.espace.tout_fermer(&session, Fermeture::AvecMoyens).await.unwrap();
    assert!(!room.lives(&session).await);
    assert_eq!(room.fakes.dehors.appareils.lock().unwrap()[0].etat, AppareilEtat::Revoque);
}

#[tokio::test]
async fn a_card_that_was_seen_is_listed_once_and_what_it_opened_closes() {
    let room = Room::new().await;
    let by_card = room.by(ALBA, MoyenKind::Carte, "issuer:01").await;
    let by_phone = room.issuer.sign_in(ALBA).await;
    for _ in 0..2 {
        let acte = crate::journal::Acte::new(crate::journal::event::LOGIN_SUCCEEDED)
            .with("personne.id", ALBA)
            .with("means", "CARD")
            .with("means.id", "issuer:01");
        crate::journal::Journal::record(&*room.issuer.journal, acte).await.unwrap();
    }
    let offline = room.granted(&by_card, OFFLINE).await;
    let vue = room.fakes.espace.vue(&by_phone).await.unwrap();
    assert_eq!(vue.cartes.iter().map(|carte| carte.moyen.as_str()).collect::<Vec<_>>(), ["issuer:01"]);
    room.fakes.espace.fermer_carte(&by_phone, "issuer:01").await.unwrap();
    assert!(!room.lives(&by_card).await && room.lives(&by_phone).await);
    assert!(!room.refreshes(&offline).await, "what outlives its session is over too");
    let feuille = room.fakes.espace.feuille(&by_phone, None).await.unwrap();
    let fait = feuille.faits.iter().find(|fait| fait.mot == "espace.carte_fermee").expect("in their history");
    assert_eq!((fait.champ("means.id"), &fait.champs["grants"]), (Some("issuer:01"), &serde_json::json!(1)));
    assert!(matches!(room.fakes.espace.fermer_carte(&by_phone, "issuer:02").await, Err(EspaceError::Rien)));
}
