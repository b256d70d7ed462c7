//! Three relying parties that nobody here wrote: npm openid-client, Python Authlib, Apache mod_auth_openidc. Each logs a
//! person in with the e-CPS, reads userinfo, refreshes, logs out.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use harness::{Sandbox, free_ports, node, output, program, root, succeed};
use serde_json::{Value, json};

const SECRET: &str = "un-secret-d-essai-pour-un-client-d-ailleurs";
const PIN: &str = "482913";

/// Declares one client and starts a sandbox that knows it.
fn sandbox_with(client: &str) -> (Sandbox, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("clients.toml");
    std::fs::write(&file, client).expect("the clients file");
    let sandbox = Sandbox::start_with(&["--clients", file.to_str().expect("a readable path")]);
    (sandbox, folder)
}

/// Activates an e-CPS for the aide-soignante; what `person.mjs` needs to act for her.
fn activated(sandbox: &Sandbox) -> (String, Value) {
    let identifiant = sandbox.person("aide-soignante")["identifiant"].as_str().expect("a number").to_owned();
    succeed(&mut sandbox.command(&[
        "mobile",
        "activate",
        "--identifiant",
        &identifiant,
        "--pin",
        PIN,
        "--telephone",
        "essai",
        "--depuis-boite",
    ]));
    let person = json!({
        "identifiant": identifiant,
        "caducee": program("caducee"),
        "data": sandbox.data,
        "portBase": sandbox.ports,
        "telephone": "essai",
        "pin": PIN,
    });
    (identifiant, person)
}

#[test]
fn openid_client_logs_in_reads_refreshes_and_logs_out() {
    let keys = succeed(Command::new("node").arg(root().join("tests/clients/key.mjs")));
    let keys: Value = serde_json::from_str(&keys).expect("two keys");
    let public = &keys["public"];
    let client = format!(
        r#"
        [[client]]
        id = "openid-client"
        name = "Un client Node"
        place = "Ailleurs, node.example"
        profile = "oidc"
        auth = "private_key_jwt"
        jwks = {{ keys = [{{ kty = "EC", crv = "P-256", x = {}, y = {}, kid = "essai", alg = "ES256", use = "sig" }}] }}
        redirect_uris = ["https://node.example/retour"]
        post_logout_redirect_uris = ["https://node.example/au-revoir"]
        scopes = ["openid", "profile", "rpps"]
        id_token_alg = "ES256"
        "#,
        public["x"], public["y"]
    );
    let (sandbox, _folder) = sandbox_with(&client);
    let (identifiant, person) = activated(&sandbox);
    let options = json!({
        "issuer": sandbox.text("/issuer"),
        "clientId": "openid-client",
        "redirectUri": "https://node.example/retour",
        "postLogoutRedirectUri": "https://node.example/au-revoir",
        "jwk": keys["private"],
        "identifiant": identifiant,
        "person": person,
    });
    succeed(&mut node(&sandbox, "clients/openid-client.mjs", &options));
}

/// Two libraries over what a plain login does not need, each with a client that it registers itself.
#[test]
fn openid_client_and_oauth4webapi_push_sign_bind_ask_by_phone_and_log_out() {
    let sandbox = Sandbox::start();
    let (identifiant, person) = activated(&sandbox);
    for library in ["openid-client-security", "oauth4webapi"] {
        let options = json!({
            "issuer": sandbox.text("/issuer"),
            "permission": sandbox.text("/registration/initial_access_token"),
            "redirectUri": "https://node.example/retour",
            "postLogoutRedirectUri": "https://node.example/au-revoir",
            "identifiant": identifiant,
            "person": person,
        });
        succeed(&mut node(&sandbox, &format!("clients/{library}.mjs"), &options));
    }
}

#[test]
fn authlib_logs_in_reads_refreshes_and_logs_out() {
    let client = format!(
        r#"
        [[client]]
        id = "authlib"
        name = "Un client Python"
        place = "Ailleurs, python.example"
        profile = "psc"
        auth = "client_secret_basic"
        secret = "{SECRET}"
        redirect_uris = ["https://python.example/retour"]
        scopes = ["openid", "scope_all"]
        "#
    );
    let (sandbox, _folder) = sandbox_with(&client);
    let (identifiant, person) = activated(&sandbox);
    let options = json!({
        "issuer": sandbox.text("/issuer"),
        "clientId": "authlib",
        "clientSecret": SECRET,
        "redirectUri": "https://python.example/retour",
        "identifiant": identifiant,
        "walk": root().join("tests/clients/walk.mjs"),
        "person": person,
    });
    let mut python = Command::new(root().join("target/tests/venv/bin/python"));
    python.arg(root().join("tests/clients/authlib_client.py")).arg(options.to_string());
    python.env("REQUESTS_CA_BUNDLE", sandbox.authority()).env("NODE_EXTRA_CA_CERTS", sandbox.authority());
    succeed(&mut python);
}

#[test]
fn mod_auth_openidc_logs_in_reads_refreshes_and_logs_out() {
    let port = free_ports();
    let home = format!("https://localhost:{port}");
    let client = format!(
        r#"
        [[client]]
        id = "apache"
        name = "Une page derrière Apache"
        place = "Ailleurs, apache.example"
        profile = "psc"
        auth = "client_secret_post"
        secret = "{SECRET}"
        redirect_uris = ["{home}/protege/redirect_uri"]
        post_logout_redirect_uris = ["{home}/au-revoir"]
        scopes = ["openid", "scope_all"]
        "#
    );
    let (sandbox, folder) = sandbox_with(&client);
    let (identifiant, person) = activated(&sandbox);
    let _apache = Apache::start(folder.path(), &sandbox, port, &home);
    let options = json!({
        "home": home, "loggedOut": format!("{home}/au-revoir"), "identifiant": identifiant, "person": person,
    });
    succeed(&mut node(&sandbox, "clients/apache.mjs", &options));
}

/// An Apache of our own, in a folder of its own.
struct Apache(Child);

impl Apache {
    fn start(folder: &Path, sandbox: &Sandbox, port: u16, home: &str) -> Self {
        let www = folder.join("www/protege");
        std::fs::create_dir_all(&www).expect("the page's folder");
        let page =
            "<p>utilisateur=<!--#echo var=\"REMOTE_USER\" --> nom=<!--#echo var=\"OIDC_CLAIM_family_name\" --></p>\n";
        std::fs::write(www.join("index.shtml"), page).expect("the page");
        let template = std::fs::read_to_string(root().join("tests/clients/apache.conf.in")).expect("the template");
        let folder_name = folder.to_str().expect("a readable path");
        let configuration = [
            ("folder", folder_name),
            ("log", output().join("apache.log").to_str().expect("a readable path")),
            ("port", &port.to_string()),
            ("modules", "/usr/lib/apache2/modules"),
            ("certificate", sandbox.text("/tls/certificate")),
            ("key", sandbox.text("/tls/key")),
            ("issuer", sandbox.text("/issuer")),
            ("client_id", "apache"),
            ("client_secret", SECRET),
            ("home", home),
            ("ca", sandbox.text("/ca")),
        ]
        .iter()
        .fold(template, |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value));
        let file = folder.join("apache.conf");
        std::fs::write(&file, configuration).expect("the configuration");
        let child = Command::new("/usr/sbin/apache2")
            .args(["-X".as_ref(), "-f".as_ref(), file.as_os_str()])
            .stdin(Stdio::null())
            .spawn()
            .expect("Apache starts");
        let mut apache = Self(child);
        apache.wait(port);
        apache
    }

    fn wait(&mut self, port: u16) {
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return;
            }
            if let Ok(Some(status)) = self.0.try_wait() {
                let log = std::fs::read_to_string(output().join("apache.log")).unwrap_or_default();
                panic!("Apache ended with {status}\n{log}");
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("Apache did not listen in 10 s");
    }
}

impl Drop for Apache {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
