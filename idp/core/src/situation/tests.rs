use super::*;
use crate::fakes::{ALBA, FakeAnnuaire, TILLEULS, VERCORS, client};

const TILLEULS_NUIT: (&str, &str, &str) = ("sit-2", "690990114", "EHPAD FICTIF LES TILLEULS");

fn now() -> Timestamp {
    Timestamp::from_seconds(1_800_000_000)
}

fn tied_to_tilleuls() -> Client {
    Client { structure: Some(TILLEULS.1.into()), ..client() }
}

fn decided(places: &[(&str, &str, &str)], client: &Client, wishes: Wishes<'_>) -> Decision {
    decide(&FakeAnnuaire::aide_soignante(ALBA, places), client, wishes, now())
}

fn ask(offered: &[&str], preselected: Option<&str>) -> Decision {
    Decision::Ask { offered: offered.iter().map(|&id| id.into()).collect(), preselected: preselected.map(Into::into) }
}

const NOTHING: Wishes<'_> = Wishes { hint: None, reopen: false, silent: false, earlier: None };

#[test]
fn the_only_situation_is_taken() {
    assert_eq!(decided(&[VERCORS], &client(), NOTHING), Decision::Taken("sit-3".into()));
    assert_eq!(
        decided(&[VERCORS], &tied_to_tilleuls(), Wishes { reopen: true, ..NOTHING }),
        Decision::Taken("sit-3".into())
    );
}

// requirement: ROL-04
#[test]
fn the_profession_decides_nothing() {
    let taken = Decision::Taken("sit-1".into());
    for (exercice, fonction) in [("91", ""), ("99", "313"), ("99", "312"), ("60", "")] {
        let mut personne = FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]);
        personne.exercices[0].code_profession = exercice.into();
        personne.exercices[0].situations[0].code_role = fonction.into();
        assert_eq!(decide(&personne, &client(), NOTHING, now()), taken, "{exercice} {fonction}");
    }
}

#[test]
fn several_are_asked() {
    assert_eq!(decided(&[TILLEULS, VERCORS], &client(), NOTHING), ask(&["sit-1", "sit-3"], None));
}

#[test]
fn an_ended_or_future_situation_never_appears() {
    let mut personne = FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS, VERCORS, TILLEULS_NUIT]);
    personne.exercices[0].situations[0].fin = Some(now());
    personne.exercices[0].situations[1].debut = Some(now().plus(ambient::Seconds(1)));
    assert_eq!(decide(&personne, &client(), NOTHING, now()), Decision::Taken("sit-2".into()));
}

#[test]
fn the_structure_of_the_client_answers_when_one_situation_is_there() {
    assert_eq!(decided(&[VERCORS, TILLEULS], &tied_to_tilleuls(), NOTHING), Decision::Taken("sit-1".into()));
}

#[test]
fn the_structure_of_the_client_is_checked_in_the_form_when_several_are_there() {
    let asked = decided(&[VERCORS, TILLEULS, TILLEULS_NUIT], &tied_to_tilleuls(), NOTHING);
    assert_eq!(asked, ask(&["sit-3", "sit-1", "sit-2"], Some("sit-1")));
}

#[test]
fn a_hint_answers_by_situation_or_by_structure() {
    for hint in ["sit-3", VERCORS.1] {
        let wishes = Wishes { hint: Some(hint), silent: true, ..NOTHING };
        assert_eq!(decided(&[TILLEULS, VERCORS], &client(), wishes), Decision::Taken("sit-3".into()));
    }
}

#[test]
fn a_hint_of_a_client_that_may_not_hint_is_not_heard() {
    let deaf = Client { may_hint_situation: false, ..client() };
    let wishes = Wishes { hint: Some("sit-3"), ..NOTHING };
    assert_eq!(decided(&[TILLEULS, VERCORS], &deaf, wishes), ask(&["sit-1", "sit-3"], None));
}

#[test]
fn a_hint_that_is_not_the_persons_answers_nothing() {
    for hint in ["sit-9", ""] {
        let wishes = Wishes { hint: Some(hint), silent: true, ..NOTHING };
        assert_eq!(decided(&[TILLEULS, VERCORS], &client(), wishes), Decision::CannotAsk);
    }
}

#[test]
fn select_account_reopens_what_would_be_taken() {
    let wishes = Wishes { reopen: true, ..NOTHING };
    assert_eq!(decided(&[VERCORS, TILLEULS], &tied_to_tilleuls(), wishes), ask(&["sit-3", "sit-1"], Some("sit-1")));
}

#[test]
fn the_earlier_choice_stands_until_it_is_reopened() {
    let earlier = "sit-3".into();
    let wishes = Wishes { earlier: Some(&earlier), ..NOTHING };
    assert_eq!(decided(&[TILLEULS, VERCORS], &client(), wishes), Decision::Taken("sit-3".into()));
    let reopened = Wishes { reopen: true, ..wishes };
    assert_eq!(decided(&[TILLEULS, VERCORS], &client(), reopened), ask(&["sit-1", "sit-3"], Some("sit-3")));
    let silent = Wishes { silent: true, ..wishes };
    assert_eq!(decided(&[TILLEULS, VERCORS], &client(), silent), Decision::Taken("sit-3".into()));
}

#[test]
fn prompt_none_asks_nothing() {
    let wishes = Wishes { silent: true, ..NOTHING };
    assert_eq!(decided(&[TILLEULS, VERCORS], &client(), wishes), Decision::CannotAsk);
    assert_eq!(decided(&[VERCORS], &client(), wishes), Decision::Taken("sit-3".into()));
}

#[test]
fn without_a_situation_the_client_decides() {
    assert_eq!(decided(&[], &client(), NOTHING), Decision::Refused);
    let open = Client { sans_situation: SansSituation::Accepte, ..client() };
    assert_eq!(decided(&[], &open, NOTHING), Decision::WithoutRole);
}
