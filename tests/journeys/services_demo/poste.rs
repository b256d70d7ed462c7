use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use harness::{program, succeed};

use super::{PHONES, place};
use crate::browser::PIN;

/// The heavy client before a person.
struct Desk {
    child: Child,
    keyboard: ChildStdin,
    screen: BufReader<ChildStdout>,
}

impl Desk {
    fn start(identifiant: &str) -> Self {
        let sandbox = place();
        let mut child = Command::new(program("poste-lourd"))
            .args(["--issuer", sandbox.text("/issuer"), "--identifiant", identifiant])
            .arg("--ca")
            .arg(sandbox.authority())
            .arg("--secret")
            .arg(sandbox.data.join("cles/client-poste-lourd"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let keyboard = child.stdin.take().expect("a keyboard");
        let screen = BufReader::new(child.stdout.take().expect("a screen"));
        Self { child, keyboard, screen }
    }

    /// The first line that holds these words.
    fn shows(&mut self, words: &str) -> String {
        let mut seen = String::new();
        loop {
            let mut line = String::new();
            assert!(self.screen.read_line(&mut line).expect("text") > 0, "no « {words} » in {seen}");
            if line.contains(words) {
                return line;
            }
            seen.push_str(&line);
        }
    }

    fn digits(&mut self) -> String {
        self.shows("Votre numéro").chars().filter(char::is_ascii_digit).collect()
    }

    fn types(&mut self, line: &str) {
        writeln!(self.keyboard, "{line}").expect("the program reads");
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn approve(telephone: &str, digits: &str, more: &[&str]) {
    let approve = ["mobile", "approve", "--telephone", telephone, "--nombre", digits, "--pin", PIN];
    succeed(place().command(&approve).args(more));
}

fn identifiant(qui: &str) -> &'static str {
    place().person(qui)["identifiant"].as_str().expect("a number")
}

#[test]
fn a_person_signs_in_at_a_desk_without_a_browser_refreshes_and_leaves() {
    let alone = PHONES.blocking_lock();
    let mut desk = Desk::start(identifiant("aide-soignante"));
    let digits = desk.digits();
    assert_eq!(digits.len(), 2);
    approve("Lucie", &digits, &[]);
    drop(alone);
    desk.shows("Lucie FICTIF-GARNIER, 899900000");
    desk.shows("EHPAD FICTIF LES TILLEULS (690990114), rôle GENR11");
    desk.types("rafraichir");
    desk.shows("Session renouvelée");
    desk.shows("Lucie FICTIF-GARNIER");
    desk.types("quitter");
    desk.shows("Vous êtes déconnecté, ici et chez le fournisseur d’identité");
    assert!(desk.child.wait().expect("it ends").success());
}

#[test]
fn the_place_that_was_chosen_on_the_phone_is_the_one_of_the_desk() {
    let alone = PHONES.blocking_lock();
    let mut desk = Desk::start(identifiant("coordinatrice"));
    let digits = desk.digits();
    approve("Alba", &digits, &["--lieu", "IME FICTIF DES COTEAUX, VILLEURBANNE"]);
    drop(alone);
    desk.shows("IME FICTIF DES COTEAUX (690990122), rôle GENR08");
}

#[test]
fn a_refusal_on_the_phone_is_told_at_the_desk() {
    let alone = PHONES.blocking_lock();
    let mut desk = Desk::start(identifiant("medico-administratif"));
    desk.digits();
    succeed(&mut place().command(&["mobile", "refuse", "--telephone", "Basile"]));
    drop(alone);
    let mut told = String::new();
    let errors = desk.child.stderr.take().expect("errors");
    BufReader::new(errors).read_line(&mut told).expect("text");
    assert!(told.contains("Vous avez refusé"), "{told}");
    assert!(!desk.child.wait().expect("it ends").success());
}
