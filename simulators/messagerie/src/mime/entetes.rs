/// The headers of a mail or of one part, unfolded.
#[derive(Debug, Default)]
pub struct Entetes(Vec<(String, String)>);

impl Entetes {
    /// The first value under this lower-case name, empty when there is none.
    pub fn valeur(&self, nom: &str) -> &str {
        self.0.iter().find(|(cle, _)| cle == nom).map_or("", |(_, valeur)| valeur)
    }

    /// `text/html` of `Text/HTML; charset=utf-8`; `text/plain` when nothing is said.
    pub fn genre(&self) -> String {
        let genre = self.valeur("content-type").split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if genre.is_empty() { "text/plain".to_owned() } else { genre }
    }

    /// A parameter of `Content-Type`; a semicolon inside quotes belongs to the value.
    pub fn parametre(&self, nom: &str) -> Option<String> {
        let mut reste = self.valeur("content-type").split_once(';')?.1;
        loop {
            let (cle, suite) = reste.split_once('=')?;
            let suite = suite.trim_start();
            let (valeur, apres) = match suite.strip_prefix('"') {
                Some(cite) => cite.split_once('"')?,
                None => suite.split_once(';').unwrap_or((suite, "")),
            };
            if cle.trim_matches([';', ' ', '\t']).eq_ignore_ascii_case(nom) {
                return Some(valeur.trim().to_owned());
            }
            reste = apres;
        }
    }
}

/// Headers and body; no empty line, or a first line that is no header: all body.
pub fn separer(brut: &[u8]) -> (Entetes, &[u8]) {
    let mut entetes = Entetes::default();
    let mut reste = brut;
    while let Some(fin) = reste.iter().position(|octet| *octet == b'\n') {
        let ligne = String::from_utf8_lossy(&reste[..fin]).trim_end().to_owned();
        reste = &reste[fin + 1..];
        if ligne.is_empty() {
            return (entetes, reste);
        }
        if ligne.starts_with([' ', '\t']) {
            let Some((_, valeur)) = entetes.0.last_mut() else { break };
            valeur.push(' ');
            valeur.push_str(ligne.trim_start());
        } else {
            let Some((nom, valeur)) = ligne.split_once(':') else { break };
            entetes.0.push((nom.trim().to_ascii_lowercase(), valeur.trim().to_owned()));
        }
    }
    (Entetes::default(), brut)
}
