//! A newcomer follows the guide: an empty folder, the commands of its pages in their order, and somebody who logs in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use harness::{free_ports, program, root};
use site::Langue;
use site::blocs::Bloc;

use super::terminal::Terminal;
use super::{named, pages};
use crate::surfer::{Answer, Surfer};

/// What the tests do not install again: `tests/run` installs the same version in the example that the recipe shows.
pub const INSTALL: &str = "npm install --no-audit --no-fund openid-client@6.8.9\n";

/// Stands for cargo: the programs were built by the command that passes the tests. What is run, and with what, is the guide's.
const CARGO: &str = r#"#!/bin/sh
program=caducee
while [ "$1" != -- ]; do
  [ "$1" != -p ] || { program=$2; shift; }
  shift
done
[ "$program" != sandbox ] || program=caducee
shift
exec "$PROGRAMS/$program" "$@"
"#;

struct Newcomer {
    /// They end before their folders go.
    open: BTreeMap<u8, Terminal>,
    folder: tempfile::TempDir,
    keep: tempfile::TempDir,
    environment: Vec<(&'static str, String)>,
    origin: String,
}

impl Newcomer {
    fn new() -> Self {
        let (folder, keep) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let tools = keep.path().join("bin");
        std::fs::create_dir(&tools).expect("a folder");
        executable(&tools.join("cargo"));
        let path = std::env::split_paths(&std::env::var_os("PATH").expect("a PATH")).collect::<Vec<PathBuf>>();
        let path = std::env::join_paths([vec![tools], path].concat()).expect("a PATH");
        let port = free_ports();
        let programs = program("caducee").parent().expect("a folder").display().to_string();
        let environment = vec![
            ("PATH", path.into_string().expect("a PATH")),
            ("PROGRAMS", programs),
            ("CADUCEE", root().display().to_string()),
            ("BASE", free_ports().to_string()),
            ("BANC_BASE", free_ports().to_string()),
            ("PORT", port.to_string()),
        ];
        Self { open: BTreeMap::new(), folder, keep, environment, origin: format!("https://localhost:{port}") }
    }

    fn paste(&mut self, terminal: u8, commands: &str, until: Option<&str>) -> String {
        let (folder, keep) = (self.folder.path(), self.keep.path());
        let open = || Terminal::open(terminal, folder, keep, &self.environment);
        self.open.entry(terminal).or_insert_with(open).paste(commands, until)
    }

    async fn follow(&mut self, bloc: &Bloc) -> String {
        if let Some(stopped) = bloc.libere {
            self.open.remove(&stopped);
        }
        if bloc.texte == INSTALL {
            let installed = root().join("exemples/node/node_modules");
            return self.paste(2, &format!("ln -s '{}' node_modules\n", installed.display()), None);
        }
        let Some(terminal) = bloc.terminal else { return String::new() };
        match &bloc.remplacez {
            Some(word) => self.log_in(terminal, &bloc.texte, word).await,
            None => self.paste(terminal, &bloc.texte, bloc.attend.as_deref()),
        }
    }

    /// The browser of the guide's sixth step; what the service shows then.
    async fn log_in(&mut self, terminal: u8, commands: &str, word: &str) -> String {
        let surfer = Surfer::trusting(&self.folder.path().join("bac/ca.pem"));
        let home = surfer.get(format!("{}/", self.origin)).await;
        assert!(home.body.contains("Nobody is logged in."), "{}", home.body);
        let away = surfer.get(home.link(&format!("{}/connexion", self.origin))).await;
        let page = surfer.follow(away, "nowhere").await;
        let asked = surfer.submit(&page.form_with("numero"), &[("numero", "899900000110")]).await;
        let waiting = surfer.follow(asked, "nowhere").await;
        self.paste(terminal, &commands.replace(word, &waiting.digits()), None);
        // a browser with scripts presses this button by itself
        let approved = surfer.get(&waiting.url).await;
        let on = approved.forms().into_iter().next().unwrap_or_else(|| panic!("no way on: {}", approved.body));
        let back = surfer.follow(surfer.submit(&on, &[]).await, "nowhere").await;
        assert_eq!((back.status, back.url.as_str()), (200, format!("{}/", self.origin).as_str()), "{}", back.body);
        let me = surfer.get(format!("{}/moi", self.origin)).await.json();
        assert_eq!((&me["connecte"], &me["compte"]), (&true.into(), &"899900000110".into()), "{me}");
        leaves(&surfer, &back).await;
        back.text_of("p")
    }
}

/// The button of the guide's service: nobody is logged in there afterwards, nor at the provider.
async fn leaves(surfer: &Surfer, home: &Answer) {
    let button = home.forms().into_iter().next().expect("a button");
    surfer.follow(surfer.submit(&button, &[]).await, "nowhere").await;
    let again = surfer.get(&home.url).await;
    assert!(again.body.contains("Nobody is logged in."), "{}", again.body);
    let login = surfer.follow(surfer.get(again.link(&format!("{}connexion", home.url))).await, "nowhere").await;
    login.form_with("numero");
}

fn executable(file: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::write(file, CARGO).expect("the program");
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755)).expect("it can be run");
}

#[tokio::test]
async fn a_newcomer_who_follows_the_guide_alone_has_a_service_where_somebody_logs_in() {
    let manifest = std::fs::read_to_string(root().join("exemples/node/package.json")).expect("the example");
    assert!(manifest.contains("\"openid-client\": \"6.8.9\""), "the guide installs what tests/run installs");
    let mut newcomer = Newcomer::new();
    let mut shown = BTreeMap::new();
    for sheet in pages(Langue::Fr) {
        for bloc in &sheet.rendu.blocs {
            let said = newcomer.follow(bloc).await;
            if bloc.remplacez.is_some() {
                let guide = &sheet.rendu.html;
                assert!(guide.contains(said.trim()), "the guide says that the service shows {said}");
            }
            shown.entry(named(sheet.fiche, Langue::Fr)).or_insert_with(String::new).push_str(&said);
        }
    }
    told(&shown);
}

/// What each page promises of its commands.
fn told(shown: &BTreeMap<&str, String>) {
    let promised = [
        ("premiere-connexion", "client_secret: "),
        ("premiere-connexion", "Lucie FICTIF-GARNIER, 899900000110"),
        ("venir-du-bac-a-sable-reel", "\"authorization_endpoint\""),
        ("venir-du-bac-a-sable-reel", "NODE_EXTRA_CA_CERTS="),
        ("venir-du-bac-a-sable-reel", "eidas2-2026"),
        ("recettes", "\"client_id\""),
        ("espace-partenaires", "is not https"),
        ("espace-partenaires", "client_secret: "),
        ("banc", "signature-fausse"),
        ("banc", "conforme : banc-rapport/rapport.html"),
        ("banc", "Le rapport est celui que cette clé a signé."),
    ];
    for (page, words) in promised {
        assert!(shown[page].contains(words), "{page} does not show {words}: {}", shown[page]);
    }
}
